"""The story as a newcomer lives it: in the playground, in a real browser."""

import asyncio
from pathlib import Path

from bot.playground.server import Playground, keep_time
from tests.playground.browser import browsing, needs_chromium


@needs_chromium
async def test_members_propose_vote_delegate_by_dm_override_and_see_reminder_and_result(
    playground: Playground, tmp_path: Path
) -> None:
    world, stop = playground.world, asyncio.Event()
    async with world.turn():
        await world.community.members["ana"].slash(
            world.community.channels["kitchen"],
            "circle create",
            name="Kitchen",
            aim="Good meals",
            role=world.community.roles["Kitchen circle"],
            quorum="2",
        )
    keeping = asyncio.create_task(keep_time(playground, stop))  # noqa: TID251 - a test may own a task
    async with browsing(playground.url) as visitor:
        await visitor.become("ben")
        await visitor.go("kitchen")
        await visitor.command("/propose")
        await visitor.fill({"Title": "A bread day", "What do you propose?": "We bake.", "Until when?": "5 days"})
        await visitor.press("Open the vote")
        await visitor.press("✓ Yes", on="A bread day")
        await visitor.sees("Receipt")
        await visitor.become("chloe")
        await visitor.go("Accord")
        await visitor.command("/delegate set", to=str(world.community.members["ben"].id))
        await visitor.press("Hand over my vote")
        await visitor.sees("votes for you everywhere in this community now")
        await visitor.become("emre")
        await visitor.go("kitchen")
        await visitor.press("✗ No", on="A bread day")
        await visitor.sees("Receipt")
        await visitor.become("chloe")
        await visitor.go("kitchen")
        await visitor.press("✓ Yes", on="A bread day")
        await visitor.sees("Receipt")
        await visitor.become("ana")
        await visitor.go("kitchen")
        for _ in range(3):
            await visitor.skip("2d")
        await visitor.sees("Adopted")
        await visitor.shot(str(tmp_path / "result.png"))
        assert visitor.mistakes == []
    stop.set()
    await keeping
