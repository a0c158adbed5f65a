"""What a person has left in a community: handed out to them, or made nameless; and all of a community, erased.

Whoever is forgotten becomes a nobody: one id that Discord never gave to anybody takes the place of theirs everywhere,
so that every count comes out as before, and nobody can tell any more whose ballot it was. The guards of the database
refuse such a change, so they are taken away for it and laid again in the same transaction.
"""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Table,
    Text,
    cast,
    delete,
    func,
    or_,
    select,
    true,
    type_coerce,
    update,
)  # fmt: skip

from bot.rules.ids import NOBODIES, CommunityId, MemberId
from bot.store.alone import keep_others_out
from bot.store.tables import (
    agreement,
    agreement_version,
    challenge,
    circle,
    declined,
    doubt,
    draft,
    jury_lot,
    ledger,
    letter,
    metadata,
    move,
    outbox,
    person,
    preference,
    proceeding,
    proposal,
    sheet,
    version,
)
from bot.store.triggers import lay, lift

PEOPLE = frozenset(
    {
        "actor_id",
        "author_id",
        "by_id",
        "facilitator_id",
        "member_id",
        "proposer_id",
        "second_id",
        "secretary_id",
        "steward_id",
        "third_id",
        "trustee_id",
        "truster_id",
        "voter_id",
    }
)
"""The columns that say who somebody is, in whatever table."""

OWN = (draft, doubt, declined, letter, sheet)
"""What is nobody's but the person's own, and goes with them."""

TOLD = (
    ledger.c.payload,
    proceeding.c.beginning,
    move.c.said,
    agreement_version.c.record,
    jury_lot.c.pool,
    jury_lot.c.line,
    outbox.c.to_members,
    outbox.c.detail,
)
"""Texts in which people stand by their ids."""


OWNERS = MappingProxyType(
    {"proposal_id": proposal, "circle_id": circle, "agreement_id": agreement, "challenge_id": challenge}
)
"""What a row is about, by the column that says so; each belongs to a community."""


class SqlPrivacy:
    """What one person has left in a community, and all of it."""

    def __init__(self, connection: Connection, changed: Collection[Callable[[], None]]) -> None:
        self._connection, self._changed = connection, changed

    def own(self, community_id: CommunityId, member_id: MemberId) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row that is about the person, by table, with the wordings of what they proposed."""
        found = {
            table.name: self._rows(table, or_(*(column == member_id for column in _people(table))), community_id)
            for table in metadata.sorted_tables
            if _people(table) and table is not person
        }
        mine = select(proposal.c.id).where(proposal.c.proposer_id == member_id)
        found[version.name] = self._rows(version, version.c.proposal_id.in_(mine), community_id)
        return {name: rows for name, rows in found.items() if rows}

    def _rows(
        self, table: Table, theirs: ColumnElement[bool], community_id: CommunityId
    ) -> Sequence[Mapping[str, object]]:
        rows = self._connection.execute(select(table).where(theirs, _within(table, community_id)))
        return [{name: _told(value) for name, value in row.items() if value is not None} for row in rows.mappings()]

    def _unguarded(self) -> None:
        """Take the guards away, and let nobody go on with what they remember."""
        for change in self._changed:
            change()
        lift(self._connection)

    def forget(self, community_id: CommunityId, member_id: MemberId) -> None:
        """Erase what is the person's own, and let a nobody stand for them in everything else."""
        nobody = 1 + secrets.randbelow(NOBODIES - 1)
        self._unguarded()
        for table in OWN:
            theirs = or_(*(column == member_id for column in _people(table)))
            self._connection.execute(delete(table).where(theirs, _within(table, community_id)))
        self._connection.execute(delete(outbox).where(outbox.c.member_id == member_id, _within(outbox, community_id)))
        for table in metadata.sorted_tables:
            for column in _people(table) if table is not preference else ():
                renamed = update(table).where(column == member_id, _within(table, community_id))
                self._connection.execute(renamed.values({column: nobody}))
        for column in TOLD:
            self._rename(column, community_id, member_id, nobody)
        elsewhere = select(person.c.member_id).where(person.c.member_id == member_id)
        self._connection.execute(delete(preference).where(preference.c.member_id == member_id, ~elsewhere.exists()))
        lay(self._connection)

    def _rename(self, column: Any, community_id: CommunityId, member_id: MemberId, nobody: int) -> None:  # noqa: ANN401 - a column of texts
        """Put another id in the place of theirs in texts; a line of the record that is changed so is marked by it."""
        written = cast(column, Text)
        named = written.like(f"%{member_id}%"), _within(column.table, community_id)
        renamed = func.replace(written, str(member_id), str(nobody))
        json = isinstance(column.type, JSON) and self._connection.dialect.name == "postgresql"
        values: dict[Any, Any] = {column: cast(renamed, column.type) if json else type_coerce(renamed, column.type)}
        if column.table is ledger:
            values[ledger.c.actor_id] = nobody
        self._connection.execute(update(column.table).where(*named).values(values))

    def remove(self, community_id: CommunityId) -> None:
        """Erase everything of a community."""
        keep_others_out(self._connection, community_id)
        self._unguarded()
        for table in reversed(metadata.sorted_tables):
            if _belongs(table):
                self._connection.execute(delete(table).where(_within(table, community_id)))
        left = update(preference).where(preference.c.community_id == community_id)
        self._connection.execute(left.values(community_id=None))
        lay(self._connection)


def _people(table: Table) -> list[Any]:
    return [column for column in table.columns if column.name in PEOPLE]


def _belongs(table: Table) -> bool:
    """Whether the rows of a table belong to communities."""
    columns = {"community_id", *OWNERS}
    return table is not preference and bool(columns & {*table.columns.keys()})


def _within(table: Table, community_id: CommunityId) -> ColumnElement[bool]:
    """Return the condition that a row belongs to a community, itself or by what it is about."""
    if table is preference:
        return true()
    if "community_id" in table.columns:
        return table.c.community_id == community_id
    for column, owner in OWNERS.items():
        if column in table.columns:
            return table.c[column].in_(select(owner.c.id).where(owner.c.community_id == community_id))
    raise LookupError(f"{table.name} belongs to no community")


def _told(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, bytes) else value
