"""Tables brought up to date at the start, with a copy of the file kept from before.

What is there is looked at first: a database of another program is left alone, and so is one that a
newer Accord has written.
"""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.store.engine import file_of, make_engine
from bot.store.triggers import lay

APPLICATION_ID = 0x41636364
"""Marks Accord's files in SQLite's header: "Accd" in ASCII."""

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


class ForeignDatabase(RuntimeError):
    """The database holds tables that are not Accord's."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} belongs to another program. Nothing was changed. Give Accord a new file or an empty database."
        )


class NewerDatabase(RuntimeError):
    """The database was written by a newer Accord."""

    def __init__(self, place: str, revision: str) -> None:
        super().__init__(
            f"{place} was written by a newer Accord (revision {revision}). Nothing was changed. Install that"
            " version again, or go back to the copy that was kept before the upgrade."
        )


class BrokenReferences(RuntimeError):
    """A migration left rows that refer to nothing; it was not kept."""


def make_config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, on a connection that is already there."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def revisions() -> ScriptDirectory:
    """Return the revisions that this Accord knows, read from their folder once."""
    return ScriptDirectory.from_config(make_config())


def migrate(url: str) -> None:
    """Bring the tables up to date. Raises ForeignDatabase, NewerDatabase, BrokenReferences."""
    file = file_of(url)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        _check_file(file)
    engine = make_engine(url, foreign_keys=False)
    place = str(file or engine.url.database)
    try:
        with engine.connect() as connection:
            revision = revision_of(connection, place)
            connection.rollback()
            if revision == revisions().get_current_head():
                return
            if file and revision:
                back_up(file, revision)
            command.upgrade(make_config(connection), "head")
    finally:
        engine.dispose()


def revision_of(connection: Connection, place: str) -> str | None:
    """Return the database's revision, None for an empty one. Raises ForeignDatabase, NewerDatabase."""
    if not inspect(connection).get_table_names():
        return None
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None or not inspect(connection).has_table("ledger"):
        raise ForeignDatabase(place)
    if revision not in {one.revision for one in revisions().walk_revisions()}:
        raise NewerDatabase(place, revision)
    return revision


def _check_file(file: Path) -> None:
    """Look at a SQLite file without changing a byte of it. Raises ForeignDatabase."""
    if not file.exists() or not file.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:
            (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            (mark,) = database.execute("PRAGMA application_id").fetchone()
    except sqlite3.OperationalError:
        # Locked or not allowed to be read: that says nothing about whose file it is.
        raise
    except sqlite3.DatabaseError as unreadable:
        raise ForeignDatabase(str(file)) from unreadable
    if tables and mark != APPLICATION_ID:
        raise ForeignDatabase(str(file))


def back_up(file: Path, revision: str) -> Path:
    """Copy a SQLite file, journal included, to `<file>.<revision>.backup` and return that path."""
    copy = file.with_name(f"{file.name}.{revision}.backup")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def finish(connection: Connection) -> None:
    """End an upgrade inside its transaction: guards laid, references whole, the file marked as Accord's.

    Without tables, as before the first revision, there is nothing to end. Raises BrokenReferences.
    """
    if not inspect(connection).has_table("ledger"):
        return
    lay(connection)
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise BrokenReferences(f"a row of {broken[0]} refers to a missing row of {broken[2]}")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
