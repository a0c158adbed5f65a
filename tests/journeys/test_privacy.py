"""Privacy: a member gets everything that is kept about them, and is forgotten after they have read what that means."""

import json
from pathlib import Path

from bot.playground.server import Playground
from tests.journeys.test_letters import reborn
from tests.journeys.test_story import bread_day, said


async def test_by_direct_message_one_gets_all_that_is_kept_and_is_forgotten_also_after_a_restart(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    people, kitchen = world.community.members, world.community.channels["kitchen"]
    async with world.turn():
        await bread_day(world)
        ben = people["ben"]
        await ben.slash(kitchen, "vote", proposal="1", choice="yes")
        copy = await ben.user.slash("privacy export")
        (kept,) = [json.loads(await one.read()) for one in copy.response.attachments]
        assert [row["choice"] for row in kept["ballot"]] == ["yes"]
        asked = await ben.user.slash("privacy forget")
        assert "This cannot be undone" in said(asked)
        shown = await ben.slash(kitchen, "circle show", name="Kitchen")
        assert "steward" in said(shown)
    await reborn(world, tmp_path)
    async with world.turn():
        done = await ben.user.click(asked.response, label="Forget me")
        assert "You are forgotten here" in said(done)
        empty = await ben.user.slash("privacy export")
        (kept,) = [json.loads(await one.read()) for one in empty.response.attachments]
        assert "ballot" not in kept
        assert "You have no receipts" in said(await ben.user.slash("my receipts"))
