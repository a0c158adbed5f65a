"""Proposals that try the same matter one after the other, in the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.rules.ids import CommunityId, ProposalId
from bot.rules.ladder.words import read_ladder, write_ladder
from bot.services.values import Climb
from bot.store.tables import climb, proposal, rest
from bot.store.within import is_within, parameters

_NEXT = climb.alias("next")
_GET = (
    select(
        climb.c.ladder,
        func.coalesce(climb.c.number, 1).label("number"),
        climb.c.after_id,
        func.coalesce(climb.c.returned, False).label("returned"),
        _NEXT.c.proposal_id.label("next_id"),
        rest.c.until,
    )
    .select_from(proposal)
    .outerjoin(climb, climb.c.proposal_id == proposal.c.id)
    .outerjoin(_NEXT, _NEXT.c.after_id == proposal.c.id)
    .outerjoin(rest, (rest.c.proposal_id == proposal.c.id) & rest.c.over_at.is_(None))
    .where(proposal.c.id == bindparam("id"))
)
_RESTS = rest.c.over_at.is_(None)
DUE = (
    select(rest.c.proposal_id)
    .join(proposal, proposal.c.id == rest.c.proposal_id)
    .where(_RESTS, rest.c.until <= bindparam("now"), is_within(proposal.c.community_id))
    .order_by(rest.c.until, rest.c.proposal_id)
)
_OVER = update(rest).where(rest.c.proposal_id == bindparam("id"), _RESTS).values(over_at=bindparam("now"))


class SqlClimbs:
    """How proposals continue one another."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, proposal_id: ProposalId, new: Climb) -> None:
        """Store where a new proposal stands; the database refuses to continue one twice."""
        row = {
            "proposal_id": proposal_id,
            "ladder": new.ladder and write_ladder(new.ladder),
            "number": new.number,
            "after_id": new.after_id,
            "returned": new.returned,
        }
        self._connection.execute(insert(climb), row)

    def get(self, proposal_id: ProposalId) -> Climb:
        """Return where a proposal stands."""
        row = self._connection.execute(_GET, {"id": proposal_id}).one()
        return Climb(
            ladder=row.ladder and read_ladder(row.ladder),
            number=row.number,
            after_id=row.after_id,
            returned=row.returned,
            next_id=row.next_id,
            rests_until=row.until,
        )

    def rest(self, proposal_id: ProposalId, until: datetime) -> None:
        """Store until when it is laid over."""
        self._connection.execute(insert(rest), {"proposal_id": proposal_id, "until": until})

    def due(self, now: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return what has rested long enough, in the order in which it is due; in one community or in all."""
        return self._connection.scalars(DUE, parameters(within, now=now)).all()

    def over(self, proposal_id: ProposalId, now: datetime) -> bool:
        """End its rest; False where it was over already."""
        return self._connection.execute(_OVER, {"id": proposal_id, "now": now}).rowcount == 1

    def next_due(self) -> datetime | None:
        """Return when something comes back next."""
        found: datetime | None = self._connection.scalar(select(func.min(rest.c.until)).where(_RESTS))
        return found
