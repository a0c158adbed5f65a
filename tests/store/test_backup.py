"""A backup is whole or not there; what is brought back is what was acknowledged before it."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.rules.decision import Choice, Decision
from bot.store.backup import proof as proving
from bot.store.backup import snapshot
from bot.store.backup.apart import back_up_apart
from bot.store.backup.folder import BackupRunning, alone, is_due, kept, latest, thin
from bot.store.backup.restore import NotRestored, restore
from bot.store.backup.seal import BrokenSeal, WrongKey
from bot.store.backup.snapshot import Stopped
from bot.store.backup.write import BackupFailed, back_up
from bot.store.lock import StoreInUse, StoreLock
from bot.store.revisions import DamagedDatabase, NewerDatabase
from bot.store.writer import Store
from tests.store.world import HOUR, MEMBERS, NOW
from tests.town import Town

pytestmark = pytest.mark.sqlite

WORDS = "a passphrase of some length"
ROOT = Path(__file__).resolve().parents[2]
Spoil = Callable[[Path], object]


@pytest.fixture(scope="module")
def sound(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a small community in which two have voted."""
    folder = tmp_path_factory.mktemp("sound")
    store = Store(f"sqlite:///{shutil.copy(empty, folder)}")
    store.open()
    town = Town(store)
    decision = town.propose(town.found())
    for member in MEMBERS[:2]:
        town.cast(decision, member, Choice.YES)
    made = back_up(store.url, folder / "kept", now=NOW)
    store.close()
    return made.file


