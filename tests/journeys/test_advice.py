"""An advice process in the thread of the simulated community: one decides, and passes over no advice."""

from datetime import timedelta

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle

NEED = "Nobody bakes any more."


async def begun(world: World, *affected: str) -> Round:
    await found_circle(world)
    advice = Round(world, "advice")
    await advice.begin("ben", need=NEED, affected=[advice.people[name] for name in affected])
    return advice


async def test_two_are_asked_and_the_proposer_decides_once_both_are_weighed(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        advice = await begun(world, "chloe", "emre")
        assert "asks for the advice of" in advice.everything
        await advice.press("chloe", "Give advice", advice="Mind the oven, @everyone.")
        assert "advises: Mind the oven, @\u200beveryone." in advice.thread
        await advice.press("emre", "Give advice", advice="Tuesdays are better.")
        assert "The proposer says how each advice was weighed" in advice.shown, "nobody is waited for any more"
        assert "Something has to change first" in await advice.press("ben", "Decide")
        await advice.press("ben", "Weigh an advice", how="I look after it.")
        await advice.press("ben", "Weigh an advice", how="Mondays all the same.")
        assert "Only the person who made a proposal" in await advice.press("chloe", "Decide")
        await advice.press("ben", "Decide")
        assert "Decided by the proposer" in advice.shown
        assert "weighed: Mondays all the same." in advice.shown
        assert advice.presses == {"chloe": 3, "emre": 2, "ben": 6}


async def test_somebody_outside_the_circle_who_is_asked_gives_advice_and_nobody_else_there(
    playground: Playground,
) -> None:
    world = playground.world
    async with world.turn():
        advice = await begun(world, "chloe")
        assert "Only members of **Kitchen**" in await advice.press("grace", "Give advice", advice="Me too.")
        grace = advice.people["grace"]
        await advice.press("ben", "Ask somebody too", person=[grace], whom=["knows"])
        assert f"asks <@{grace.id}> too, who knows the matter" in advice.thread
        assert "in the thread" in await advice.press("grace", "Give advice", advice="Use rye.")
        await advice.press("ben", "Weigh an advice", how="Half of it.")
        await advice.choose("ben", "Change the text", text="We bake rye on Mondays.")
        assert "on version 1: Use rye." in advice.shown
        assert "The proposer says" not in advice.shown, "a changed text is open to advice once more"


async def test_the_silent_are_reminded_and_recorded_and_what_nobody_decides_lapses(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        advice = await begun(world, "chloe", "emre")
    await world.skip(timedelta(days=3, hours=1))
    async with world.turn():
        assert "No advice yet from" in advice.thread
    await world.skip(timedelta(days=2))
    async with world.turn():
        assert "Asked, and silent" in advice.shown
    await world.skip(timedelta(days=8))
    async with world.turn():
        assert "Lapsed: its proposer has not decided" in advice.shown
        assert "accord:do" not in advice.shown, "what is over has no buttons"
