"""A backup brought back: opened, proved, and put where no database is; otherwise nothing is written."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event

from bot.store.backup.proof import Proof, prove
from bot.store.backup.seal import is_sealed, unseal
from bot.store.backup.write import told
from bot.store.engine import file_of
from bot.store.files import beside, make_folder, private, publish
from bot.store.lock import StoreLock
from bot.store.proposals import FIRST_NUMBER
from bot.store.revisions import DamagedDatabase, ForeignDatabase

GAP = 1_000
"""Proposals that may have been opened after the backup; in a large database a tenth of all."""


class NotRestored(RuntimeError):
    """Nothing was restored, and nothing was written."""


def restore(backup: Path, url: str, passphrase: str | None = None) -> Proof:
    """Put a backup where no database is; an older one is brought up to date at the next start.

    Raises NotRestored, BackupFailed, NewerDatabase, WrongKey, BrokenSeal, StoreInUse.
    """
    target = _target(url)
    if not backup.is_file():
        raise NotRestored(f"There is no file {backup}.")
    with told(target.parent):
        make_folder(target.parent)
        with private(part := target.with_name(f"{target.name}.restoring")):
            _open(backup, part, passphrase)
            proof = _proved(part, backup)
            _leave_gap(part)
            lock = StoreLock(url)
            lock.take()
            try:
                _target(url)  # looked at again, now that nobody else can make one
                publish(part, target)
            finally:
                lock.release()
    return proof


def _target(url: str) -> Path:
    """Return the file to be written, where neither it nor what belongs to it is there yet. Raises NotRestored."""
    file = file_of(url)
    if file is None:
        raise NotRestored(
            "A backup is restored into a SQLite database; give its address with --to sqlite:///… From there, python -m"
            " bot move brings it to PostgreSQL."
        )
    for there in (file, *beside(file)):
        if there.exists():
            raise NotRestored(
                f"{there} is there already, and is not overwritten. Stop Accord, move {file} and what lies beside it"
                f" ({file.name}-wal, {file.name}-shm) to another folder, and try again."
            )
    return file


def _open(backup: Path, part: Path, passphrase: str | None) -> None:
    with backup.open("rb") as source, part.open("wb") as plain:
        if not is_sealed(source):
            shutil.copyfileobj(source, plain)
        elif passphrase is None:
            raise NotRestored(f"{backup} is sealed. Put its passphrase into ACCORD_BACKUP_KEY, and try again.")
        else:
            unseal(source, plain, passphrase, str(backup))


def _leave_gap(file: Path) -> None:
    """Let the next proposal have a number that none of those had that are lost; it is a round one."""
    with closing(sqlite3.connect(file)) as database, database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'fact'").fetchone():
            return
        (highest,) = database.execute("SELECT coalesce(max(id), 0) FROM proposal").fetchone()
        first = (highest + max(GAP, highest // 10)) // 1_000 * 1_000 + 1_001
        database.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (FIRST_NUMBER, str(first)))


def _proved(part: Path, backup: Path) -> Proof:
    try:
        return prove(part, str(backup), Event())
    except ForeignDatabase as foreign:
        raise NotRestored(f"{backup} is no backup of Accord.") from foreign
    except DamagedDatabase as damaged:
        raise NotRestored(f"{backup} is damaged: {damaged.finding}. Take another backup.") from damaged
