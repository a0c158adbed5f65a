"""A consistent copy of a SQLite database, made while Accord goes on writing to it.

The source is read in one snapshot, which in WAL mode keeps no writer waiting, and in slices, so that the disk is
shared fairly. The copy is one file that only its owner may read.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event

SLICE = 256
"""Pages copied at a time; with SQLite's pages of 4 KiB one megabyte."""

PART = ".part"
"""Ends the name of what is not finished."""


class Stopped(RuntimeError):
    """Accord is being stopped; the copy was given up."""


@contextmanager
def copied(source: Path, at: Path, stop: Event) -> Iterator[Path]:
    """Copy a database to a file that is gone afterwards unless it was given another name. Raises Stopped."""
    with private(at):
        _copy(source, at, stop)
        yield at


@contextmanager
def private(file: Path) -> Iterator[None]:
    """Make an empty file that only its owner may read and write, in place of one left over; removed afterwards."""
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield
    finally:
        for name in (file, *beside(file)):
            with suppress(OSError):
                name.unlink(missing_ok=True)


def beside(file: Path) -> list[Path]:
    """Return the files that SQLite keeps beside a database while it works."""
    return [file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal")]


def publish(part: Path, final: Path) -> None:
    """Give a finished file its name, once it is on the disk; a power cut leaves all of it or nothing."""
    settle(part)
    part.replace(final)
    settle(final.parent)


def settle(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter, where there is none."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def _copy(source: Path, target: Path, stop: Event) -> None:
    def sliced(_status: int, _remaining: int, _total: int) -> None:
        if stop.is_set():
            raise Stopped

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
