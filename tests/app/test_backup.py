"""Backups by hand, and on their beat."""

import asyncio
import logging
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.backup import PAUSE, Backups, folder_of
from bot.settings import Settings
from bot.store.backup.folder import kept
from bot.store.backup.write import back_up
from tests.room import room_for
from tests.store.world import DAY, HOUR, NOW

SECOND = timedelta(seconds=1)


@dataclass
class Hands:
    """A clock that is set by hand, and a count of what was heard."""

    moment: datetime = NOW
    good: int = 0
    failed: int = 0

    def now(self) -> datetime:
        return self.moment

    def backed_up(self, seconds: float, size: int) -> None:
        assert (seconds, size > 100_000) == (0, True)
        self.good += 1

    def backup_failed(self) -> None:
        self.failed += 1


@pytest.fixture
def database(empty: Path, tmp_path: Path) -> Path:
    file = tmp_path / "accord.db"
    file.write_bytes(empty.read_bytes())
    return file


@pytest.fixture
def settings(database: Path) -> Settings:
    return Settings(_env_file=None, database_url=f"sqlite:///{database}", backup_keep=2)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def backups(settings: Settings, hands: Hands) -> Backups:
    return Backups(settings, hands, hands, back_up)


def test_a_copy_from_before_an_upgrade_goes_with_the_first_backup_after_thirty_days(
    database: Path, backups: Backups, hands: Hands
) -> None:
    old, new, other = (database.with_name(name) for name in ("accord.db.0012.backup", "accord.db.0013.backup", "mine"))
    for copy, at in ((old, NOW), (new, NOW + DAY), (other, NOW)):
        copy.write_bytes(b"")
        os.utime(copy, (at.timestamp(), at.timestamp()))
    hands.moment = NOW + 30 * DAY
    asyncio.run(backups.beat())
    assert old.exists()
    hands.moment += DAY
    asyncio.run(backups.beat())
    assert (old.exists(), new.exists(), other.exists()) == (False, True, True)


def test_a_backup_is_made_when_it_is_due_whoever_was_started_meanwhile_and_the_oldest_goes(
    settings: Settings, hands: Hands
) -> None:
    for hour in range(80):
        hands.moment = NOW + hour * HOUR
        asyncio.run(Backups(settings, hands, hands, back_up).beat())
    backups = Backups(settings, hands, hands, back_up)
    assert backups.folder
    assert [one.at for one in kept(backups.folder)] == [NOW + 2 * DAY, NOW + 3 * DAY]
    assert (hands.good, hands.failed, backups.last()) == (4, 0, NOW + 3 * DAY)


def test_a_failure_is_counted_and_tried_again_after_a_pause_and_never_raised(
    backups: Backups, hands: Hands, database: Path
) -> None:
    whole = database.read_bytes()
    database.write_bytes(whole[:200_000])
    asyncio.run(backups.beat())
    hands.moment += PAUSE - SECOND
    asyncio.run(backups.beat())
    assert (hands.good, hands.failed, backups.failed_at) == (0, 1, NOW)
    database.write_bytes(whole)
    hands.moment += SECOND
    asyncio.run(backups.beat())
    assert (hands.good, hands.failed, backups.failed_at, backups.last()) == (1, 1, None, hands.moment)


def test_a_stop_is_no_failure(backups: Backups, hands: Hands) -> None:
    asyncio.run(backups.stop())
    asyncio.run(backups.beat())
    assert (hands.good, hands.failed, backups.last()) == (0, 0, None)


def test_the_folder_is_beside_the_database_or_where_one_says_or_nowhere(tmp_path: Path) -> None:
    def chosen(folder: str | None, database: str = f"sqlite:///{tmp_path}/accord.db") -> Path | None:
        return folder_of(Settings(_env_file=None, database_url=database, backup_folder=folder))

    assert chosen(None) == tmp_path / "backups"
    assert chosen("/srv/accord") == Path("/srv/accord")
    assert chosen("") is None
    assert chosen(None, "postgresql+psycopg://there/accord") is None


def test_by_hand_each_refusal_is_one_sentence_and_a_backup_comes_back(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACCORD_DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setattr(logging.root, "handlers", [*logging.root.handlers])

    def accord(*words: object) -> Result:
        ended = CliRunner().invoke(app, [str(word) for word in words])
        assert ended.exit_code in {0, 2}, ended.exception
        assert len(ended.output.strip().splitlines()) <= 2
        return ended

    with room_for(100_000):
        assert "Nothing was kept" in accord("backup").stderr
    assert kept(tmp_path / "backups") == []
    assert "It was opened again and is whole" in accord("backup").stdout
    (made,) = kept(tmp_path / "backups")
    assert "is not overwritten" in accord("restore", made.file).stderr
    with room_for(100_000):
        refused = accord("restore", made.file, "--to", f"sqlite:///{tmp_path}/anew/accord.db")
    assert "There is no room left" in refused.stderr
    assert list((tmp_path / "anew").iterdir()) == []
    assert "is restored to" in accord("restore", made.file, "--to", f"sqlite:///{tmp_path}/anew/accord.db").stdout
    with room_for(1_000):
        assert "Look whether there is room" in accord("migrate").stderr
    assert "up to date" in accord("migrate").stdout
    monkeypatch.setenv("ACCORD_BACKUP_FOLDER", "")
    assert "--to" in accord("backup").stderr
    monkeypatch.setenv("ACCORD_BACKUP_KEY", "too short")
    assert "ACCORD_BACKUP_KEY: the passphrase needs at least 12" in accord("backup").stderr