def ledger_of(file: Path) -> set[str]:
    """Return the receipts that a database knows: the first eight digits of the hash of each row of its ledger."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT substr(hash, 1, 8) FROM ledger").fetchall()
    return {f"{code[:4]}-{code[4:]}".upper() for (code,) in rows}


def test_the_drill_what_was_acknowledged_before_a_backup_is_brought_back_and_exactly_the_later_receipts_are_missing(
    town: Town, trees: Decision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "SLICE", 4)
    copying, enough, receipts = Event(), Event(), []

    def vote_on() -> None:
        for number in range(200):
            receipts.append(town.cast(trees, MEMBERS[number % 5], Choice.YES if number % 2 else Choice.NO).code)
            if number == 20:
                copying.set()
            if enough.is_set() and number > 60:
                break

    voting = Thread(target=vote_on)
    voting.start()
    copying.wait(10)
    before = list(receipts)
    backup = back_up(town.store.url, tmp_path / "kept", now=NOW)
    enough.set()
    voting.join()
    restored = tmp_path / "anew" / "accord.db"
    proof = restore(backup.file, f"sqlite:///{restored}")
    there = ledger_of(restored)
    missing = [receipt for receipt in receipts if receipt not in there]
    assert before
    assert not set(before) & set(missing)
    assert missing
    assert missing == receipts[-len(missing) :], "what is missing is the end, without a gap"
    assert proof.rows == len(there)
    again = Store(f"sqlite:///{restored}")
    again.open()
    reopened = Town(again)
    assert reopened.chain_broken_at() is None
    reopened.cast(trees, MEMBERS[0], Choice.ABSTAIN)
    assert reopened.counted(trees)[:3] != (0, 0, 0)
    numbers = [reopened.propose(trees.circle_id).id for _ in range(2)]
    assert numbers == [2001, 2002], "buttons of proposals that are lost lead nowhere"
    again.close()


@pytest.mark.parametrize("passphrase", [None, WORDS])
def test_a_backup_and_what_is_restored_from_it_are_for_the_owners_eyes_and_nothing_else_is_left(
    town: Town, trees: Decision, tmp_path: Path, passphrase: str | None
) -> None:
    town.cast(trees, MEMBERS[0], Choice.YES)
    backup = back_up(town.store.url, tmp_path / "kept", now=NOW, passphrase=passphrase)
    restored = tmp_path / "anew" / "accord.db"
    restore(backup.file, f"sqlite:///{restored}", passphrase)
    assert {stat.S_IMODE(file.stat().st_mode) for file in (backup.file, restored)} == {0o600}
    assert {stat.S_IMODE(file.parent.stat().st_mode) for file in (backup.file, restored)} == {0o700}
    assert names(backup.file.parent) == {backup.file.name, ".accord-backup.lock"}
    assert names(restored.parent) == {"accord.db", "accord.db.lock"}
    assert names(tmp_path) == {"kept", "anew", "accord.db", "accord.db.lock", "accord.db-wal", "accord.db-shm"}
    plain = backup.file.read_bytes()
    assert (b"Plant trees" in plain) is (passphrase is None)


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def overwrite(at: int, what: bytes) -> Spoil:
    def spoil(file: Path) -> None:
        with file.open("r+b") as opened:
            opened.seek(at)
            opened.write(what)

    return spoil


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 5_000)


def told(*statements: str) -> Spoil:
    def spoil(file: Path) -> None:
        with closing(sqlite3.connect(file)) as database:
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                database.execute(statement)
            database.commit()

    return spoil


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda file: file.write_text("minutes of the last meeting\n" * 50), "is no backup of Accord"),
        (lambda file: file.write_bytes(b""), "is no backup of Accord"),
        (told("PRAGMA application_id = 7"), "is no backup of Accord"),
        (told("UPDATE alembic_version SET version_num = '9999'"), "was written by a newer Accord"),
        (cut, "is damaged: .* Take another backup"),
        (overwrite(8_192, b"\xff" * 4_096), "is damaged: .* Take another backup"),
        (told("UPDATE ledger SET payload = '{}' WHERE seq = 3"), r"the ledger of community \d+ .* at row 3"),
        (told("DELETE FROM ledger WHERE seq = 2"), "does not follow at row 2"),
        (told("DELETE FROM proposal"), "refers to a missing row"),
        (Path.unlink, "There is no file"),
    ],
)
def test_what_is_not_a_whole_backup_is_refused_with_a_sentence_and_nothing_is_written(
    sound: Path, tmp_path: Path, spoil: Spoil, sentence: str
) -> None:
    file = Path(shutil.copy(sound, tmp_path))
    spoil(file)
    with pytest.raises((NotRestored, NewerDatabase), match=sentence):
        restore(file, f"sqlite:///{tmp_path}/accord.db")
    assert names(tmp_path) <= {file.name}


@pytest.mark.parametrize(
    ("passphrase", "spoil", "sentence"),
    [
        (None, Path.exists, "is sealed. Put its passphrase into ACCORD_BACKUP_KEY"),
        ("another passphrase", Path.exists, "was sealed with another passphrase"),
        (WORDS, cut, "is cut short or damaged"),
        (WORDS, lambda file: os.truncate(file, 48 + 2 * (65_536 + 16)), "is cut short or damaged: its part 2"),
        (WORDS, overwrite(70_000, b"\0\0\0\0"), "is cut short or damaged: its part 2"),
        (WORDS, lambda file: swap(file, 48, 48 + 65_552, 65_552), "is cut short or damaged: its part 1"),
        (WORDS, lambda file: os.truncate(file, 40), "is cut short or damaged"),
    ],
)
def test_a_sealed_backup_opens_with_its_passphrase_alone_and_shows_each_change(
    sealed: Path, tmp_path: Path, passphrase: str | None, spoil: Spoil, sentence: str
) -> None:
    file = Path(shutil.copy(sealed, tmp_path))
    spoil(file)
    with pytest.raises((NotRestored, WrongKey, BrokenSeal), match=sentence):
        restore(file, f"sqlite:///{tmp_path}/accord.db", passphrase)
    assert names(tmp_path) == {file.name}


@pytest.fixture(scope="module")
def sealed(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, sealed."""
    return back_up(f"sqlite:///{sound}", tmp_path_factory.mktemp("sealed"), now=NOW, passphrase=WORDS).file


def swap(file: Path, first: int, second: int, size: int) -> None:
    """Exchange two stretches of a file."""
    held = bytearray(file.read_bytes())
    one, two = slice(first, first + size), slice(second, second + size)
    held[one], held[two] = held[two], held[one]
    file.write_bytes(held)


def test_a_backup_in_a_process_of_its_own_is_the_same_and_its_refusal_is_told(sound: Path, tmp_path: Path) -> None:
    url, folder = f"sqlite:///{shutil.copy(sound, tmp_path / 'accord.db')}", tmp_path / "kept"
    made = back_up_apart(url, folder, now=NOW, passphrase=WORDS, stop=Event())
    assert restore(made.file, f"sqlite:///{tmp_path}/anew.db", WORDS) == made.proof
    told("UPDATE ledger SET payload = '{}' WHERE seq = 2")(tmp_path / "accord.db")
    with pytest.raises(BackupFailed, match=r"accord\.db is damaged: the ledger .* at row 2"):
        back_up_apart(url, folder, now=NOW + HOUR, passphrase=None, stop=Event())
    assert [one.file for one in kept(folder)] == [made.file]


