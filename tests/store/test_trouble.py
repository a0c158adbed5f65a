"""A disk or a database that takes nothing: nothing is half done, reading goes on, and it mends by itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.rules.decision import Choice, Decision
from bot.services.trouble import NotWritten
from bot.store.engine import file_of
from bot.store.revisions import DamagedDatabase
from bot.store.trouble import Trouble
from bot.store.writer import Store
from tests.room import room_for
from tests.store.world import MEMBERS, NOW
from tests.town import Town

pytestmark = pytest.mark.sqlite


@contextmanager
def pragma(store: Store, *lines: str) -> Iterator[None]:
    """Have each new connection of the writer begin with these."""
    writer = store._writer
    assert writer

    def begin(driver: sqlite3.Connection, _record: object) -> None:
        for line in lines:
            driver.execute(f"PRAGMA {line}")

    event.listen(writer, "connect", begin)
    writer.dispose()
    yield
    event.remove(writer, "connect", begin)
    writer.dispose()


@pytest.mark.parametrize(
    ("lines", "trouble"), [(["max_page_count=1"], Trouble.FULL), (["query_only=on"], Trouble.READ_ONLY)]
)
async def test_where_the_disk_takes_nothing_a_person_is_told_so_reading_goes_on_and_it_mends_by_itself(
    town: Town, trees: Decision, lines: list[str], trouble: Trouble
) -> None:
    receipt = town.cast(trees, MEMBERS[0], Choice.YES)
    with pragma(town.store, *lines):
        refused = 0
        for number in range(400):
            try:
                town.cast(trees, MEMBERS[number % 5], Choice.NO)
            except NotWritten:
                refused += 1
            if refused == 3:
                break
        assert refused == 3
        assert town.store.trouble is trouble
        assert town.seen(trees).title == "Plant trees"
        with room_for(100_000), pytest.raises(NotWritten):
            await town.store.prove(NOW)
        assert town.store.trouble is trouble
    town.cast(trees, MEMBERS[1], Choice.YES)
    assert town.store.trouble is trouble, "what wrote little may have been lucky"
    await town.store.prove(NOW)
    assert town.store.trouble is None
    assert town.chain_broken_at() is None
    assert receipt.code


def test_a_database_that_is_damaged_is_named_at_the_start_with_the_way_out_and_left_as_it_is(
    empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "accord.db"
    whole = empty.read_bytes()
    for damaged in (whole[:20_000], whole[:100] + b"\xff" * 4_000 + whole[4_100:]):
        file.write_bytes(damaged)
        with pytest.raises(DamagedDatabase, match=r"accord\.db is damaged: .* restore a backup: python -m bot restore"):
            Store(f"sqlite:///{file}").open()
        assert file.read_bytes() == damaged


def test_a_page_that_is_damaged_while_it_runs_fails_what_needs_it_and_is_named(town: Town, trees: Decision) -> None:
    town.cast(trees, MEMBERS[0], Choice.YES)
    file = file_of(town.store.url)
    assert file
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(truncate)")
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ballot'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(b"\xff" * size)
    assert town.store._writer
    town.store._writer.dispose()
    with pytest.raises(NotWritten):
        town.cast(trees, MEMBERS[1], Choice.YES)
    assert town.store.trouble is Trouble.DAMAGED


def test_a_new_database_is_for_its_owners_eyes(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/data/accord.db")
    store.open()
    modes = {file.stat().st_mode & 0o077 for file in tmp_path.rglob("accord.db*") if file.suffix != ".lock"}
    store.close()
    assert modes == {0}
