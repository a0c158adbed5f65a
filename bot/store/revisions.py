"""Whose database it is, and of which form: asked before anything is done with it."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

APPLICATION_ID = 0x41636364
"""Marks Accord's files in SQLite's header: "Accd" in ASCII."""

_VERSION = "alembic_version"

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


class DamagedDatabase(RuntimeError):
    """The database is Accord's, and what it holds cannot be relied on."""

    def __init__(self, place: str, finding: str) -> None:
        super().__init__(
            f"{place} is damaged: {finding}. Nothing was changed. Move it away with the files beside it, and restore"
            " a backup: python -m bot restore FILE."
        )
        self.finding = finding


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


def revision_of(connection: Connection, place: str) -> str | None:
    """Return the database's revision, None for an empty one. Raises ForeignDatabase, NewerDatabase."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    # Alembic would say so too, but logs two lines each time it is asked.
    revision: str | None = (
        connection.scalar(text("SELECT version_num FROM alembic_version")) if _VERSION in tables else None
    )
    if revision is None or "ledger" not in tables:
        raise ForeignDatabase(place)
    if revision not in {one.revision for one in revisions().walk_revisions()}:
        raise NewerDatabase(place, revision)
    return revision


def check_file(file: Path, place: str | None = None) -> None:
    """Look at a SQLite file without changing a byte of it. Raises ForeignDatabase, DamagedDatabase."""
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
        if _is_marked(file):
            raise DamagedDatabase(place or str(file), str(unreadable)) from unreadable
        raise ForeignDatabase(place or str(file)) from unreadable
    if tables and mark != APPLICATION_ID:
        raise ForeignDatabase(place or str(file))


def _is_marked(file: Path) -> bool:
    """Whether the header of a file that SQLite cannot read is one of Accord's."""
    with file.open("rb") as opened:
        header = opened.read(100)
    return header.startswith(b"SQLite format 3\0") and header[68:72] == APPLICATION_ID.to_bytes(4)
