"""An announcement, whole, in the simulated community: done in silence, stopped by one objection, undone afterwards."""

from datetime import timedelta

from bot.playground.server import Playground
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle

HOUR = timedelta(hours=1)
UNDO = "We bake on Fridays again."


async def test_one_go_ahead_and_the_silence_of_all_others_let_it_go_ahead_and_settle(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        lazy = Round(world, "lazy")
        await lazy.begin("ben", undo=UNDO)
        assert "We bake on Fridays again." in lazy.shown
        assert "Waiting for" in lazy.shown, "somebody has to say so"
        await lazy.press("emre", "✓ Go ahead")
        assert "Waiting for" not in lazy.shown, "nobody else has to do anything"
    await world.skip(73 * HOUR)
    async with world.turn():
        assert "Nobody objected in time" in lazy.shown
    await world.skip(timedelta(days=14))
    async with world.turn():
        assert "Settled" in lazy.shown
        assert "accord:do:" not in lazy.shown, "what is over has no buttons but of what was agreed on"
        assert lazy.presses.total() == 1


async def test_one_objection_stops_it_until_it_is_met_and_everybody_has_the_whole_time_again(
    playground: Playground,
) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        lazy = Round(world, "lazy")
        await lazy.begin("ben", undo=UNDO)
        await lazy.press("emre", "✓ Go ahead")
        assert "✓ 1 said so in words" in lazy.shown
        assert "Only members of **Kitchen**" in await lazy.press("grace", "✗ I object", reason="No.")
        await lazy.press("chloe", "✗ I object", reason="I work on @everyone's Mondays.", instead="Tuesdays.")
        assert "I work on @\u200beveryone's Mondays." in lazy.thread
        assert "stopped by an objection" in lazy.shown
        assert "not yours" in await lazy.press("emre", "Take my objection back")
        await lazy.press("ben", "Change the text", text="We bake on Tuesdays.")
        assert "~~Mondays.~~ **Tuesdays.**" in lazy.thread
        await lazy.press("chloe", "Take my objection back")
        assert "It will be done" in lazy.shown
        await lazy.press("emre", "✓ Go ahead")
    await world.skip(71 * HOUR)
    async with world.turn():
        assert "It will be done" in lazy.shown
    await world.skip(2 * HOUR)
    async with world.turn():
        assert "Nobody objected in time" in lazy.shown
        await lazy.press("chloe", "✗ I object", reason="The oven broke.")
        assert "done and objected to" in lazy.shown
        assert "Only the person who made a proposal" in await lazy.press("emre", "It is undone")
        await lazy.press("ben", "It is undone")
        assert "Undone" in lazy.shown


async def test_an_objection_that_nobody_meets_goes_to_a_consent_round_by_the_clock(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        lazy = Round(world, "lazy")
        await lazy.begin("ben", undo=UNDO)
        await lazy.press("chloe", "✗ I object", reason="I work on Mondays.")
    await world.skip(73 * HOUR)
    async with world.turn():
        assert "Continues **#1**" in lazy.shown
        assert "consent round" in lazy.shown
        announced = lazy.cards[0]
        assert "It goes on as **#2**" in announced
        assert "I work on Mondays." in announced, "an objection does not lapse"
        assert "It goes on by itself, as agreed beforehand: **#2**, a consent round" in lazy.thread
