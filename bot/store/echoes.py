"""Ballots of which others are to hear, in the database: one row each, whoever and however many they are."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select

from bot.rules.ids import MemberId, ProposalId
from bot.store.tables import echo
from bot.store.upsert import Upsert

_PUT = Upsert(echo)
_DUE = select(echo.c.proposal_id).where(echo.c.due_at <= bindparam("now")).distinct().order_by(echo.c.proposal_id)
_OF = select(echo.c.voter_id).where(echo.c.proposal_id == bindparam("proposal")).order_by(echo.c.voter_id)
_NEXT = select(func.min(echo.c.due_at))


class SqlEchoes:
    """What a delegate's ballot leaves behind, until those whose vote it carries are told."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, proposal_id: ProposalId, voter_id: MemberId, due_at: datetime) -> None:
        """Leave an echo, in the place of an earlier one."""
        _PUT(self._connection, {"proposal_id": proposal_id, "voter_id": voter_id, "due_at": due_at})

    def due(self, now: datetime) -> Sequence[ProposalId]:
        """Return the decisions in which an echo is due."""
        return [ProposalId(one) for one in self._connection.scalars(_DUE, {"now": now})]

    def take(self, proposal_id: ProposalId) -> Sequence[MemberId]:
        """Return whose ballots echo in a decision, and let them fade: those told are told of all at once."""
        voters = [MemberId(one) for one in self._connection.scalars(_OF, {"proposal": proposal_id})]
        self._connection.execute(delete(echo).where(echo.c.proposal_id == proposal_id))
        return voters

    def next_due(self) -> datetime | None:
        """Return when the next echo is due."""
        moment: datetime | None = self._connection.scalar(_NEXT)
        return moment
