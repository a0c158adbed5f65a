"""Accord whole, in the simulated community of the playground, with time in the test's hands."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Accord, build
from bot.playground.server import Playground, opened
from bot.services.ports import Clock
from bot.settings import Settings


@pytest.fixture
async def playground(tmp_path: Path, empty: Path) -> AsyncIterator[Playground]:
    """Run Accord on a file of its own."""
    shutil.copy(empty, tmp_path / "accord.db")

    def on_clock(clock: Clock) -> Accord:
        return build(Settings(_env_file=None, token=None, database=f"sqlite:///{tmp_path}/accord.db"), clock=clock)

    async with opened(on_clock, port=0) as running:
        yield running
