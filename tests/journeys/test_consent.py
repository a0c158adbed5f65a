"""A consent round, whole, in the thread of the simulated community: with two objections, one met and one taken back."""

from datetime import timedelta

from bot.playground.server import Playground
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle, said


async def test_two_objections_one_integrated_and_one_taken_back(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        consent = Round(world)
        await consent.begin("ben", need="Nobody bakes any more.")
        assert "Questions" in consent.shown
        assert "in the thread" in await consent.press("chloe", "Ask a question", text="Which @everyone bakes?")
        assert "Which @\u200beveryone bakes?" in consent.thread
        assert "in the thread" in await consent.choose("ben", "Answer: question 1", text="Whoever likes to.")
        assert "It goes on" in await consent.choose(consent.facilitator, "Go on to the next step")
        await consent.press("chloe", "React", text="Good.")
        await consent.press("emre", "Nothing to add")
        assert "The proposer may change the text" in consent.shown
        await consent.choose("ben", "Go on to the next step")
        assert "0 of 3 have answered" in consent.shown
        assert "Only members of **Kitchen**" in await consent.press("grace", "✓ I consent")
        await consent.press("chloe", "✗ I object", reason="I work on Mondays.")
        await consent.press("emre", "✗ I object", reason="The oven is small.")
        assert "I work" not in consent.shown + consent.thread, "nobody sees what others say while the round is open"
        await consent.press("ben", "✓ I consent")
        assert "I work on Mondays." in consent.thread
        assert "✗ **2**" in consent.shown
        await consent.press("ben", "Change the text", text="We bake on Tuesdays.")
        assert "~~Mondays.~~ **Tuesdays.**" in consent.thread
        await consent.press("chloe", "It is resolved")
        await consent.choose("ben", "It is resolved: objection 1")
        assert "taken back" in await consent.choose("emre", "Take it back: objection 2")
        assert "0 of 3 have answered" in consent.shown, "everybody is asked anew"
        await consent.press("chloe", "✓ Consent, with a concern", concern="Flour is dear.")
        for who in ("ben", "emre"):
            await consent.press(who, "✓ I consent")
        assert "Adopted: nobody objected" in consent.shown
        assert "Flour is dear." in consent.shown
        assert "We bake on Tuesdays." in consent.shown
        listed = await consent.people["ben"].slash(consent.kitchen, "proposal list")
        assert "consent round, Adopted" in said(listed)
        shown = await consent.people["ben"].slash(consent.kitchen, "proposal show", proposal="1")
        assert "Flour is dear." in said(shown)


async def test_a_silent_circle_is_called_once_and_ends_by_the_clock(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        consent = Round(world)
        await consent.begin("ben", need="Nobody bakes any more.")
    await world.skip(timedelta(days=3, hours=1))
    async with world.turn():
        assert "0 of 3 have answered" in consent.shown
        assert consent.thread.count("Consent, or object") == 1
    await world.skip(timedelta(days=6))
    async with world.turn():
        assert "Stalled" in consent.shown
        assert "accord:do" not in consent.shown, "what is over has no buttons"
        reminded = [line for line in consent.thread.split("\n") if line.startswith("<@") and "Can you work" in line]
        assert len(reminded) == 1
