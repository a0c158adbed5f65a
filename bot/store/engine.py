"""Connections: one that writes, one that cannot.

SQLite is opened so that no update is lost and no commit is forgotten by a power cut: the driver begins
nothing by itself, each transaction takes the write lock at its start, and `synchronous=full` waits for
the disk. PostgreSQL is reached through psycopg.
"""

from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

READS_ONLY = "reads_only"
"""The option of a connection on which every write is refused."""

_LIMITS = {
    "options": "-c idle_in_transaction_session_timeout=60s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5"
    " -c tcp_keepalives_count=3",
}
"""PostgreSQL lets go of what a process held that hangs within a transaction, or whose machine is gone."""

_PRAGMAS = (
    "busy_timeout=10000",
    "journal_mode=wal",
    "synchronous=full",
    "recursive_triggers=on",
    "trusted_schema=off",
    "secure_delete=on",
)


def parse_url(url: str) -> URL:
    """Read a database address; a bare `postgresql://` is read as psycopg's."""
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite address, None for another database. Raises ValueError for none."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database or parsed.database == ":memory:":
        raise ValueError("Accord keeps its memory in a file: give a path, as in sqlite:///accord.db")
    return Path(parsed.database).resolve()


def make_engine(url: str, *, foreign_keys: bool = True) -> Engine:
    """Return the writing engine; foreign keys are off only while tables are being rebuilt."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, hide_parameters=True, connect_args=_LIMITS)
    engine = create_engine(parsed, hide_parameters=True)
    _prepare(engine, (*_PRAGMAS, f"foreign_keys={'on' if foreign_keys else 'off'}"), "BEGIN IMMEDIATE")
    return engine


def make_reader(url: str) -> Engine:
    """Return an engine on which every write is refused."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, hide_parameters=True)
        _prepare(engine, (*_PRAGMAS, "query_only=on"), "BEGIN")
        return engine
    options = {"options": "-c default_transaction_read_only=on"}
    return create_engine(
        parsed,
        hide_parameters=True,
        connect_args=options,
        isolation_level="REPEATABLE READ",
        execution_options={READS_ONLY: True},
    )


def _prepare(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    @event.listens_for(engine, "connect")
    def _connect(driver: SqliteConnection, _record: object) -> None:
        driver.isolation_level = None
        for pragma in pragmas:
            driver.execute(f"PRAGMA {pragma}")

    def _begin(driver: Any) -> None:  # noqa: ANN401 - sqlite3's connection, or the pool's proxy of it
        driver.execute(begin)

    # A listener on the engine's own "begin" would do the same, but costs every statement an eighth of its time.
    engine.dialect.do_begin = _begin  # type: ignore[assignment,method-assign]
