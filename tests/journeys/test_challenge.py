"""A challenge, whole: a decision is suspended, and a jury that is drawn in the open annuls it or lets it hold."""

import json
from datetime import timedelta
from pathlib import Path

from simcord import InteractionResult
from simcord.results import to_discord_message

from bot.count import drawn_again
from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.private import Direct
from tests.journeys.round import Round
from tests.journeys.test_agreements import adopted as adopted_in_round
from tests.journeys.test_letters import reborn, written
from tests.journeys.test_lot import shown
from tests.journeys.test_story import found_circle, propose, said

BREACH = "Grace bakes too, and was **not** asked. @everyone"


class Court:
    """A decision of the kitchen, and what is done about it."""

    def __init__(self, world: World) -> None:
        self.world, self.kitchen, self.people = world, world.community.channels["kitchen"], world.community.members

    @property
    def card(self) -> object:
        """The card of the decision, which stands before its result."""
        messages = sorted(self.world.env.backend.messages[self.kitchen.id].values(), key=lambda one: one.id)
        return to_discord_message(self.world.env, next(one for one in messages if one.components))

    @property
    def thread(self) -> list[object]:
        """What the thread has heard with buttons below it, oldest first."""
        return [one for thread in self.kitchen.threads for one in thread.history() if one.components]

    @property
    def told(self) -> str:
        return "\n".join(f"{one.content}{shown(one)}" for thread in self.kitchen.threads for one in thread.history())

    async def press(self, who: str, on: object, label: str, **typed: object) -> InteractionResult:
        person = self.people[who]
        pressed = await person.click(on, label=label)
        if pressed.modal:
            pressed = await person.submit_modal(pressed, typed)
        await self.world.tick()
        return pressed

    async def run(self, who: str, command: str, **options: object) -> str:
        return said(await self.people[who].slash(self.kitchen, command, **options))

    def jury(self) -> list[str]:
        """Return whom the thread calls for the jury."""
        called = [
            one.content for thread in self.kitchen.threads for one in thread.history() if "jury is drawn" in one.content
        ]
        return [name for name, one in self.people.items() if f"<@{one.id}>" in called[-1]]


async def adopted(world: World) -> Court:
    """Let the kitchen adopt a bread day of Ben's by a vote."""
    court = Court(world)
    await found_circle(world)
    echoed = await propose(world, court.people["ben"], "A bread day")
    await court.people["ben"].click(echoed.response, label="Open the vote")
    await world.tick()
    for name in ("ben", "emre"):
        await court.people[name].click(court.card, label="✓ Yes")
    await neighbours(court)
    return court


async def consented(world: World) -> Court:
    """Let the kitchen consent to it in a round, in which Chloé had a concern."""
    court = Court(world)
    await found_circle(world)
    await adopted_in_round(Round(world))
    await neighbours(court)
    return court


async def neighbours(court: Court) -> None:
    """Found a circle of everybody, some of whom are not in the kitchen."""
    ana, hall = court.people["ana"], court.world.community.channels["assembly"]
    made = await ana.slash(hall, "circle create", name="Garden", aim="Good soil")
    assert "Garden" in said(made)
    for name in court.people:
        if name != "ana":
            await court.people[name].slash(hall, "circle join", name="Garden")


async def challenged(court: Court) -> None:
    """Let Chloé challenge it, from its card."""
    assert "Can be challenged until" in shown(court.card)
    outsider = await court.press("grace", court.card, "Challenge")
    assert "can be challenged by members of **Kitchen**" in said(outsider)
    form = await court.people["chloe"].click(court.card, label="Challenge")
    assert "five drawn by lot decide" in json.dumps(form.modal)
    filed = await court.people["chloe"].submit_modal(form, {"ground": ["roll"], "agreement": "", "words": BREACH})
    assert "has no effects until a jury has decided" in said(filed)
    await court.world.tick()
    assert "⏸ Suspended" in shown(court.card)
    assert "it is challenged, and a jury is drawn" in shown(court.card)
    assert "⏸ suspended, not in force until a jury has decided" in await court.run("grace", "agreements search")
    assert "⏸ Suspended" in await court.run("grace", "proposal list")
    assert "who could vote or object" in court.told
    assert "not\\\\*\\\\* asked. @\u200beveryone" in court.told
    assert f"by <@{court.people['chloe'].id}>" in court.told


