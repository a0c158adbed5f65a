"""A database is brought up to date, or left alone with a plain word why."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.engine import make_engine
from bot.store.migrate import APPLICATION_ID, ForeignDatabase, NewerDatabase, back_up, migrate
from bot.store.tables import metadata
from bot.store.triggers import GUARDS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "accord.db"


@pytest.fixture
def migrated(file: Path) -> Path:
    migrate(f"sqlite:///{file}")
    return file


def shape_of(file: Path) -> dict[str, list[str]]:
    """Return what each table, index and trigger says, one clause a line, in no order."""
    mine = "name NOT LIKE 'alembic%' AND sql IS NOT NULL"
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute(f"SELECT name, sql FROM sqlite_master WHERE {mine}").fetchall()
    return {name: sorted(line.strip().rstrip(",") for line in sql.splitlines()) for name, sql in rows}


def test_a_migrated_database_has_the_shape_of_a_fresh_one(migrated: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.db"
    engine = make_engine(f"sqlite:///{fresh}")
    metadata.create_all(engine)
    engine.dispose()
    assert shape_of(migrated) == shape_of(fresh)
    assert {guard.name for guard in GUARDS} < set(shape_of(migrated))


def test_migrating_twice_changes_nothing_and_keeps_no_copy(migrated: Path) -> None:
    before = shape_of(migrated)
    migrate(f"sqlite:///{migrated}")
    assert shape_of(migrated) == before
    assert not list(migrated.parent.glob("*.backup"))


def test_the_file_is_marked_as_accords(migrated: Path) -> None:
    with closing(sqlite3.connect(migrated)) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


@pytest.mark.parametrize("table", ["person", "alembic_version"])
def test_another_programs_file_is_left_alone(file: Path, table: str) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"CREATE TABLE {table} (version_num TEXT)")
        database.execute(f"INSERT INTO {table} VALUES ('0001')")
        database.commit()
    before = file.read_bytes()
    with pytest.raises(ForeignDatabase, match=f"{file.name} belongs to another program"):
        migrate(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(file: Path) -> None:
    file.write_text("minutes of the last meeting\n" * 50)
    with pytest.raises(ForeignDatabase, match="belongs to another program"):
        migrate(f"sqlite:///{file}")
    assert file.read_text().startswith("minutes")


def test_a_migration_that_fails_leaves_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: object) -> None:
        raise RuntimeError("midway")

    monkeypatch.setattr("bot.store.migrate.lay", fail)
    with pytest.raises(RuntimeError, match="midway"):
        migrate(f"sqlite:///{file}")
    monkeypatch.undo()
    migrate(f"sqlite:///{file}")
    assert "ledger_no_delete" in shape_of(file)


def test_a_newer_accords_file_is_left_alone(migrated: Path) -> None:
    with closing(sqlite3.connect(migrated)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    with pytest.raises(NewerDatabase, match=f"{migrated.name} was written by a newer Accord"):
        migrate(f"sqlite:///{migrated}")


def test_a_copy_is_kept_before_an_older_file_is_upgraded(migrated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upgraded: list[str] = []
    with closing(sqlite3.connect(migrated)) as database:
        database.execute("INSERT INTO preference VALUES (7, 'dm')")
        database.commit()
    monkeypatch.setattr("alembic.script.ScriptDirectory.get_current_head", lambda _self: "0002")
    monkeypatch.setattr("bot.store.migrate.command.upgrade", lambda _config, to: upgraded.append(to))
    migrate(f"sqlite:///{migrated}")
    assert upgraded == ["head"]
    with closing(sqlite3.connect(f"{migrated}.0001.backup")) as copy:
        assert copy.execute("SELECT member_id, reminders FROM preference").fetchall() == [(7, "dm")]


def test_a_copy_holds_what_is_still_in_the_journal(migrated: Path) -> None:
    with closing(sqlite3.connect(migrated)) as database:
        database.execute("INSERT INTO preference VALUES (7, 'dm')")
        database.commit()
        copy = back_up(migrated, "0001")
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT count(*) FROM preference").fetchone() == (1,)


def test_the_command_line_upgrades_an_address(file: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    line = [sys.executable, "-m", "alembic", "-x", f"url=sqlite:///{file}", "upgrade", "head"]
    subprocess.run(line, check=True, cwd=root, capture_output=True)
    assert "ledger_no_delete" in shape_of(file)
