"""Accord whole, in the simulated community of the playground, with time in the test's hands."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Accord, build
from bot.playground.server import Playground, opened
from bot.services.ports import Clock
from bot.settings import Settings
from tests.databases import database_in


@pytest.fixture
async def playground(tmp_path: Path) -> AsyncIterator[Playground]:
    """Run Accord on a database of its own."""

    def on_clock(clock: Clock) -> Accord:
        return build(Settings(_env_file=None, token=None, database_url=database_in(tmp_path)), clock=clock)

    async with opened(on_clock, port=0) as running:
        yield running
