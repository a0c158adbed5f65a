"""A playground around the small program, with its time running, on any free port."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.playground.server import Playground, keep_time, opened
from tests.playground.tiny import TinyApp


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """Run a playground; what happens by itself is seen only when a test asks for it."""
    async with opened(TinyApp, port=0) as running:
        yield running


@pytest.fixture
async def living_playground(playground: Playground) -> AsyncIterator[Playground]:
    """Run a playground in which time passes and what happens by itself is shown."""
    stop = asyncio.Event()
    keeping = asyncio.create_task(keep_time(playground, stop))  # noqa: TID251 - a test may own a task
    yield playground
    stop.set()
    await keeping
