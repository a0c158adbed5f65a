"""Each test of the store runs on SQLite and on a real PostgreSQL, or with `DB=postgres` on PostgreSQL alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.rules.ids import CircleId, ProposalId
from bot.store.writer import Store
from tests.databases import KIND, database_in
from tests.store.world import add_circle, open_decision

POSTGRES = pytest.param("postgresql", marks=pytest.mark.postgres)
KINDS = ["sqlite", POSTGRES] if KIND == "sqlite" else [POSTGRES]


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with tables and nothing in them."""
    return database_in(tmp_path, request.param)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store."""
    store = Store(url)
    store.open()
    yield store
    store.close()


@pytest.fixture
def circle_id(store: Store) -> CircleId:
    """A circle of five."""
    return add_circle(store)


@pytest.fixture
def proposal_id(store: Store, circle_id: CircleId) -> ProposalId:
    """An open decision of the circle."""
    return open_decision(store, circle_id)
