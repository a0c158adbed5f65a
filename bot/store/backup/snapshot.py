"""A consistent copy of a SQLite database, made while Accord goes on writing to it.

The source is read in one snapshot, which in WAL mode keeps no writer waiting, and in slices, so that the disk is
shared fairly. The copy is one file that only its owner may read.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

from bot.store.files import private, settle

SLICE = 256
"""Pages copied at a time; with SQLite's pages of 4 KiB one megabyte."""

STRETCH = 4
"""Slices after which the copy is brought onto the disk: all at once it would keep each commit beside it waiting."""


class Stopped(RuntimeError):
    """Accord is being stopped; the copy was given up."""


@contextmanager
def copied(source: Path, at: Path, stop: Event) -> Iterator[Path]:
    """Copy a database to a file that is gone afterwards unless it was given another name. Raises Stopped."""
    with private(at):
        _copy(source, at, stop)
        yield at


def _copy(source: Path, target: Path, stop: Event) -> None:
    def sliced(_status: int, remaining: int, _total: int) -> None:
        if stop.is_set():
            raise Stopped
        if remaining // SLICE % STRETCH == 0:
            settle(target)

    with closing(sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True, isolation_level=None)) as database:
        database.execute("PRAGMA busy_timeout=10000")
        database.execute("BEGIN")
        # The snapshot begins with the first look; without it each ballot would begin the copy anew.
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous=off")
            database.backup(copy, pages=SLICE, progress=sliced)
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode=delete")  # one file, that can be read on a disk that takes no writes
