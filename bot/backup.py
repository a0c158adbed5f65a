"""Backups: on their beat while Accord runs, and by hand from the command line.

When the next is due is read from the names in the folder, so that no restart makes one early or forgets one.
"""

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import structlog

from bot.clock import SystemClock
from bot.services.ports import Clock
from bot.settings import Settings
from bot.store.backup.apart import back_up_apart
from bot.store.backup.folder import expire, is_due, latest, thin
from bot.store.backup.restore import restore
from bot.store.backup.snapshot import Stopped
from bot.store.backup.write import Backup, BackupFailed, back_up, source_of
from bot.store.engine import file_of

log = structlog.get_logger(__name__)

BEAT_SECONDS = 60
"""How often it is looked whether a backup is due; the first time a minute after the start."""

PAUSE = timedelta(minutes=10)
"""Between a backup that failed and the next try."""


class Watch(Protocol):
    """Hears what became of each backup."""

    def backed_up(self, seconds: float, size: int) -> None:
        """A backup was proved and kept; `size` is in bytes."""

    def backup_failed(self) -> None:
        """No backup was kept."""


class Make(Protocol):
    """Makes a backup, as `back_up` does."""

    def __call__(
        self, url: str, folder: Path, *, now: datetime, passphrase: str | None, stop: threading.Event
    ) -> Backup:
        """Return the backup that was kept."""


def folder_of(settings: Settings) -> Path | None:
    """Return where backups are kept, None where none are made: the folder is set to nothing, or on PostgreSQL."""
    file = file_of(settings.database_url)
    if file is None or not (settings.backup_folder is None or settings.backup_folder.strip()):
        return None
    return file.parent / "backups" if settings.backup_folder is None else Path(settings.backup_folder).resolve()


class Backups:
    """Makes a backup whenever one is due, beside the running store; a failure is logged, counted and tried again."""

    def __init__(self, settings: Settings, clock: Clock, watch: Watch, make: Make = back_up_apart) -> None:
        self._settings, self._clock, self._watch, self._back_up = settings, clock, watch, make
        self.folder = folder_of(settings)
        self._stop = threading.Event()
        self._turn = asyncio.Lock()
        self._rests_until: datetime | None = None
        self.failed_at: datetime | None = None

    def last(self) -> datetime | None:
        """Return when the newest backup was made that was proved and is still there."""
        found = latest(self.folder, self._clock.now()) if self.folder else None
        return found.at if found else None

    async def beat(self) -> None:
        """Make a backup if one is due; never raises."""
        async with self._turn:
            await asyncio.to_thread(self._beat)

    async def stop(self) -> None:
        """Give up the backup that is being made, if any, and wait until it has tidied up."""
        self._stop.set()
        async with self._turn:
            pass

    def _beat(self) -> None:
        now = self._clock.now()
        if self.folder is None or (self._rests_until is not None and now < self._rests_until):
            return
        try:
            if is_due(self.folder, now, timedelta(hours=self._settings.backup_hours)):
                self._make(self.folder, now)
        except Stopped:
            return
        except Exception:  # whatever it was, the next try comes, and a person is told by log and metrics
            self.failed_at, self._rests_until = now, now + PAUSE
            self._watch.backup_failed()
            log.exception("backup failed", folder=str(self.folder))

    def _make(self, folder: Path, now: datetime) -> None:
        passphrase = _passphrase(self._settings)
        made = self._back_up(self._settings.database_url, folder, now=now, passphrase=passphrase, stop=self._stop)
        self.failed_at = None
        size = made.file.stat().st_size
        seconds = (self._clock.now() - now).total_seconds()
        self._watch.backed_up(seconds, size)
        log.info("backup kept", file=str(made.file), bytes=size, seconds=seconds, ledger_rows=made.proof.rows)
        thin(folder, self._settings.backup_keep)
        expire(source_of(self._settings.database_url), now)


def back_up_now(settings: Settings, folder: Path | None, say: Callable[[str], None]) -> None:
    """Make a backup by hand; raises what `back_up` raises."""
    source_of(settings.database_url)
    into = folder or folder_of(settings)
    if into is None:
        raise BackupFailed("ACCORD_BACKUP_FOLDER is empty. Say with --to into which folder the backup goes.")
    made = back_up(settings.database_url, into, now=SystemClock().now(), passphrase=_passphrase(settings))
    size = made.file.stat().st_size / 1_000_000
    say(f"{made.file}: {size:.1f} MB, with {made.proof.rows} rows in the ledgers of {made.proof.communities} servers.")
    say("It was opened again and is whole.")


def bring_back(settings: Settings, file: Path, address: str | None, say: Callable[[str], None]) -> None:
    """Restore a backup; raises what `restore` raises."""
    url = address or settings.database_url
    proof = restore(file.resolve(), url, _passphrase(settings))
    say(f"{file} is restored to {file_of(url)}, with {proof.rows} rows in the ledgers of {proof.communities} servers.")
    say("What was decided or sent after it was made is not in it: see docs/operate.md before you start Accord.")


def _passphrase(settings: Settings) -> str | None:
    return settings.backup_key.get_secret_value() if settings.backup_key else None