@pytest.mark.parametrize("there", ["accord.db", "accord.db-wal", "accord.db-journal"])
def test_nothing_is_restored_over_a_database_or_what_is_left_of_one(sound: Path, tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("precious")
    with pytest.raises(NotRestored, match=f"{there} is there already, and is not overwritten. Stop Accord, move"):
        restore(sound, f"sqlite:///{tmp_path}/accord.db")
    assert names(tmp_path) == {there}
    assert (tmp_path / there).read_text() == "precious"


def test_nothing_is_restored_where_accord_runs_though_its_file_was_moved_away(sound: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/accord.db"
    running = StoreLock(url)
    running.take()
    with pytest.raises(StoreInUse, match="Another Accord is running"):
        restore(sound, url)
    assert names(tmp_path) == {"accord.db.lock"}
    running.release()


def test_a_damaged_database_is_named_and_the_backups_from_before_stay(sound: Path, tmp_path: Path) -> None:
    damaged = Path(shutil.copy(sound, tmp_path / "accord.db"))
    good = back_up(f"sqlite:///{damaged}", tmp_path / "kept", now=NOW)
    told("UPDATE ledger SET payload = '{}' WHERE seq = 1")(damaged)
    with pytest.raises(DamagedDatabase, match=r"accord.db is damaged: the ledger .* restore a backup"):
        back_up(f"sqlite:///{damaged}", tmp_path / "kept", now=NOW + HOUR)
    assert [one.file for one in kept(tmp_path / "kept")] == [good.file]


def test_the_folder_says_when_the_next_is_due_and_keeps_as_many_as_it_should(sound: Path, tmp_path: Path) -> None:
    day = timedelta(days=1)
    assert is_due(tmp_path, NOW, day)
    for age in (3, 2, 1, -5):
        moment = NOW - age * day
        shutil.copy(sound, tmp_path / f"accord-{moment:%Y%m%dT%H%M%SZ}.db")
    (tmp_path / "accord.db").write_text("somebody's")
    newest = latest(tmp_path, NOW)
    assert newest
    assert newest.at == NOW - day, "one that a wrong clock has dated later does not count"
    assert (is_due(tmp_path, NOW - timedelta(seconds=1), day), is_due(tmp_path, NOW, day)) == (False, True)
    thin(tmp_path, 2)
    assert [one.at for one in kept(tmp_path)] == [NOW - day, NOW + 5 * day]
    assert "accord.db" in names(tmp_path)


def test_one_backup_at_a_time_is_written_to_a_folder_and_what_a_killed_one_left_is_removed(
    sound: Path, tmp_path: Path
) -> None:
    (tmp_path / "accord-20260101T000000Z.db.part").write_text("half")
    with alone(tmp_path), pytest.raises(BackupRunning, match="Wait for it"):
        back_up(f"sqlite:///{sound}", tmp_path, now=NOW)
    back_up(f"sqlite:///{sound}", tmp_path, now=NOW)
    assert [file for file in names(tmp_path) if file.endswith(".part")] == []


@pytest.mark.parametrize("when", ["copying", "proving"])
def test_a_stop_ends_a_backup_and_leaves_nothing(
    sound: Path, tmp_path: Path, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = Event()
    if when == "copying":
        stop.set()
    else:
        monkeypatch.setattr(proving, "STEPS", 1)
        monkeypatch.setattr(proving, "check_file", lambda *_: stop.set())
    with pytest.raises(Stopped):
        back_up(f"sqlite:///{sound}", tmp_path, now=NOW, stop=stop)
    assert names(tmp_path) == {".accord-backup.lock"}


def test_without_a_database_or_on_postgresql_the_sentence_names_the_way(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match=r"There is no database at .*accord\.db"):
        back_up(f"sqlite:///{tmp_path}/accord.db", tmp_path / "kept", now=NOW)
    with pytest.raises(BackupFailed, match="pg_dump"):
        back_up("postgresql+psycopg://there/accord", tmp_path / "kept", now=NOW)
    assert names(tmp_path) == set()
