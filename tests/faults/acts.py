"""What people do in a run, through the stand-in's clients; each act records what it did and whom it was about."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from random import Random

from tests.faults.plan import Act, Mishap
from tests.faults.record import Place, Record
from tests.faults.town import Town
from tests.wire.accord import Kept, add_manager
from tests.wire.clients import Unanswered
from tests.wire.interactions import AnswerType
from tests.wire.world import Member, Message, User

CHOICES = ("yes", "no", "abstain")
OPEN = """
    SELECT decision.proposal_id, proposal.community_id, decision.closes_at FROM decision
    JOIN proposal ON proposal.id = decision.proposal_id WHERE decision.state = 'open' ORDER BY decision.closes_at
"""
SECOND = timedelta(seconds=1)
IN_GRACE, TOO_LATE = 2 * SECOND, 7 * SECOND
"""How long after the close a ballot cast before it arrives: while the count still waits for it, or later."""


class People:
    """The members of all servers of a run."""

    def __init__(self, town: Town, record: Record) -> None:
        self.town = town
        self.record = record
        self.kept = Kept(town.folder)
        self.places: list[Place] = []
        self._titles = 0
        self._acts: dict[Act, Callable[[Random], Awaitable[object]]] = {
            Act.OPEN: self._open,
            Act.VOTE: self._vote,
            Act.CROWD: self._crowd,
            Act.TAKE_BACK: self._take_back,
            Act.DELEGATE: self._delegate,
            Act.EXTEND: self._extend,
            Act.WITHDRAW: self._withdraw,
            Act.CLOSE: self._close,
        }

    def settle_in(self, name: str, members: int) -> None:
        """Have a server with so many members, before a process runs."""
        world = self.town.world
        guild = world.add_guild(name)
        manager = world.add_role("manager", permissions=add_manager(world).roles[0].permissions, guild=guild)
        ana = world.add_member("ana", manager, guild=guild)
        others = (world.add_member(f"member{number}", guild=guild) for number in range(1, members))
        home, lobby = (world.add_channel(each, guild=guild) for each in ("home", "lobby"))
        self.places.append(Place(guild, home, lobby, (ana, *others)))

    async def found(self) -> None:
        """Found a circle in each server, and have everybody join it."""
        for place in self.places:
            ana, *others = place.members
            wish = {"name": "Kitchen", "aim": "Meals", "shortest": "5 minutes", "quorum": "1", "channel": place.home}
            await self.town.command("circle create", wish, by=ana, channel=place.lobby)
            for other in others:
                await self.town.command("circle join", {"name": "Kitchen"}, by=other, channel=place.lobby)

    async def act(self, act: Act, chance: Random) -> None:
        """Do something; where the bot does not answer, that is how it is."""
        try:
            await self._acts[act](chance)
        except Unanswered:
            self.record.lines.append("    nobody answered")

    def open_votes(self) -> list[tuple[int, Place, datetime]]:
        """Return number, server and end of the votes that the database has as open."""
        by_id = {place.guild.id: place for place in self.places}
        return [(number, by_id[guild], moment(ends)) for number, guild, ends in self.kept.rows(OPEN)]

    async def _open(self, chance: Random) -> None:
        place = chance.choice(self.places)
        who = place.members[0]
        self._titles += 1
        form = await self.town.command("propose", by=who, channel=place.lobby)
        if form.type is not AnswerType.MODAL:
            return
        typed = {"title": f"Bread {self._titles:02}", "text": "We bake.", "process": ["circle"]}
        typed["deadline"] = f"{chance.randrange(6, 16)} minutes"
        echoed = await self.town.submit_modal(form, typed, by=who)
        if echoed.message and "Shall I open" in echoed.text:
            await self.town.press("Open the vote", message=echoed.message, by=who)

    async def _opened(self, chance: Random) -> list[tuple[int, Place, datetime]]:
        """Open a vote to vote in; what was to go wrong with the delivery goes wrong with the ballot."""
        spoilt, self.town.spoilt = self.town.spoilt, None
        await self._open(chance)
        self.town.spoilt = spoilt
        return self.open_votes()

    async def _vote(self, chance: Random) -> None:
        votes = self.open_votes() or await self._opened(chance)
        if not votes:
            return
        number, place, ends = votes[0] if self.town.spoilt in {Mishap.LATE, Mishap.TOO_LATE} else chance.choice(votes)
        who, at = chance.choice(place.members), None
        if self.town.spoilt in {Mishap.LATE, Mishap.TOO_LATE}:
            late = IN_GRACE if self.town.spoilt is Mishap.LATE else TOO_LATE
            self.town.time.pass_(max(timedelta(), ends - self.town.time.now) + late)
            at = ends - SECOND
            if late is TOO_LATE:
                await self.town.bot.ring()
        twice = self.town.spoilt is Mishap.SWAPPED
        await self._all(*(self._ballot(who, number, place, chance.choice(CHOICES), at) for _ in range(1 + twice)))

    async def _crowd(self, chance: Random) -> None:
        votes = self.open_votes() or await self._opened(chance)
        if not votes:
            return
        number, place, _ = chance.choice(votes)
        await self._all(*(self._ballot(one, number, place, chance.choice(CHOICES)) for one in place.members))

    async def _all(self, *deeds: Awaitable[object]) -> None:
        """Do several things at once."""
        for failed in await asyncio.gather(*deeds, return_exceptions=True):
            if isinstance(failed, BaseException):
                raise failed

    async def _ballot(self, who: Member, number: int, place: Place, choice: str, at: datetime | None = None) -> None:
        """Vote on the card, or by words where there is none."""
        card = self._card(number, place)
        if card is not None:
            await self.town.press(f"accord:vote:{number}:{choice}", message=card, by=who, at=at)
        else:
            wish = {"proposal": str(number), "choice": choice}
            await self.town.command("vote", wish, by=who, channel=place.lobby, at=at)

    async def _take_back(self, chance: Random) -> None:
        """Press the button below a receipt."""
        answers = [one.answer.message for one in self.town.sent if one.answer and one.answer.message]
        receipts = [one for one in answers if "Take my ballot back" in str(one.components)]
        if not receipts:
            await self._vote(chance)
            return
        receipt = chance.choice(receipts)
        assert receipt.only_for
        await self.town.press("Take my ballot back", message=receipt, by=self._member(receipt.only_for))

    def _member(self, user: User) -> Member:
        return next(one for place in self.places for one in place.members if one.user is user)

    async def _delegate(self, chance: Random) -> None:
        place = chance.choice(self.places)
        who, to = chance.sample(place.members, 2)
        plan = await self.town.command("delegate set", {"to": str(to.id)}, by=who, channel=place.lobby)
        if plan.message and "'label': 'Hand over my vote'" in str(plan.components):
            await self.town.press("Hand over my vote", message=plan.message, by=who)

    async def _extend(self, chance: Random) -> None:
        await self._about("proposal extend", chance, until=f"{chance.randrange(20, 40)} minutes")

    async def _withdraw(self, chance: Random) -> None:
        await self._about("proposal withdraw", chance)

    async def _about(self, command: str, chance: Random, **more: str) -> None:
        votes = self.open_votes()
        if votes:
            number, place, _ = chance.choice(votes)
            who, wish = place.members[0], {"proposal": str(number), **more}
            await self.town.command(command, wish, by=who, channel=place.lobby)

    async def _close(self, chance: Random) -> None:
        votes = self.open_votes() or await self._opened(chance)
        if votes:
            _, _, ends = votes[0]
            self.town.time.pass_(max(timedelta(), ends - self.town.time.now) + TOO_LATE)
            await self.town.bot.sweep_twice()
            await self.town.bot.ring()

    def _card(self, number: int, place: Place) -> Message | None:
        """Return the card of a vote with its buttons, where it stands."""
        shown = self.town.world.messages_in(place.home) if place.home.id in self.town.world.channels else []
        return next((one for one in shown if f"accord:vote:{number}:yes" in str(one.components)), None)


def moment(written: object) -> datetime:
    """Read a moment as the database has it."""
    return datetime.fromisoformat(str(written)).replace(tzinfo=UTC)
