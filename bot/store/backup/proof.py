"""Whether a database that lies still is whole: its pages, its references, its form, and every ledger."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from sqlalchemy import Connection, NullPool, create_engine, func, select
from sqlalchemy.exc import DBAPIError

from bot.rules.ids import CommunityId
from bot.store.backup.snapshot import Stopped
from bot.store.ledger import broken_at
from bot.store.revisions import DamagedDatabase, ForeignDatabase, check_file, revision_of, revisions
from bot.store.tables import ledger
from bot.store.trouble import Trouble, trouble_of

ROWS_AT_ONCE = 1_000
STEPS = 100_000
"""Of SQLite's virtual machine, between two looks at whether Accord is being stopped."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked at: the revision, how many communities, and how many rows their ledgers have.

    An earlier form is checked as a file; its ledgers are followed where it has been brought up to date.
    """

    revision: str
    communities: int = 0
    rows: int = 0


def prove(file: Path, place: str, stop: Event) -> Proof:
    """Check a file that nobody writes to; `place` is what it is called in an error.

    Raises DamagedDatabase, ForeignDatabase, NewerDatabase, Stopped.
    """
    try:
        check_file(file, place)
        with _lying_still(file, stop) as connection:
            return _proved(connection, place)
    except (sqlite3.DatabaseError, DBAPIError, ValueError, LookupError) as failure:
        if stop.is_set():
            raise Stopped from failure
        unreadable = isinstance(failure, ValueError | LookupError)
        if unreadable or trouble_of(failure) is Trouble.DAMAGED:
            raise DamagedDatabase(place, str(getattr(failure, "orig", failure))) from failure
        raise


def _proved(connection: Connection, place: str) -> Proof:
    revision = revision_of(connection, place)
    if revision is None:
        raise ForeignDatabase(place)
    _check_pages(connection, place)
    if revision != revisions().get_current_head():
        return Proof(revision)
    return Proof(revision, *_follow(connection, place))


@contextmanager
def _lying_still(file: Path, stop: Event) -> Iterator[Connection]:
    """Open a file on which nothing is locked and nothing can be written."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)) as driver:
        driver.set_progress_handler(stop.is_set, STEPS)
        engine = create_engine("sqlite://", creator=lambda: driver, poolclass=NullPool, hide_parameters=True)
        with engine.connect().execution_options(yield_per=ROWS_AT_ONCE) as connection:
            yield connection
        engine.dispose()


def _check_pages(connection: Connection, place: str) -> None:
    found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if found != "ok":
        raise DamagedDatabase(place, " ".join(str(found).split()))
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if lost is not None:
        raise DamagedDatabase(place, f"a row of {lost[0]} refers to a missing row of {lost[2]}")


def _follow(connection: Connection, place: str) -> tuple[int, int]:
    """Follow the chain of every community; return how many communities and rows there are."""
    sizes = select(ledger.c.community_id, func.count()).group_by(ledger.c.community_id)
    rows = connection.execute(sizes).all()
    for community_id, _ in rows:
        broken = broken_at(connection, CommunityId(community_id))
        if broken is not None:
            raise DamagedDatabase(place, f"the ledger of community {community_id} does not follow at row {broken}")
    return len(rows), sum(count for _, count in rows)
