"""The folder in which backups are kept: what is there, when the next is due, and which may go."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from bot.store.files import PART, make_folder

_NAME = re.compile(r"accord-(\d{8}T\d{6})Z\.db(\.sealed)?")
_MOMENT = "%Y%m%dT%H%M%S"

UPGRADE_KEPT = timedelta(days=30)
"""How long a copy from before an upgrade is kept."""


class BackupRunning(RuntimeError):
    """Another backup is being written to the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Another backup is being written to {folder}. Wait for it, or choose another folder.")


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that has its name, and so was proved."""

    file: Path
    at: datetime


def kept(folder: Path) -> list[Kept]:
    """Return the backups in a folder, oldest first."""
    found = ((file, _NAME.fullmatch(file.name)) for file in (folder.iterdir() if folder.is_dir() else ()))
    moments = [(file, datetime.strptime(name[1], _MOMENT).replace(tzinfo=UTC)) for file, name in found if name]
    return sorted((Kept(file, at) for file, at in moments), key=lambda one: (one.at, one.file.name))


def latest(folder: Path, now: datetime) -> Kept | None:
    """Return the newest backup; one that a wrong clock has dated later than now does not count."""
    return next((one for one in reversed(kept(folder)) if one.at <= now), None)


def is_due(folder: Path, now: datetime, pause: timedelta) -> bool:
    """Whether the newest backup is older than the pause between two."""
    last = latest(folder, now)
    return last is None or last.at + pause <= now


def name_at(moment: datetime, *, sealed: bool) -> str:
    """Return the name of a backup, by which alone its moment is known."""
    return f"accord-{moment.astimezone(UTC).strftime(_MOMENT)}Z.db{'.sealed' if sealed else ''}"


def thin(folder: Path, most: int) -> None:
    """Remove the oldest backups beyond the number that is kept; nothing else in the folder is touched."""
    for one in kept(folder)[:-most]:
        one.file.unlink(missing_ok=True)


def expire(file: Path, now: datetime) -> None:
    """Remove copies of a database from before an upgrade after a while: they hold whatever was erased since."""
    for copy in file.parent.glob(f"{file.name}.*.backup"):
        if datetime.fromtimestamp(copy.stat().st_mtime, UTC) + UPGRADE_KEPT < now:
            copy.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who writes backups to the folder; what an earlier try left behind goes. Raises BackupRunning."""
    make_folder(folder)
    lock = FileLock(folder / ".accord-backup.lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as taken:
        raise BackupRunning(folder) from taken
    try:
        for left in folder.glob(f"accord-*{PART}"):
            left.unlink(missing_ok=True)
        yield
    finally:
        lock.release()
