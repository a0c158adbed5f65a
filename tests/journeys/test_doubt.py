"""A member whom something troubles is helped to say it, in private, and decides what becomes of it."""

from datetime import timedelta
from pathlib import Path

from simcord import InteractionResult

from bot.playground.server import Playground
from tests.databases import database_in, rows
from tests.journeys.round import Round
from tests.journeys.test_entrusted import in_round
from tests.journeys.test_holacracy import PROPOSAL
from tests.journeys.test_lot import restart
from tests.journeys.test_story import found_circle, said


class Helped:
    """One member and the message that only they see."""

    def __init__(self, round_: Round, who: str) -> None:
        self.round, self.person = round_, round_.people[who]
        self.at: InteractionResult | None = None

    async def begin(self, **typed: object) -> str:
        self.at = await self.person.click(self.round.card, label="Something troubles me")
        if self.at.modal:
            self.at = await self.person.submit_modal(self.at, typed)
        return said(self.at)

    async def press(self, label: str, **typed: object) -> str:
        assert self.at
        message = self.at.response
        pressed = await self.person.click(message, label=label)
        if pressed.modal:
            pressed = await self.person.submit_modal(pressed, typed)
        if pressed.response is not None:
            self.at = pressed
        await self.round.world.tick()
        return said(self.at)


async def test_from_trouble_to_an_objection_across_a_restart(playground: Playground, tmp_path: Path) -> None:
    world = playground.world
    async with world.turn():
        consent = await in_round(world)
        chloe = Helped(consent, "chloe")
        asked = await chloe.begin(trouble="On Mondays I am *alone*, @everyone.")
        assert "question 1 of 4" in asked
        assert "On Mondays I am \\*alone\\*, @\u200beveryone." in asked
        assert "question 2 of 4" in await chloe.press("Yes")
    await restart(world, tmp_path)
    async with world.turn():
        assert "question 3 of 4" in await chloe.press("I am not sure"), "the buttons outlive a restart"
        again = Helped(consent, "chloe")
        assert "question 3 of 4" in await again.begin(), "and so do the words"
        assert "change it before it does real harm" in await again.press("Yes")
        shown = await again.press("No")
        assert "this is an **objection**" in shown
        assert f"> ✗ <@{consent.people['chloe'].id}>: On Mondays I am" in shown
        assert "Ask the facilitator" not in shown, "this circle names who objects"
        assert "Bread" in await again.press("Change my words", trouble="On Mondays I bake alone. Bread burns.")
        assert "Your objection is in" in await again.press("✗ Post it under my name")
        assert "Monday" not in consent.thread.replace("We bake on Mondays.", "")
        for who in ("ben", "emre"):
            await consent.press(who, "✓ I consent")
        assert "On Mondays I bake alone. Bread burns." in consent.thread


async def test_it_may_become_a_concern_or_nothing_or_be_entrusted_and_nothing_is_kept(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    async with world.turn():
        consent = await in_round(world, relayed=True)
        chloe = Helped(consent, "chloe")
        await chloe.begin(trouble="Flour is dear.")
        for given in ("No", "Yes", "Yes"):
            await chloe.press(given)
        assert "often a **concern**" in await chloe.press("Yes")
        assert "It is kept" in await chloe.press("Keep it for later")
        await chloe.begin()
        assert "question 1" in await chloe.press("Answer again")
        for _ in range(4):
            shown = await chloe.press("I am not sure")
        assert "**You are not sure**, and need not be" in shown
        assert "goes into the record" in await chloe.press("✓ Consent, with a concern")
        shy = Helped(consent, next(name for name in ("chloe", "emre") if name != consent.facilitator))
        assert "Only those are asked" in await Helped(consent, "grace").begin(trouble="Hm.")
        await shy.begin(trouble="Heat scares me.")
        for given in ("Yes", "Yes", "Yes"):
            await shy.press(given)
        assert "In a small circle some may guess" in await shy.press("No")
        assert "raises it without your name" in await shy.press("Ask the facilitator to post it")
        ben = Helped(consent, "ben")
        await ben.begin(trouble="I forgot what.")
        for _ in range(4):
            await ben.press("No")
        assert "nobody has seen it" in await ben.press("Let it go")
        assert (await ben.person.click(consent.card, label="Something troubles me")).modal, "nothing is kept"
    await world.skip(timedelta(days=8))
    assert rows(database_in(tmp_path), "SELECT count(*) FROM doubt") == [(0,)]


async def test_what_else_an_objection_has_to_say_is_asked_with_the_questions(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        lazy = Round(world, "lazy")
        await lazy.begin("ben", undo="We stop.")
        chloe = Helped(lazy, "chloe")
        await chloe.begin(trouble="It is loud.")
        for given in ("Yes", "No", "Yes", "No"):
            await chloe.press(given)
        shown = await chloe.press("Yes", how="Bake in the *evening*.")
        assert "↳ Instead: Bake in the \\*evening\\*." in shown
        await chloe.press("✗ Post it under my name")
        assert "↳ Instead: Bake in the \\*evening\\*." in lazy.thread
        governance = Round(world, "holacracy")
        await governance.begin("ben", **PROPOSAL)
        emre = Helped(governance, "emre")
        await emre.begin(trouble="Meals are late.", role="Cook")
        await emre.press("Yes")
        for how in ("I need the oven at six.", "It is free now.", ""):
            shown = await emre.press("No" if how == "" else "Yes", how=how)
        assert "objects for the role **Cook**" in shown
        assert "It says how it limits the objector's own role: I need the oven at six." in shown
        await emre.press("✗ Post it under my name")
        assert "harm to the aim, their role, its cause (3 of 4)" in governance.shown
