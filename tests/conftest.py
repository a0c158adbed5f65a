"""Each test has a community of its own in a fresh database; the tables are made once."""

import gc
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
from bot.store.writer import Store
from tests import databases, engines
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

engines.share()

gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage only among what tests make: what was loaded and collected for them stays to the end."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the tests that wait for other processes among those that compute, so that no processor is idle.

    The last fifth computes only: nothing long is left over at the end.
    """
    waiting = [item for item in items if any(map(item.get_closest_marker, ("wire", "browser")))]
    computing = [item for item in items if item not in waiting]
    pace = max(1, len(computing) * 4 // 5 // (len(waiting) or 1))
    items[:] = chain.from_iterable(
        (*waiting[at : at + 1], *computing[at * pace : (at + 1) * pace]) for at in range(len(waiting))
    )
    items += computing[len(waiting) * pace :]


@pytest.fixture(scope="session", autouse=True)
def _server() -> Iterator[None]:
    """End the server with the tests."""
    yield
    databases.stop()


@pytest.fixture(autouse=True)
def _databases(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave out what is about the other kind of database, and throw away what a test has had made."""
    if databases.KIND != "sqlite" and request.node.get_closest_marker("sqlite"):
        pytest.skip("it is about files of SQLite")
    yield
    databases.drop_all()


@pytest.fixture(scope="session")
def empty() -> Path:
    """A file of SQLite with tables and nothing in them."""
    return databases.empty_file()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    store = Store(databases.database_in(tmp_path))
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
