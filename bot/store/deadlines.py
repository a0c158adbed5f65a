"""Which decisions are due, asked of the tables and never of a timer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from bot.rules.decision import State
from bot.rules.ids import CommunityId, ProposalId
from bot.rules.timing import countable_at
from bot.store.tables import decision, poll, proposal
from bot.store.within import is_within, parameters

_OPEN = decision.c.state == State.OPEN
_NOT_REMINDED = decision.c.reminded_at.is_(None)
_ID = (
    select(decision.c.proposal_id)
    .join(proposal, proposal.c.id == decision.c.proposal_id)
    .where(is_within(proposal.c.community_id))
)
TO_REMIND = _ID.where(_OPEN, _NOT_REMINDED, decision.c.remind_at <= bindparam("now")).order_by(
    decision.c.remind_at, decision.c.proposal_id
)
_BY_DEADLINE = _ID.order_by(decision.c.closes_at, decision.c.proposal_id)
_ENDS = func.coalesce(decision.c.override_until, decision.c.closes_at)
TO_FREEZE = _BY_DEADLINE.where(_OPEN, bindparam("closed_by") >= _ENDS)
TO_COUNT = _BY_DEADLINE.where(decision.c.state == State.FROZEN)
_OVERDUE = select(func.count(), func.min(_ENDS)).where(
    decision.c.state.in_([State.OPEN, State.FROZEN]), bindparam("closed_by") >= _ENDS
)
_REMINDS_AT = select(decision.c.remind_at).where(decision.c.proposal_id == bindparam("proposal"))
_NEXT_REMINDER = select(func.min(decision.c.remind_at)).where(_OPEN, _NOT_REMINDED)
_NEXT_DEADLINE = select(func.min(_ENDS)).where(_OPEN)
_NEXT_VOTE = (
    select(func.min(poll.c.nominations_until))
    .join(decision, decision.c.proposal_id == poll.c.proposal_id)
    .where(_OPEN, poll.c.begun_at.is_(None))
)
_REMINDED = (
    update(decision)
    .where(decision.c.proposal_id == bindparam("id"), _OPEN, _NOT_REMINDED)
    .values(reminded_at=bindparam("now"))
)


class SqlDeadlines:
    """The part of the decisions that has to do with time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def to_remind(self, now: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return the open decisions whose reminder is due and not yet done; in one community or in all."""
        return self._connection.scalars(TO_REMIND, parameters(within, now=now)).all()

    def reminds_at(self, proposal_id: ProposalId) -> datetime:
        """Return when the one reminder of a decision is due, or was."""
        moment: datetime = self._connection.execute(_REMINDS_AT, {"proposal": proposal_id}).scalar_one()
        return moment

    def reminded(self, proposal_id: ProposalId, now: datetime) -> bool:
        """Mark the reminder as done; False where it already was, or the vote is over."""
        return self._connection.execute(_REMINDED, {"id": proposal_id, "now": now}).rowcount == 1

    def to_freeze(self, closed_by: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return the open decisions that ended at or before the moment, by deadline; in one community or in all.

        Some are held open for a while.
        """
        return self._connection.scalars(TO_FREEZE, parameters(within, closed_by=closed_by)).all()

    def to_count(self, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return the frozen decisions, by deadline; in one community or in all."""
        return self._connection.scalars(TO_COUNT, parameters(within)).all()

    def overdue(self, closed_by: datetime) -> tuple[int, datetime | None]:
        """Return how many decisions ended at or before the moment and are not counted, and when the first did."""
        count, since = self._connection.execute(_OVERDUE, {"closed_by": closed_by}).one()
        return count, since

    def next_due(self) -> datetime | None:
        """Return when the next reminder is due, or the next vote begins, or can be counted."""
        asked = (_NEXT_REMINDER, _NEXT_VOTE, _NEXT_DEADLINE)
        reminder, vote, deadline = (self._connection.scalar(each) for each in asked)
        moments = [reminder, vote, deadline and countable_at(deadline)]
        return min((moment for moment in moments if moment is not None), default=None)
