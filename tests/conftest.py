"""Each test has a community of its own in a fresh SQLite file; the tables are made once."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import settings

from bot.rules.decision import Decision
from bot.rules.ids import CircleId
from bot.store.migrate import migrate
from bot.store.writer import Store
from tests.examples import EXAMPLES
from tests.town import Town

MEMORY = Path("/dev/shm")
"""Where files are kept in memory. What the tests write is thrown away, so no disk need be waited for."""

ROOM = 4 << 30
"""Bytes; a whole run writes about two thousand million, most of it databases of PostgreSQL."""

if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

settings.register_profile("accord", max_examples=EXAMPLES, deadline=None)
settings.load_profile("accord")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the tests that wait for other processes among those that compute, so that no processor is idle."""
    waiting = [item for item in items if any(map(item.get_closest_marker, ("wire", "browser")))]
    computing = [item for item in items if item not in waiting]
    pace = max(1, len(computing) // (len(waiting) or 1))
    items[:] = chain.from_iterable(
        (*waiting[at : at + 1], *computing[at * pace : (at + 1) * pace]) for at in range(len(waiting))
    )
    items += computing[len(waiting) * pace :]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables and nothing in them."""
    path = tmp_path_factory.mktemp("empty") / "accord.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def town(empty: Path, tmp_path: Path) -> Iterator[Town]:
    path = tmp_path / "accord.db"
    shutil.copy(empty, path)
    store = Store(f"sqlite:///{path}")
    store.open()
    yield Town(store)
    store.close()


@pytest.fixture
def garden(town: Town) -> CircleId:
    """A circle of five."""
    return town.found()


@pytest.fixture
def trees(town: Town, garden: CircleId) -> Decision:
    """An open vote of the five."""
    return town.propose(garden)
