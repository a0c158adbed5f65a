"""A discernment, whole, in the simulated community: united, not united at first, corrected, and laid over."""

from datetime import timedelta

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
NEED = "Nobody bakes any more."


def clerk(discernment: Round) -> str:
    return discernment.named("clerk")


async def drafted(discernment: Round, minute: str) -> None:
    """Let one speak and the clerk draft a minute."""
    await discernment.press("chloe", "Speak", text="Bread is @everyone's.")
    await discernment.choose(clerk(discernment), "Go on to the next step")
    await discernment.press(clerk(discernment), "Write the minute", text=minute)
    assert "0 of 3 have answered" in discernment.shown


async def presented(playground: Playground) -> Round:
    """Return a discernment whose silence is over and whose matter is understood."""
    world: World = playground.world
    async with world.turn():
        await found_circle(world)
        discernment = Round(world, "minute")
        await discernment.begin("ben", need=NEED)
        assert "We begin in silence" in discernment.shown
    await world.skip(11 * MINUTE)
    async with world.turn():
        await discernment.press("emre", "Ask a question", text="Which oven?")
        await discernment.choose("ben", "Answer: question 1", text="The old one.")
        await discernment.choose(clerk(discernment), "Go on to the next step")
    return discernment


async def test_the_meeting_waits_hears_and_unites_with_a_minute(playground: Playground) -> None:
    discernment = await presented(playground)
    async with discernment.world.turn():
        await drafted(discernment, "We bake together.")
        assert "Bread is @\u200beveryone's." in discernment.thread
        assert "Only members of **Kitchen**" in await discernment.press("grace", "✓ I unite with it")
        for who in ("ben", "chloe", "emre"):
            await discernment.press(who, "✓ I unite with it")
        assert "The meeting has united with this minute" in discernment.shown
        assert "We bake together." in discernment.shown
    await discernment.world.skip(timedelta(days=8))
    async with discernment.world.turn():
        assert "and it is final" in discernment.shown
        assert "accord:do:" not in discernment.shown, "what is over has no buttons but of what was agreed on"


async def test_who_cannot_unite_stops_it_and_the_next_minute_names_who_is_uncomfortable(playground: Playground) -> None:
    discernment = await presented(playground)
    async with discernment.world.turn():
        await drafted(discernment, "We bake on Mondays at nine.")
        await discernment.press("chloe", "✗ I cannot unite", reason="I work then.")
        assert "I work then." not in discernment.shown + discernment.thread
        for who in ("ben", "emre"):
            await discernment.press(who, "✓ I unite with it")
        assert "I work then." in discernment.thread
        assert "Discerning" in discernment.shown
        await drafted(discernment, "We bake on Tuesdays.")
        await discernment.press("chloe", "◇ I am uncomfortable", reason="It is early.", named=["yes"])
        for who in ("ben", "emre"):
            await discernment.press(who, "✓ I unite with it")
        assert "The meeting has united with this minute" in discernment.shown
        assert "It is early." in discernment.shown


async def test_an_error_of_fact_is_corrected_unless_somebody_finds_it_to_be_more(playground: Playground) -> None:
    discernment = await presented(playground)
    async with discernment.world.turn():
        await drafted(discernment, "We bake at nine.")
        for who in ("ben", "chloe", "emre"):
            await discernment.press(who, "✓ I unite with it")
        for minute in ("We bake never.", "We bake at ten."):
            await discernment.press(clerk(discernment), "Correct an error", text=minute, error="The hour.")
            if "never" in minute:
                await discernment.choose("emre", "It is more than an error")
                assert "The minute stays as it is" in discernment.thread
        assert "We bake at nine." in discernment.shown
    await discernment.world.skip(25 * HOUR)
    async with discernment.world.turn():
        assert "We bake at ten." in discernment.shown


async def test_a_minute_that_is_there_already_is_tested_at_once(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        discernment = Round(world, "minute")
        await discernment.begin("ben", need=NEED, begins=["minute"])
        assert "Say whether you unite with this minute" in discernment.shown
        assert NEED in discernment.shown


async def test_without_a_clerk_who_acts_it_is_laid_over_by_the_clock(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        discernment = Round(world, "minute")
        await discernment.begin("ben", need=NEED)
    await world.skip(timedelta(days=7))
    async with world.turn():
        assert "Laid over" in discernment.shown
        assert "would you facilitate?" in discernment.thread or "open to anybody" in discernment.thread
