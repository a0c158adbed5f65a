"""Ballots in the database, which refuses them itself once the vote is closed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, Connection, bindparam, delete, func, or_, select, type_coerce
from sqlalchemy.types import String

from bot.rules.ballot import Marks
from bot.rules.decision import Choice, Decision, State
from bot.rules.ids import CircleId, MemberId, ProposalId, TopicId
from bot.services.values import KeptBallot
from bot.store.memberships import STAYED
from bot.store.tables import ballot, decision, membership, proposal, roll
from bot.store.upsert import Upsert

MOST_REGULARS = 50
"""People who vote most: more than any menu shows."""

_OF = ballot.c.proposal_id == bindparam("id")
_BY = ballot.c.member_id == bindparam("member")
_REMOVE = delete(ballot).where(_OF, _BY)
_SHOWN = or_(ballot.c.choice.is_not(None), ballot.c.marks.is_not(None))
"""Not secret."""
_ALL = select(ballot.c.member_id, type_coerce(ballot.c.choice, String)).where(_OF, _SHOWN).order_by(ballot.c.member_id)
_MARKED = select(ballot.c.member_id, ballot.c.marks).where(_OF, _SHOWN).order_by(ballot.c.member_id)
_GET = select(ballot.c.choice, ballot.c.marks).where(_OF, _BY, _SHOWN)
_HAS = select(ballot.c.member_id).where(_OF, _BY)
_KEPT = (
    select(ballot.c.member_id, ballot.c.choice, ballot.c.marks, ballot.c.reason, ballot.c.salt, ballot.c.cast_at)
    .where(_OF, _SHOWN)
    .order_by(ballot.c.member_id)
)
_SINCE = (
    select(ballot.c.member_id, ballot.c.cast_at)
    .where(_OF, ballot.c.cast_at > bindparam("moment"))
    .order_by(ballot.c.member_id)
)
_REASON = select(ballot.c.reason).where(_OF, _BY)
_REASONS = (
    select(ballot.c.member_id, ballot.c.reason)
    .join(roll, (roll.c.proposal_id == ballot.c.proposal_id) & (roll.c.member_id == ballot.c.member_id))
    .join(membership, membership.c.member_id == ballot.c.member_id)
    .where(_OF, ballot.c.reason.is_not(None), membership.c.circle_id == bindparam("circle"), *STAYED)
)
_LATELY = (
    select(decision.c.proposal_id)
    .join(proposal, proposal.c.id == decision.c.proposal_id)
    .where(
        proposal.c.circle_id.in_(bindparam("circles", expanding=True)),
        or_(bindparam("topic", type_=BigInteger).is_(None), proposal.c.topic_id == bindparam("topic")),
        decision.c.state.in_((State.COUNTED, State.PUBLISHED)),
        decision.c.closes_at > bindparam("moment"),
    )
    .order_by(decision.c.closes_at.desc())
    .limit(bindparam("last"))
)
_REGULARS = (
    select(ballot.c.member_id)
    .where(ballot.c.proposal_id.in_(_LATELY), _SHOWN)
    .group_by(ballot.c.member_id)
    .order_by(func.count().desc(), ballot.c.member_id)
    .limit(MOST_REGULARS)
)
_COUNT = select(func.count()).select_from(ballot).where(_OF)
_PUT = Upsert(ballot)


class SqlBallots:
    """One live ballot per decision and member; what secret ones say is for `papers` alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, proposal_id: ProposalId, member_id: MemberId) -> Choice | Marks | None:
        """Return the person's ballot, None where it is secret."""
        found = self._connection.execute(_GET, {"id": proposal_id, "member": member_id}).first()
        if found is None:
            return None
        return tuple(found.marks) if found.choice is None else found.choice

    def has(self, proposal_id: ProposalId, member_id: MemberId) -> bool:
        """Whether the person has a ballot, secret or not."""
        return self._connection.scalar(_HAS, {"id": proposal_id, "member": member_id}) is not None

    def put(  # noqa: PLR0917 - a ballot is all of this at once
        self,
        proposal_id: ProposalId,
        member_id: MemberId,
        ballot: Choice | Marks,
        salt: str,
        now: datetime,
        reason: str | None = None,
    ) -> None:
        """Cast or change a ballot with its reason; raises IntegrityError once the decision is closed."""
        row = {
            "proposal_id": proposal_id,
            "member_id": member_id,
            "choice": ballot if isinstance(ballot, Choice) else None,
            "marks": None if isinstance(ballot, Choice) else bytes(ballot),
            "reason": reason,
            "box": None,
            "salt": salt,
            "cast_at": now,
        }
        _PUT(self._connection, row)

    def remove(self, proposal_id: ProposalId, member_id: MemberId) -> None:
        """Withdraw a ballot, and its reason with it; raises IntegrityError once the decision is closed."""
        self._connection.execute(_REMOVE, {"id": proposal_id, "member": member_id})

    def reason(self, proposal_id: ProposalId, member_id: MemberId) -> str | None:
        """Return the reason that the person gave with their ballot."""
        return self._connection.scalar(_REASON, {"id": proposal_id, "member": member_id})

    def reasons(self, decision: Decision) -> Sequence[tuple[int, str]]:
        """Return (member, reason) of every ballot with one, of those who are eligible at the deadline."""
        asked = {"id": decision.id, "circle": decision.circle_id, "moment": decision.closes_at}
        return [(member, reason) for member, reason in self._connection.execute(_REASONS, asked)]

    def kept(self, proposal_id: ProposalId) -> Sequence[KeptBallot]:
        """Return every ballot as it is kept, by member; no secret one."""
        return [
            KeptBallot(row.member_id, tuple(row.marks) if row.choice is None else row.choice, *row[3:])
            for row in self._connection.execute(_KEPT, {"id": proposal_id})
        ]

    def all(self, proposal_id: ProposalId) -> Sequence[tuple[int, str]]:
        """Return (member, choice) of every ballot of yes or no."""
        return [(member, choice) for member, choice in self._connection.execute(_ALL, {"id": proposal_id})]

    def marked(self, proposal_id: ProposalId) -> Sequence[tuple[int, bytes]]:
        """Return (member, marks) of every ballot on options, a byte for each option."""
        return [(member, marks) for member, marks in self._connection.execute(_MARKED, {"id": proposal_id})]

    def regulars(
        self, circles: Collection[CircleId], topic_id: TopicId | None, since: datetime, last: int
    ) -> Sequence[MemberId]:
        """Return who voted themselves in the last decisions of circles, on a topic or on any, most often first.

        Only decisions that have been counted and closed since the moment tell anything.
        """
        asked = {"circles": [*circles], "topic": topic_id, "moment": since, "last": last}
        return self._connection.scalars(_REGULARS, asked).all()

    def since(self, proposal_id: ProposalId, moment: datetime) -> Sequence[tuple[MemberId, datetime]]:
        """Return (member, when) of every ballot that was cast or last changed after the moment."""
        asked = {"id": proposal_id, "moment": moment}
        return [(MemberId(member), at) for member, at in self._connection.execute(_SINCE, asked)]

    def count(self, proposal_id: ProposalId) -> int:
        """Return how many ballots are in."""
        return self._connection.scalar(_COUNT, {"id": proposal_id}) or 0
