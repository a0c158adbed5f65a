"""Whatever is changed in the database once a vote was counted is named when the database is checked."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table

from bot.records import verified
from bot.store import tables
from bot.store.engine import make_engine
from bot.store.triggers import lift
from bot.store.unit import SqlUnit
from bot.store.writer import Store
from tests.store.world import HOME
from tests.town import Town
from tests.verify.village import DAVID, build

VALUES = {
    "choice": "no",
    "state": "frozen",
    "outcome": "tie",
    "event": "ballot_withdrawn",
    "ties": "listed",
    "threshold": "3:1",
    "scope": "circle",
    "extended": 0,
    "reasons": 1,
    "until": "2026-03-02 00:00:00.000000",
    "ended_at": "2026-03-02 00:00:00.000000",
    "accepted_at": None,
    "reminded_at": "2026-03-02 00:00:00.000000",
    "override_until": "2026-03-20 00:00:00.000000",
}
"""Other values that could stand there; elsewhere one like the old one is put, or 2027 for 2026."""

FREE = {
    "decision.remind_at": "when people are reminded",
    "decision.reminded_at": "when they were",
    "decision.extended": "whether the end can still be moved; it is over",
    "decision.override_until": "until when some could still vote; the record says it",
    "decision.closed_at": "when Accord got round to it; the record says it",
    "ballot.box": "where a secret ballot was; the key is gone",
    "ballot.cast_at": "when it came; the record says it",
    "version.created_at": "when it was written",
    "option.by_id": "who named it; nothing rests on that",
    "option.added_at": "when it was named",
    "poll.begun_at": "when Accord got round to it; the record says when the options were listed",
    "delegation.since": "when it was offered; it counts from when it was accepted",
    "delegation.named": "whether the name may be shown",
    "delegation.warn_at": "when they are told that it ends",
}
"""What nothing that was decided rests on, and why."""

TABLES = [
    tables.decision, tables.ballot, tables.roll, tables.delegation,
    tables.version, tables.option, tables.poll, tables.chamber, tables.paper, tables.ledger,
]  # fmt: skip


@pytest.fixture(scope="module")
def connection(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The database of a small village in the hands of somebody who has lifted its guards."""
    path = tmp_path_factory.mktemp("forged") / "accord.db"
    shutil.copy(empty, path)
    store = Store(f"sqlite:///{path}")
    store.open()
    build(Town(store), ("trees", "chambers", "drawn", "secret", "spoken"))
    store.close()
    engine = make_engine(f"sqlite:///{path}", foreign_keys=False)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = on")
        connection.commit()
        lift(connection)
        yield connection
    engine.dispose()


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_change_in_any_column_is_named(connection: Connection, table: Table) -> None:
    assert _wrong(connection) == []
    columns = {f"{table.name}.{column.name}": column.name for column in table.columns}
    unnamed = {called for called, name in columns.items() if not any(_changes(connection, table.name, name))}
    assert unnamed == {called for called in columns if called in FREE}


def test_a_ballot_for_somebody_who_cast_none_is_named(connection: Connection) -> None:
    columns = "proposal_id, member_id, choice, marks, reason, salt, cast_at"
    absent = "SELECT r.proposal_id, r.member_id, 'yes', NULL, NULL, b.salt, b.cast_at FROM roll r JOIN ballot b"
    unheard = "ON b.proposal_id = r.proposal_id AND r.member_id NOT IN (SELECT member_id FROM ballot) LIMIT 1"
    assert _after(connection, f"INSERT INTO ballot ({columns}) {absent} {unheard}")


@pytest.mark.parametrize("table", [tables.ballot, tables.paper, tables.roll, tables.delegation, tables.ledger], ids=str)
def test_a_row_that_is_taken_away_is_named(connection: Connection, table: Table) -> None:
    assert _after(connection, f"DELETE FROM {table.name} WHERE rowid = {_rows(connection, table.name)[0]}")


def _changes(connection: Connection, table: str, column: str) -> Iterator[list[str]]:
    """Yield what is named where the column is changed in a row of each vote."""
    for row in _rows(connection, table):
        (value,) = connection.exec_driver_sql(f'SELECT "{column}" FROM "{table}" WHERE rowid = {row}').one()
        yield _after(
            connection, f'UPDATE OR REPLACE "{table}" SET "{column}" = ? WHERE rowid = {row}', _other(column, value)
        )


def _rows(connection: Connection, table: str) -> list[int]:
    """Return a row of each vote; of delegations, one that counts."""
    if table == "delegation":
        found = connection.exec_driver_sql(f"SELECT min(rowid) FROM delegation WHERE truster_id = {DAVID}")
    else:
        found = connection.exec_driver_sql(f"SELECT max(rowid) FROM {table} GROUP BY proposal_id")
    return [row for (row,) in found]


def _other(column: str, value: object) -> object:
    if column in VALUES and value != VALUES[column]:
        return VALUES[column]
    match value:
        case int():
            return value + 1
        case bytes():
            return bytes(1 - mark for mark in value)
        case str() if value.startswith("2026"):
            return value.replace("2026", "2027", 1)
        case str() if value:
            return value[:-1] + ("1" if value.endswith("0") else "0")
    return 1


def _after(connection: Connection, statement: str, *values: object) -> list[str]:
    """Return what is named once a statement was carried out; it is undone afterwards."""
    with connection.begin_nested() as change:
        connection.exec_driver_sql(statement, values)
        wrong = _wrong(connection)
        change.rollback()
    return wrong


def _wrong(connection: Connection) -> list[str]:
    wrong, _ = verified(SqlUnit(connection), connection, HOME)
    return wrong
