"""Tables brought up to date at the start, with a copy of the file kept from before.

What is there is looked at first: a database of another program is left alone, and so is one that a
newer Accord has written.
"""

import os
from contextlib import suppress
from pathlib import Path

from alembic import command
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DatabaseError

from bot.store.backup.write import keep
from bot.store.engine import file_of, make_engine
from bot.store.files import make_folder
from bot.store.revisions import (
    APPLICATION_ID,
    DamagedDatabase,
    check_file,
    make_config,
    revision_of,
    revisions,
)
from bot.store.triggers import lay
from bot.store.trouble import Trouble, trouble_of


class BrokenReferences(RuntimeError):
    """A migration left rows that refer to nothing; it was not kept."""


def migrate(url: str) -> None:
    """Bring the tables up to date. Raises ForeignDatabase, NewerDatabase, DamagedDatabase, BrokenReferences."""
    file = file_of(url)
    if file:
        make_private(file)
        check_file(file)
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
    except DatabaseError as failure:
        if trouble_of(failure) is Trouble.DAMAGED:
            raise DamagedDatabase(place, str(failure.orig)) from failure
        raise
    finally:
        engine.dispose()


def make_private(file: Path) -> None:
    """Make an empty file that only its owner may read and write, where there is none; SQLite's own are like it."""
    make_folder(file.parent)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def back_up(file: Path, revision: str) -> Path:
    """Copy a SQLite file, journal included, to `<file>.<revision>.backup` and return that path."""
    copy = file.with_name(f"{file.name}.{revision}.backup")
    keep(file, copy)
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
