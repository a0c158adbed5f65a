"""The playground starts with one line, tells its story, and stops cleanly."""

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import pytest

from bot.playground.server import opened
from bot.playground.world import World
from tests.playground.tab import tab
from tests.playground.tiny import TinyApp

PROGRAM = """
import asyncio
from bot.playground.server import run
from tests.playground.tiny import TinyApp
asyncio.run(run(lambda clock, folder: TinyApp(clock), port=0))
"""
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT])
async def test_it_prints_one_line_and_stops_when_told_to(which: signal.Signals, tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        PROGRAM,
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    address = re.fullmatch(r"Playground: (http://127\.0\.0\.1:\d+/)\n", line)
    assert address is not None, line
    async with tab(address[1]) as visitor:
        await visitor.enter("ana", "commons")
        process.send_signal(which)
        out, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0, err.decode()
    assert out == b""
    assert b"Traceback" not in err
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - a look into a local folder


async def test_a_story_is_told_before_the_first_visitor_and_counts_as_read() -> None:
    async def story(world: World) -> None:
        await world.community.members["ben"].slash(world.community.channels["kitchen"], "hello", who="bakers")
        await world.tick()

    async with opened(TinyApp, port=0, story=story) as playground, tab(playground.url) as visitor:
        rooms = (await visitor.look())["rooms"]
        assert not any(room["unread"] for room in rooms)
        await visitor.enter("ana", "kitchen")
        assert await visitor.read() == ["Hello bakers!"]


async def test_a_program_that_cannot_start_is_closed_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = []

    async def fails(_: TinyApp) -> None:
        raise RuntimeError("no disk")

    async def close(_: TinyApp) -> None:
        closed.append(True)

    monkeypatch.setattr(TinyApp, "open", fails)
    monkeypatch.setattr(TinyApp, "close", close)
    with pytest.raises(RuntimeError, match="no disk"):
        async with opened(TinyApp, port=0):
            pass
    assert closed
