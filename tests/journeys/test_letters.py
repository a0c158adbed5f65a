"""Letters as members get them: by direct message, by a call, or as they come by; and what they do about them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from simcord import InteractionResult
from simcord.backend import errors
from simcord.http.routes import messages

from bot.playground.server import Playground
from bot.playground.world import World
from bot.rules.delegation import Scope
from bot.rules.ids import CommunityId, DelegationId, LetterId, MemberId
from bot.services.letter import write
from bot.services.ports import UnitOfWork
from bot.services.values import Delegation, Letter, LetterKind
from tests.journeys.handing import handed
from tests.journeys.private import Direct
from tests.journeys.test_lot import restart
from tests.journeys.test_story import found_circle, propose, said

MINUTES = timedelta(minutes=4)


class Chloe(Direct):
    """Chloé, who hands her vote to Ben."""

    def __init__(self, world: World) -> None:
        super().__init__(world, "chloe")
        self.world = world
        self.member = world.community.members["chloe"]
        self.kitchen = world.community.channels["kitchen"]

    @property
    def letters(self) -> list[str]:
        return [written(message.components) for message in self.person.dm_channel.history()]

    @property
    def card(self) -> object:
        return next(message for message in self.kitchen.history() if message.components)

    @property
    def public(self) -> str:
        """Everything that others read in the channel and its threads."""
        places = [self.kitchen, *self.kitchen.threads]
        return "\n".join(message.content for place in places for message in place.history())

    async def wishes(self, **options: str) -> str:
        return said(await self.person.slash("reminders", **options))

    async def call(self) -> InteractionResult:
        """Press the button of the call."""
        for thread in self.kitchen.threads:
            called = [one for one in thread.history() if "There is a word for you" in one.content]
            if called:
                return await self.member.click(called[-1], label="Read it")
        raise AssertionError("nobody was called")


def written(components: object) -> str:
    """Return all words and labels of a message, as they are sent."""
    return json.dumps([one.to_dict() for one in components], ensure_ascii=False)  # type: ignore[attr-defined]


async def reborn(world: World, folder: Path) -> None:
    """Put another Accord in the place of the one that runs; it meets everybody, as it does on Discord."""
    await restart(world, folder)
    for guild in world.app.client.guilds:
        await guild.chunk()


async def begun(world: World) -> Chloe:
    """Open a vote of the kitchen in which Chloé hands her vote to Ben."""
    await found_circle(world)
    echoed = await propose(world, world.community.members["emre"], "A **bread** day @everyone")
    await world.community.members["emre"].click(echoed.response, label="Open the vote")
    await world.tick()
    chloe = Chloe(world)
    await handed(chloe.member, chloe.kitchen, world.community.members["ben"], within="proposal:1")
    return chloe


async def votes(world: World, label: str) -> None:
    await world.community.members["ben"].click(Chloe(world).card, label=label)
    await world.tick()
    await world.skip(MINUTES)


@contextmanager
def closed_door(person: int) -> Iterator[None]:
    """Have Discord refuse direct messages to somebody."""
    before = messages._send_permissions

    def refuse(ctx: messages.RequestContext, channel_id: int) -> None:
        if ctx.backend.get_dm_channel(person).id == channel_id:
            raise errors.BackendError(403, 50007, "Cannot send messages to this user")
        before(ctx, channel_id)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(messages, "_send_permissions", refuse)
        yield


async def test_by_direct_message_one_hears_how_ones_delegate_voted_and_votes_differently(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    async with world.turn():
        chloe = await begun(world)
        assert "by direct message" in await chloe.wishes(by="dm")
        await votes(world, "✓ Yes")
        [letter] = chloe.letters
        assert "**Ben Okafor** voted ✓ **yes** on **A \\\\*\\\\*bread" in letter
        assert "For you, from Maple Commons" in letter
        assert "@everyone" not in letter
    await reborn(world, tmp_path)
    async with world.turn():
        await votes(world, "✗ No")
        assert "voted ✗ **no**" in chloe.letters[1]
        assert len(chloe.letters) == 2
    await reborn(world, tmp_path)
    async with world.turn():
        assert "Receipt" in said(await chloe.press("◯ Abstain"))
        await votes(world, "✓ Yes")
        assert len(chloe.letters) == 2, "nothing comes about a vote that is her own now"
        assert "Ben" not in chloe.public.replace("Ben Okafor has", "")


async def test_where_the_door_is_closed_one_is_called_without_a_word_about_it(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    async with world.turn():
        chloe = await begun(world)
        await chloe.wishes(by="dm", quiet="1-2", timezone="europe/berlin")
        with closed_door(chloe.person.id):
            await votes(world, "✓ Yes")
            assert chloe.letters == []
            assert "There is a word for you" not in chloe.public, "now it would tell whom she follows"
    await reborn(world, tmp_path)
    async with world.turn():
        await world.skip(timedelta(days=4, hours=2))
        assert f"<@{chloe.member.id}>" in chloe.public
        assert "voted" not in chloe.public
        shown = await chloe.call()
        assert shown.ephemeral
        assert "voted ✓ **yes**" in said(shown)
        assert "Nothing waits for you any more" in said(await chloe.call())
        assert "Receipt" in said(await chloe.member.click(shown.response, label="✗ No"))
        assert "Discord does not let me write to you" in await chloe.wishes()


async def test_who_is_not_written_to_reads_it_when_they_come_by(playground: Playground, tmp_path: Path) -> None:
    world = playground.world
    async with world.turn():
        chloe = await begun(world)
        assert "do not address you at all" in await chloe.wishes(by="none")
        await votes(world, "✗ No")
    await reborn(world, tmp_path)
    async with world.turn():
        came = await chloe.member.slash(chloe.kitchen, "proposal list")
        assert "voted" not in said_first(came)
        [followed] = came.followups
        assert followed.ephemeral
        ben = f"<@{world.community.members['ben'].id}>"
        assert f"{ben} voted ✗ **no**" in json.dumps(followed.components, ensure_ascii=False)
        again = await chloe.member.click(chloe.card, label="My vote")
        assert again.followups == []
        assert "There is a word for you" not in chloe.public
        other = await world.community.members["grace"].slash(chloe.kitchen, "proposal list")
        assert other.followups == []


def said_first(answer: InteractionResult) -> str:
    assert answer.response
    return answer.response.content


async def hand(world: World, truster: str, trustee: str, kind: LetterKind, community: int) -> None:
    """Hand a vote over in a community, or offer to, and write the delegate a letter about it."""
    people = world.community.members
    home, now = CommunityId(community), world.clock.now()
    accepted = None if kind is LetterKind.OFFERED else now
    one = Delegation(
        DelegationId(0), home, MemberId(people[truster].id), Scope.COMMUNITY, 0, MemberId(people[trustee].id),
        now, now + timedelta(days=30), accepted, warn_at=now + timedelta(days=23),
    )  # fmt: skip

    def put(unit: UnitOfWork, _: None) -> None:
        number = unit.delegations.set(one)
        told = Letter(LetterId(0), home, MemberId(people[trustee].id), kind, now, delegation_id=number)
        write(unit, [told], now)

    await world.app.store.run(put, None)  # type: ignore[attr-defined]
    await world.skip(MINUTES)


async def test_an_offer_is_accepted_by_direct_message_then_refused_and_both_hear_of_it(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        chloe, ben = Chloe(world), Direct(world, "ben")
        await chloe.wishes(by="dm")
        await ben.person.slash("reminders", by="dm")
        await hand(world, "chloe", "ben", LetterKind.OFFERED, world.community.guild.id)
    await reborn(world, tmp_path)
    async with world.turn():
        offer = ben.person.dm_channel.history()[-1]
        assert "Somebody would hand you their vote everywhere in this community" in written(offer.components)
        assert "Chlo" not in written(offer.components)
        assert "goes with yours from now on" in said(await ben.press("I will carry it"))
        await world.skip(MINUTES)
        assert "**Ben Okafor** carries your vote everywhere in this community from now on" in chloe.letters[-1]
    await reborn(world, tmp_path)
    async with world.turn():
        assert "do not carry that vote" in said(await ben.person.click(offer, label="I would rather not"))
        assert "there is nothing to refuse" in said(await ben.person.click(offer, label="I would rather not"))
        await world.skip(MINUTES)
        assert "**Ben Okafor** would rather not carry your vote" in chloe.letters[-1]


async def test_an_end_is_announced_a_week_before_and_kept_in_one_press(playground: Playground, tmp_path: Path) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        chloe = Chloe(world)
        await chloe.wishes(by="dm")
        await hand(world, "chloe", "ben", LetterKind.HANDED, world.community.guild.id)
        await world.skip(timedelta(days=24))
        assert "carries your vote everywhere in this community until" in chloe.letters[-1]
    await reborn(world, tmp_path)
    async with world.turn():
        assert "**Ben Okafor** votes for you there until" in said(await chloe.press("Keep it"))
        before = len(chloe.letters)
        await world.skip(timedelta(days=30))
        assert len(chloe.letters) == before


async def test_letters_of_two_communities_come_apart_and_only_from_where_one_still_is(
    playground: Playground,
) -> None:
    world = playground.world
    async with world.turn():
        ben = Direct(world, "ben")
        env, home = world.env, world.community.guild
        other = env.create_guild("Elm @everyone **Lane**", owner=env.create_user("elm"))
        for name in ("chloe", "ben"):
            other.add_member(Direct(world, name).person)
        await env.settle()
        await ben.person.slash("reminders", by="dm")
        for community in (home.id, other.id):
            await hand(world, "chloe", "ben", LetterKind.HANDED, community)
        first, second = (written(one.components) for one in ben.person.dm_channel.history()[-2:])
        assert "For you, from Maple Commons" in first
        assert "For you, from Elm @\u200beveryone \\\\*\\\\*Lane" in second
        assert "You carry 1 vote besides your own" in first
        assert "You carry 1 vote besides your own" in second
        await ben.person.slash("reminders", by="none")
        for community in (home.id, other.id):
            await hand(world, "emre", "ben", LetterKind.HANDED, community)
        here = await world.community.members["ben"].slash(world.community.channels["kitchen"], "circle list")
        assert "Maple Commons" in said(here)
        assert "Elm" not in said(here)
        await hand(world, "emre", "ben", LetterKind.HANDED, home.id)
        other.remove_member(ben.person)
        await env.settle()
        by_dm = await ben.person.slash("reminders")
        assert "Elm" not in said(by_dm)
        assert "Maple Commons" in said(by_dm)


async def test_a_delegate_of_many_carries_none_from_now_on_and_all_of_them_hear_of_it(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    people = world.community.members
    async with world.turn():
        await found_circle(world)
        ben = Direct(world, "ben")
        await ben.person.slash("reminders", by="dm")
        for name in ("chloe", "emre"):
            await Direct(world, name).person.slash("reminders", by="dm")
            await handed(people[name], world.community.channels["kitchen"], people["ben"], within="circle:1")
        await world.tick()
        await world.skip(MINUTES)
        letter = ben.person.dm_channel.history()[-1]
        assert "2 people hand you their vote in the circle **Kitchen**" in written(letter.components)
    await reborn(world, tmp_path)
    async with world.turn():
        gone = said(await ben.person.click(letter, label="I would rather carry none there"))
        assert "You do not carry 2 votes any more" in gone
        asked = await ben.person.slash("my delegations")
        sure = await ben.person.click(asked.response, label="Carry no votes")
        assert "Nobody can hand you their vote here now" in said(
            await ben.person.click(sure.response, label="Carry none from now on")
        )
        await world.tick()
        await world.skip(MINUTES)
        for name in ("chloe", "emre"):
            [told] = Direct(world, name).person.dm_channel.history()
            assert "**Ben Okafor** would rather not carry your vote" in written(told.components)
            elsewhere = said(await Direct(world, name).person.click(told, label="Somebody else"))
            assert "Who shall vote for you" in elsewhere
        refused = await people["chloe"].slash(
            world.community.channels["kitchen"], "delegate set", to=str(people["ben"].id), within="circle:1"
        )
        assert "They take no delegations" in said(refused)


async def test_what_has_no_room_is_a_press_away_and_other_screens_leave_it_there(playground: Playground) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await found_circle(world)
        chloe = Chloe(world)
        await chloe.wishes(by="none")
        await handed(people["chloe"], kitchen, people["ben"])
        for number in range(7):
            echoed = await propose(world, people[("ben", "emre", "chloe")[number % 3]], f"Matter {number}")
            await people[("ben", "emre", "chloe")[number % 3]].click(echoed.response, label="Open the vote")
        await world.tick()
        for card in [message for message in kitchen.history() if message.components]:
            await people["ben"].click(card, label="✓ Yes")
        await world.tick()
        await world.skip(MINUTES)
        came = await people["chloe"].slash(kitchen, "proposal list")
        [letters] = came.followups
        first = json.dumps(letters.components)
        more = await people["chloe"].click(letters, label="More")
        assert sum(f"Matter {number}" in first for number in range(7)) == 4
        assert sum(f"Matter {number}" in said(more) for number in range(7)) == 3
        assert "Nothing waits" in said(await people["chloe"].click(letters, label="More"))
        delegating = await people["chloe"].click(letters, custom_id="accord:delegate:1")
        assert "Who shall vote for you" in said(delegating)
        assert json.dumps(letters.components) == first
