"""A backup from the first page to its name: copied, proved, sealed if there is a passphrase, and only then kept."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from threading import Event

from sqlalchemy.exc import DBAPIError

from bot.store.backup.folder import alone, name_at
from bot.store.backup.proof import Proof, prove
from bot.store.backup.seal import seal, unseal
from bot.store.backup.snapshot import copied
from bot.store.engine import file_of
from bot.store.files import PART, private, publish
from bot.store.trouble import Trouble, trouble_of


class BackupFailed(RuntimeError):
    """No backup was kept."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was kept, and what was proved of it."""

    file: Path
    proof: Proof


def back_up(
    url: str, folder: Path, *, now: datetime, passphrase: str | None = None, stop: Event | None = None
) -> Backup:
    """Write a proved backup of a SQLite database to a folder, beside a running Accord if there is one.

    With a passphrase the folder sees sealed bytes only; what is copied first lies beside the database, and goes.
    Raises BackupFailed, BackupRunning, Stopped, DamagedDatabase, ForeignDatabase, NewerDatabase.
    """
    source, stop = source_of(url), stop or Event()
    final = folder / name_at(now, sealed=passphrase is not None)
    part = final.with_name(final.name + PART)
    with told(folder), alone(folder):
        if passphrase is None:
            return Backup(final, keep(source, final, stop))
        with copied(source, source.with_name(f"{source.name}.sealing"), stop) as plain:
            proof = prove(plain, str(source), stop)
            with private(part):
                _seal(plain, part, passphrase)
                publish(part, final)
    return Backup(final, proof)


def keep(source: Path, final: Path, stop: Event | None = None) -> Proof:
    """Copy a database to a file that gets its name once it is proved; raises what `prove` raises."""
    stop = stop or Event()
    with copied(source, final.with_name(final.name + PART), stop) as plain:
        proof = prove(plain, str(source), stop)
        publish(plain, final)
    return proof


def source_of(url: str) -> Path:
    """Return the file that is to be backed up. Raises BackupFailed where there is none."""
    file = file_of(url)
    if file is None:
        raise BackupFailed(
            "A PostgreSQL database is backed up by its own program: pg_dump --format=custom, and pg_restore to bring"
            " it back."
        )
    if not file.is_file():
        raise BackupFailed(f"There is no database at {file}, so there is nothing to back up.")
    return file


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn what the disk or the database refuses into a sentence. Raises BackupFailed."""
    try:
        yield
    except (OSError, sqlite3.Error, DBAPIError) as failure:
        raise BackupFailed(
            f"{_SAID[trouble_of(failure)].format(place=place)} Nothing was kept ({failure})."
        ) from failure


_SAID = {
    Trouble.FULL: "There is no room left in {place}. Make room, and try again.",
    Trouble.READ_ONLY: "Accord may not write to {place}. Let its user write there, or choose another folder.",
    Trouble.LOCKED: "The database is locked by another program. Close that, and try again.",
    Trouble.DAMAGED: "The database is damaged. Restore a backup.",
    Trouble.FAILING: "The disk under {place} or under the database is full, read-only, or fails.",
    None: "Something kept the backup from {place}.",
}


def _seal(plain: Path, sealed: Path, passphrase: str) -> None:
    """Seal a file, and open it again to see that the same bytes come out."""
    with plain.open("rb") as source, sealed.open("wb") as target:
        seal(source, target, passphrase)
    opened = _Digest()
    with sealed.open("rb") as source:
        unseal(source, opened, passphrase, str(sealed))
    with plain.open("rb") as source:
        wanted = file_digest(source, "sha256")
    if opened.hash.digest() != wanted.digest():
        raise BackupFailed(f"{sealed} does not hold what was written to it. The disk or the memory fails.")


class _Digest:
    """Takes bytes, and keeps no more than their hash."""

    def __init__(self) -> None:
        self.hash = sha256()

    def write(self, part: bytes) -> None:
        """Take bytes."""
        self.hash.update(part)
