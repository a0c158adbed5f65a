"""Who may still vote themselves after the close, in the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.rules.ids import MemberId, ProposalId
from bot.services.values import OverrideRight
from bot.store.tables import override_right
from bot.store.tables import override_right as table

_OF = select(table).where(table.c.proposal_id == bindparam("proposal")).order_by(table.c.member_id)
_GET = _OF.where(table.c.member_id == bindparam("member"))


class SqlOverrides:
    """The rights of the override window (governance 7.4)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, proposal_id: ProposalId, rights: Sequence[OverrideRight]) -> None:
        """Give the rights."""
        rows = [
            {
                "proposal_id": proposal_id,
                "member_id": right.member_id,
                "voter_id": right.voter_id,
                "until": right.until,
                "confirmed_at": None,
            }
            for right in rights
        ]
        self._connection.execute(insert(override_right), rows)

    def get(self, proposal_id: ProposalId, member_id: MemberId) -> OverrideRight | None:
        """Return the person's right."""
        row = self._connection.execute(_GET, {"proposal": proposal_id, "member": member_id}).first()
        return None if row is None else _right(row)

    def of(self, proposal_id: ProposalId) -> Sequence[OverrideRight]:
        """Return every right that was given in a decision."""
        return [_right(row) for row in self._connection.execute(_OF, {"proposal": proposal_id})]

    def confirm(self, proposal_id: ProposalId, member_id: MemberId, now: datetime) -> None:
        """Remember that the person is content with their delegate's ballot."""
        theirs = update(table).where(table.c.proposal_id == proposal_id, table.c.member_id == member_id)
        self._connection.execute(theirs.values(confirmed_at=now))


def _right(row: Row[tuple[object, ...]]) -> OverrideRight:
    return OverrideRight(MemberId(row.member_id), MemberId(row.voter_id), row.until, row.confirmed_at)
