"""Files that only their owner may read, and that are there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PART = ".part"
"""Ends the name of what is not finished."""

ROOM = 1 << 20
"""Bytes that a disk must be able to take before it counts as one with room again."""


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


def check_room(file: Path) -> None:
    """See whether a disk takes a megabyte beside a file. Raises OSError."""
    with private(probe := file.with_name(f"{file.name}.room")):
        probe.write_bytes(bytes(ROOM))
        settle(probe)
