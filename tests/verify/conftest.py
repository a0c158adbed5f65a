"""One village for all tests here, and what is exported of it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.services.export import community_record, vote_record
from bot.store.writer import Store
from tests.store.world import HOME
from tests.town import Town
from tests.verify.village import Village, build


@pytest.fixture(scope="session")
def village(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    path = tmp_path_factory.mktemp("village") / "accord.db"
    shutil.copy(empty, path)
    store = Store(f"sqlite:///{path}")
    store.open()
    yield build(Town(store))
    store.close()


@pytest.fixture(scope="session")
def votes(village: Village) -> dict[str, dict[str, Any]]:
    """The file of each vote, by what it shows."""
    ask = village.town.store.read_now
    return {name: json.loads(json.dumps(ask(vote_record, one.id))) for name, one in village.decisions.items()}


@pytest.fixture(scope="session")
def whole(village: Village) -> dict[str, Any]:
    """The file of the whole community."""
    record: dict[str, Any] = json.loads(json.dumps(village.town.store.read_now(community_record, HOME)))
    return record