async def test_a_jury_by_lot_annuls_a_decision_with_reasons_and_anybody_draws_it_again(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    async with world.turn():
        court = await adopted(world)
        for name in court.people:
            await court.people[name].slash(court.kitchen, "reminders", by="dm")
    await world.skip(timedelta(days=6))
    async with world.turn():
        await challenged(court)
        added = await court.press("emre", court.thread[-1], "Add a word", word="Ofen")
        assert "is in: “Ofen”" in said(added)
    await reborn(world, tmp_path)
    await world.skip(timedelta(days=1, minutes=5))
    async with world.turn():
        seated = await judged(court)
        await annulled(court, seated, tmp_path)


async def judged(court: Court) -> list[str]:
    """Let the jury judge: one by direct message, the others from the thread, all upholding it but one."""
    seated = court.jury()
    assert len(seated) == 5
    assert not {"ana", "ben", "chloe"} & {*seated}, "neither an office, nor who proposed or challenges"
    outsider = await court.press("ben", court.thread[-1], "My seat on the jury")
    assert "You have no seat on this jury" in said(outsider)
    first, *others = seated
    direct = Direct(court.world, first)
    letter = direct.person.dm_channel.history()[-1]
    assert "You were drawn by lot for a jury: was **A bread day** lawful?" in written(letter.components)
    form = await direct.person.click(letter, label="⊘ Uphold")
    assert "Your verdict is in" in said(await direct.person.submit_modal(form, {"reason": "The roll was *wrong*."}))
    for name in others:
        seat = await court.press(name, court.thread[-1], "My seat on the jury")
        assert "whether it kept to the rules" in said(seat)
        verdict = "✓ Dismiss" if name == others[-1] else "⊘ Uphold"
        answer = said(await court.press(name, seat.response, verdict, reason=f"Reason of {name}."))
        assert "Receipt" in answer
        if name != others[-1]:
            assert "Reason of" not in court.told, "nothing is told before the end"
    return seated


async def annulled(court: Court, seated: list[str], folder: Path) -> None:
    """Look at the result as those who read it."""
    assert "⊘ Annulled" in shown(court.card)
    assert "a jury upheld a challenge" in shown(court.card)
    assert "4 of 5" in shown(court.card)
    assert "⊘ Annulled" in shown(court.kitchen.history()[-1]), "what was announced says so too"
    result = shown(court.thread[-1])
    for reason in ("The roll was \\\\*wrong\\\\*.", *(f"Reason of {name}." for name in seated[1:])):
        assert reason in result, reason
    assert "⊘ annulled by a jury, not in force" in await court.run("grace", "agreements search")
    assert "no. 1 challenged (who could vote or object): ⊘ Annulled" in await court.run(
        "grace", "agreements history", number="1"
    )
    file = await court.people["grace"].click(court.thread[-1], label="How is the jury drawn?")
    whole = (await file.response.attachments[0].read()).decode()  # type: ignore[union-attr]
    asked = json.loads(whole)["asked"]
    assert asked["lot"]["words"] == ["Ofen"]
    kept = folder / "jury-1.json"
    kept.write_text(whole, encoding="utf-8")
    order = [line.split(". ", 1)[1] for line in drawn_again(str(kept)).splitlines()[2:]]
    assert sorted(order[:5]) == sorted(str(court.people[name].id) for name in seated)
    anew = await court.people["ben"].click(court.thread[-1], label="Propose it anew")
    assert "Because." in json.dumps(anew.modal)
    refused = await court.run("chloe", "challenge", decision="A1")
    assert "⊘ Annulled" in refused


async def test_a_challenge_that_nobody_shares_is_dismissed_and_it_holds_again(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        court = await consented(world)
        await challenged(court)
    await world.skip(timedelta(days=1, minutes=5))
    async with world.turn():
        first, *others = court.jury()
        seat = (await court.press(first, court.thread[-1], "My seat on the jury")).response
        assert "Nobody asks why" in said(await court.press(first, seat, "I cannot serve"))
        assert "You have no seat on this jury" in said(await court.press(first, seat, "I serve"))
        for name in others:
            seat = (await court.press(name, court.thread[-1], "My seat on the jury")).response
            assert "Thank you: you serve" in said(await court.press(name, seat, "I serve"))
            await court.press(name, seat, "✓ Dismiss", reason="It was announced to all.")
        assert "✓ In force" in shown(court.card)
        assert "0 of 4 would have upheld it" in shown(court.card)
        assert "✓ in force; comes back on" in await court.run("grace", "agreements search")
        looked = await court.people["chloe"].click(court.card, label="The challenge")
        assert "files none until" in said(looked)
        again = await court.people["chloe"].click(looked.response, label="Challenge on another ground")
        assert "you pause until" in said(again)
        other = await court.people["emre"].slash(court.kitchen, "challenge", decision="1")
        form = await court.people["emre"].click(other.response, label="Challenge on another ground")
        same = await court.people["emre"].submit_modal(form, {"ground": ["roll"], "agreement": "", "words": "Again."})
        assert "once is enough" in said(same)
        assert "Again." in said(same), "what was typed is given back"
