"""Ballots of which others are to hear, in the database: one row each, whoever and however many they are."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from bot.rules.ids import CommunityId, MemberId, ProposalId
from bot.store.tables import echo, heavy_ballot, proposal
from bot.store.upsert import Upsert
from bot.store.within import is_within, parameters

_PUT = Upsert(echo)
DUE = (
    select(echo.c.proposal_id)
    .join(proposal, proposal.c.id == echo.c.proposal_id)
    .where(echo.c.due_at <= bindparam("now"), is_within(proposal.c.community_id))
    .distinct()
    .order_by(echo.c.proposal_id)
)
_OF = (
    select(echo.c.voter_id)
    .where(echo.c.proposal_id == bindparam("proposal"), echo.c.due_at <= bindparam("now"))
    .order_by(echo.c.voter_id)
)
_WEIGHT = select(heavy_ballot.c.weight, heavy_ballot.c.cap).where(
    heavy_ballot.c.proposal_id == bindparam("proposal"), heavy_ballot.c.voter_id == bindparam("voter")
)
_NEXT = select(func.min(echo.c.due_at))


class SqlEchoes:
    """What a delegate's ballot leaves behind, until those whose vote it carries are told."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, proposal_id: ProposalId, voter_id: MemberId, due_at: datetime) -> None:
        """Leave an echo, in the place of an earlier one."""
        _PUT(self._connection, {"proposal_id": proposal_id, "voter_id": voter_id, "due_at": due_at})

    def due(self, now: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return the decisions in which an echo is due; in one community or in all."""
        return [ProposalId(one) for one in self._connection.scalars(DUE, parameters(within, now=now))]

    def of(self, proposal_id: ProposalId, now: datetime) -> Sequence[MemberId]:
        """Return whose ballots echo in a decision, and are due."""
        return [MemberId(one) for one in self._connection.scalars(_OF, {"proposal": proposal_id, "now": now})]

    def fade(self, proposal_id: ProposalId, now: datetime) -> None:
        """Let the echoes that are due fade; one that was left meanwhile stays."""
        self._connection.execute(delete(echo).where(echo.c.proposal_id == proposal_id, echo.c.due_at <= now))

    def weigh(self, proposal_id: ProposalId, heavy: Mapping[MemberId, int], cap: int) -> None:
        """Remember the weights of ballots beyond the cap, in the place of those remembered before."""
        self._connection.execute(delete(heavy_ballot).where(heavy_ballot.c.proposal_id == proposal_id))
        rows = [
            {"proposal_id": proposal_id, "voter_id": voter, "weight": weight, "cap": cap}
            for voter, weight in heavy.items()
        ]
        if rows:
            self._connection.execute(insert(heavy_ballot), rows)

    def weight(self, proposal_id: ProposalId, voter_id: MemberId) -> tuple[int, int] | None:
        """Return what a ballot weighed when it was last looked at and the cap, if it is beyond that."""
        row = self._connection.execute(_WEIGHT, {"proposal": proposal_id, "voter": voter_id}).first()
        return None if row is None else (row.weight, row.cap)

    def next_due(self) -> datetime | None:
        """Return when the next echo is due."""
        moment: datetime | None = self._connection.scalar(_NEXT)
        return moment
