"""A consensus process, whole, in the simulated community: all agree, a block is worked on, and nobody answers."""

from datetime import timedelta

from bot.playground.server import Playground
from bot.playground.world import World
from tests.journeys.round import Round
from tests.journeys.test_story import found_circle

HOUR = timedelta(hours=1)


async def asked(world: World) -> Round:
    """Return a consensus process about which everybody is asked."""
    await found_circle(world)
    consensus = Round(world, "consensus")
    await consensus.begin("ben", need="Nobody bakes any more.")
    for _ in range(2):
        await consensus.choose(consensus.facilitator, "Go on to the next step")
    assert "0 of 3 have answered" in consensus.shown
    return consensus


async def test_what_is_explored_is_agreed_and_nobody_sees_answers_before_the_end(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        consensus = Round(world, "consensus")
        await consensus.begin("ben", need="Nobody bakes any more.")
        await consensus.press("chloe", "Bring something in", text="The oven is @here.")
        assert "The oven is @\u200bhere." in consensus.thread
        await consensus.press("ben", "Change the text", text="We bake on Tuesdays.")
        for _ in range(2):
            await consensus.choose(consensus.facilitator, "Go on to the next step")
        assert "Only members of **Kitchen**" in await consensus.press("grace", "✓ I agree")
        await consensus.press("chloe", "✓ With reservations", reason="Flour is dear.")
        assert "Flour is dear." not in consensus.shown + consensus.thread
        assert "1 of 3 have answered" in consensus.shown
        for who in ("ben", "emre"):
            await consensus.press(who, "✓ I agree")
        assert "Consensus: nobody blocks" in consensus.shown
        assert "2 agree, 1 with reservations, 0 stand aside, of 3 asked" in consensus.shown
        assert "Flour is dear." in consensus.shown
        assert "accord:do:" not in consensus.shown, "what is over has no buttons but of what was agreed on"


async def test_a_block_is_backed_worked_on_in_a_session_and_met_by_a_new_text(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        consensus = await asked(world)
        await consensus.press("chloe", "✗ I block", reason="Mondays are for rest.")
        assert "Mondays are for rest." not in consensus.shown + consensus.thread
        for who in ("ben", "emre"):
            await consensus.press(who, "✓ I agree")
        assert "0 of 1 back it" in consensus.shown
        assert "Mondays are for rest." in consensus.thread
        assert "Nobody decides on what is their own" in await consensus.press("chloe", "It is about what we stand for")
        await consensus.press("emre", "It is about what we stand for")
        assert "Whoever blocks is part of that work" in consensus.shown
        assert consensus.facilitator == "emre", "neither who proposes nor who blocks leads the work"
        assert "could not read a time" in await consensus.press("ben", "Call a session", at="soonish")
        assert "The session is called" in await consensus.press("ben", "Call a session", at="2 days")
        assert "▹ Session 1" in consensus.shown
    await world.skip(49 * HOUR)
    async with world.turn():
        there = [consensus.people[who] for who in ("ben", "chloe", "emre")]
        await consensus.choose("emre", "Write the session down", present=there, notes="Tuesdays might do.")
        assert "Tuesdays might do." in consensus.thread
        await consensus.press("ben", "Change the text", text="We bake on Tuesdays.")
        assert "~~Mondays.~~ **Tuesdays.**" in consensus.thread
        await consensus.choose(consensus.facilitator, "Go on to the next step")
        for who in ("ben", "chloe", "emre"):
            await consensus.press(who, "✓ I agree")
        assert "Consensus: nobody blocks" in consensus.shown


async def test_a_block_that_nobody_backs_stands_aside_and_all_are_asked_again(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        consensus = await asked(world)
        await consensus.press("chloe", "✗ I block", reason="I dislike bread.")
        for who in ("ben", "emre"):
            await consensus.press(who, "✓ I agree")
    await world.skip(49 * HOUR)
    async with world.turn():
        assert "1 of 3 have answered" in consensus.shown, "who blocked in vain stands aside"
        for who in ("ben", "emre"):
            await consensus.press(who, "✓ I agree")
        assert "Exploring" in consensus.shown, "one of three is more than may stand aside"
        assert "I dislike bread." in consensus.thread


async def test_a_silent_circle_stalls_by_the_clock(playground: Playground) -> None:
    world = playground.world
    async with world.turn():
        await found_circle(world)
        consensus = Round(world, "consensus")
        await consensus.begin("ben", need="Nobody bakes any more.")
    await world.skip(timedelta(days=3, hours=1))
    async with world.turn():
        assert "0 of 3 have answered" in consensus.shown
    await world.skip(timedelta(days=5, hours=1))
    async with world.turn():
        assert "Stalled" in consensus.shown
        assert "accord:do" not in consensus.shown
        reminded = [line for line in consensus.thread.split("\n") if line.startswith("<@") and "Do you agree" in line]
        assert len(reminded) == 1
