"""A whole database copied into an empty one, most likely from SQLite to PostgreSQL, and compared with it.

It happens in one transaction of the target, and changes nothing where it comes from. What refers to rows of its own
table is put in afterwards, and the guards are laid last: they would refuse ballots in votes that have ended.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from alembic import command
from sqlalchemy import JSON, Column, Connection, MetaData, Table, bindparam, func, insert, inspect, select, update

from bot.store.engine import file_of, make_engine, make_reader
from bot.store.ledger import broken_at, communities
from bot.store.lock import StoreLock
from bot.store.revisions import make_config, revision_of, revisions
from bot.store.tables import metadata
from bot.store.triggers import lay, lift

AT_ONCE = 1_000
"""Rows in one statement."""

Say = Callable[[str], None]


class NotMoved(RuntimeError):
    """Nothing was moved, and why."""


def move(source: str, target: str, say: Say) -> None:
    """Copy everything from one database into another, which must be empty; `say` hears how far it is.

    Raises NotMoved, StoreInUse, ForeignDatabase or NewerDatabase, and leaves the target as it was.
    """
    file = file_of(source)
    if file and not file.exists():
        raise NotMoved(f"There is no database at {file}.")
    with ExitStack() as held:
        for address in (source, target):
            held.enter_context(_locked(address))
        read = held.enter_context(_reading(source))
        written = held.enter_context(_writing(target))
        _check(read, source, written, target)
        _copy(read, written, say)
        _compare(read, written, say)


@contextmanager
def _locked(address: str) -> Iterator[None]:
    """Keep every other process away from a database."""
    lock = StoreLock(address)
    lock.take()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _reading(address: str) -> Iterator[Connection]:
    engine = make_reader(address)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _writing(address: str) -> Iterator[Connection]:
    engine = make_engine(address, foreign_keys=False)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _check(read: Connection, source: str, written: Connection, target: str) -> None:
    """Refuse a source that has not this version's form, and a target in which there is anything."""
    place = str(file_of(source) or read.engine.url.database)
    revision = revision_of(read, place)
    if revision is None:
        raise NotMoved(f"There is nothing in {place}.")
    if revision != revisions().get_current_head():
        raise NotMoved(f"{place} was written by an older Accord. Run `python -m bot migrate` first.")
    if inspect(written).get_table_names():
        place = str(file_of(target) or written.engine.url.database)
        raise NotMoved(f"{place} is not empty. Nothing was changed. Give the move a database without tables.")


def _copy(read: Connection, written: Connection, say: Say) -> None:
    command.upgrade(make_config(written), "head")
    lift(written)
    for table in metadata.sorted_tables:
        say(f"{table.name}: {_copy_table(read, written, _plain(table), _own(table))} rows")
        _count_on(written, table)
    lay(written)


def _copy_table(read: Connection, written: Connection, table: Table, own: Sequence[str]) -> int:
    """Copy the rows of a table, by key; `own` are the columns that refer to the table itself."""
    keys = [*table.primary_key]
    rows = read.execution_options(yield_per=AT_ONCE).execute(select(table).order_by(*keys))
    copied, later = 0, list[dict[str, Any]]()
    for some in rows.partitions():
        new = [dict(row._mapping) for row in some]  # noqa: SLF001 - SQLAlchemy's documented name
        later += [{f"to_{name}": row[name] for name in row} for row in new if any(row[name] for name in own)]
        written.execute(insert(table), [row | dict.fromkeys(own) for row in new])
        copied += len(new)
    if later:
        this_row = [key == bindparam(f"to_{key.name}") for key in keys]
        written.execute(update(table).where(*this_row).values({name: bindparam(f"to_{name}") for name in own}), later)
    return copied


def _plain(table: Table) -> Table:
    """Return a table for copying, in whose columns None is none and not the null that JSON has."""
    kinds = ((one, JSON(none_as_null=True) if isinstance(one.type, JSON) else one.type) for one in table.columns)
    columns = (Column(one.name, kind, primary_key=one.primary_key, autoincrement=False) for one, kind in kinds)
    return Table(table.name, MetaData(), *columns)


def _own(table: Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _count_on(written: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows from where the old ones end."""
    counted = table.autoincrement_column
    if counted is None or counted.autoincrement is not True or written.dialect.name == "sqlite":
        return
    last = written.scalar(select(func.max(counted)))
    if last is not None:
        name = func.pg_get_serial_sequence(f'"{table.name}"', counted.name)
        written.execute(select(func.setval(name, last)))


def _compare(read: Connection, written: Connection, say: Say) -> None:
    """Count the rows on both sides, and follow every chain of the ledger."""
    for table in metadata.sorted_tables:
        here, there = (side.scalar(select(func.count()).select_from(table)) for side in (read, written))
        if here != there:
            raise NotMoved(f"Of {here} rows of {table.name} only {there} have come over. Nothing was kept.")
    moved = communities(read)
    for community_id in moved:
        for side, where in ((read, "before the move"), (written, "after it")):
            broken = broken_at(side, community_id)
            if broken is not None:
                raise NotMoved(f"The ledger of {community_id} is broken {where}, at row {broken}. Nothing was kept.")
    say(f"All rows have come over, and the ledgers of {len(moved)} communities are whole on both sides.")
