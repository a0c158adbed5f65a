"""What the doctor sees on the machine itself; what it sees on Discord is in tests/wire."""

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot import doctor
from bot.clock import SystemClock
from bot.settings import Settings
from bot.store.backup.folder import name_at


@pytest.fixture
def settings(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(empty, tmp_path / "accord.db")
    (tmp_path / "accord.db").chmod(0o600)
    return Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/accord.db")


def findings(settings: Settings) -> dict[str, str]:
    """Return each finding by its subject; without a token only the machine is looked at."""
    said: list[str] = []
    assert not asyncio.run(doctor.examine(settings, said.append))
    return {line[2:].partition(":")[0]: line for line in said}


def backup_of(age: timedelta, mode: int = 0o600) -> Path:
    file = Path("backups") / name_at(SystemClock().now() - age, sealed=False)
    file.parent.mkdir(exist_ok=True)
    file.touch(mode)
    file.chmod(mode)
    return file.resolve()


def test_what_others_may_read_is_named_with_the_command_that_mends_it(settings: Settings) -> None:
    assert findings(settings)["files"].startswith("✔")
    Path(".env").touch()
    Path(".env").chmod(0o644)
    file = backup_of(timedelta(), 0o640)
    assert findings(settings)["files"].endswith(f"Run: chmod 600 .env {file}")


def test_a_backup_that_is_too_old_is_a_fault_and_a_fresh_one_is_told(settings: Settings) -> None:
    assert "none yet" in findings(settings)["backup"]
    backup_of(timedelta(hours=49))
    assert findings(settings)["backup"].startswith("✖ backup: the last one is of")
    backup_of(timedelta(hours=47))
    assert findings(settings)["backup"].startswith("✔ backup: the last one is of")
    assert "makes none" in findings(settings.model_copy(update={"backup_folder": ""}))["backup"]


def test_a_disk_without_room_for_another_database_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "disk" not in findings(settings)
    size = Path("accord.db").stat().st_size
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=200_000_000 + size - 1))
    assert findings(settings)["disk"].startswith("✖ disk: only 200 MB are free")
