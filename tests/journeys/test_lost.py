"""A vote that is about to be lost: a delegate leaves, or stays silent, and whoever follows hears of it in time."""

from datetime import timedelta
from pathlib import Path

from bot.playground.server import Playground
from tests.journeys.courses import removed
from tests.journeys.test_letters import begun, reborn, votes
from tests.journeys.test_story import said


async def test_a_delegate_leaves_in_the_middle_of_a_vote_and_who_follows_votes_in_time(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    async with world.turn():
        chloe = await begun(world)
        await votes(world, "✓ Yes")
        assert "voted ✓ **yes**" in chloe.letters[-1]
    await reborn(world, tmp_path)
    async with world.turn():
        await removed(world, "ben")
        await world.skip(timedelta(minutes=5))
        assert "would be lost" in chloe.letters[-1]
        assert "cannot vote" in chloe.letters[-1]
    await reborn(world, tmp_path)
    async with world.turn():
        assert "Receipt" in said(await chloe.press("✗ No"))
        assert "would be lost" not in chloe.public


async def test_who_follows_somebody_silent_hears_of_it_once_while_there_is_time(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    async with world.turn():
        chloe = await begun(world)
        await world.skip(timedelta(days=3, hours=23))
        assert chloe.letters == []
    await reborn(world, tmp_path)
    async with world.turn():
        await world.skip(timedelta(hours=2))
        [letter] = chloe.letters
        assert "would be lost" in letter
        assert "has not voted" in letter
        await world.skip(timedelta(hours=20))
        assert len(chloe.letters) == 1
