"""Decisions in the database."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, func, insert, select, update

from bot.rules.decision import Decision, FrozenRules, PollResult, Power, Result, State
from bot.rules.ids import CircleId, CommunityId, MemberId, ProposalId, TopicId
from bot.store.deadlines import SqlDeadlines
from bot.store.decision_rows import WHOLE, read_decision, read_power, result_columns, rules_columns
from bot.store.tables import decision, membership, proposal, roll

LISTED = 100
"""Decisions in a list: four pages of the longest list that Discord shows."""

_GET = WHOLE.where(decision.c.proposal_id == bindparam("id"))
_ROLL = select(roll.c.member_id).where(roll.c.proposal_id == bindparam("id"))
_ON_ROLL = select(roll.c.member_id).where(
    roll.c.proposal_id == bindparam("id"), roll.c.member_id == bindparam("member")
)
_ENTITLING = (
    select(proposal.c.id)
    .where(
        proposal.c.community_id == bindparam("community"),
        proposal.c.circle_id.in_(select(membership.c.circle_id).where(membership.c.member_id == bindparam("member"))),
        exists().where(roll.c.proposal_id == proposal.c.id, roll.c.member_id == bindparam("member")),
    )
    .order_by(proposal.c.id.desc())
    .limit(bindparam("most"))
)
_ENTITLED = (
    select(roll.c.member_id)
    .join(proposal, proposal.c.id == roll.c.proposal_id)
    .join(
        membership,
        (membership.c.circle_id == proposal.c.circle_id)
        & (membership.c.member_id == roll.c.member_id)
        & membership.c.until.is_(None),
    )
    .where(roll.c.proposal_id == bindparam("id"), roll.c.member_id == bindparam("member"))
)
_OPEN_BY = (
    select(func.count())
    .select_from(decision)
    .join(proposal, proposal.c.id == decision.c.proposal_id)
    .where(
        proposal.c.circle_id == bindparam("circle"),
        proposal.c.proposer_id == bindparam("proposer"),
        decision.c.state == State.OPEN,
    )
)
_POWERS = (
    select(decision.c.closes_at, decision.c.power)
    .join(proposal, proposal.c.id == decision.c.proposal_id)
    .where(decision.c.power.is_not(None))
    .order_by(decision.c.closes_at, decision.c.proposal_id)
)


class SqlDecisions(SqlDeadlines):
    """The decisions taken on proposals.

    A decision once read is remembered within the transaction, until it is changed: a crowd votes on the same one.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._known: dict[ProposalId, Decision] = {}

    def forget(self) -> None:
        """Read everything anew from now on."""
        self._known.clear()

    def open(  # noqa: PLR0917 - a decision is all of this at once
        self,
        proposal_id: ProposalId,
        rules: FrozenRules,
        opened_at: datetime,
        closes_at: datetime,
        remind_at: datetime,
        members: Collection[MemberId],
    ) -> None:
        """Store the decision on the first wording of a proposal, and its roll."""
        times = {"opened_at": opened_at, "closes_at": closes_at, "remind_at": remind_at}
        self._connection.execute(
            insert(decision).values(
                proposal_id=proposal_id,
                version=1,
                extended=False,
                state=State.OPEN,
                **times,
                **rules_columns(rules),
            )
        )
        rows = [{"proposal_id": proposal_id, "member_id": member} for member in sorted(set(members))]
        if rows:
            self._connection.execute(insert(roll), rows)

    def get(self, proposal_id: ProposalId) -> Decision | None:
        """Return a decision."""
        if proposal_id not in self._known:
            row = self._connection.execute(_GET, {"id": proposal_id}).first()
            if row is None:
                return None
            self._known[proposal_id] = read_decision(row)
        return self._known[proposal_id]

    def of(self, community_id: CommunityId, *, open_only: bool) -> Sequence[Decision]:
        """Return the community's decisions, newest first, at most 100."""
        found = WHOLE.where(proposal.c.community_id == community_id)
        if open_only:
            found = found.where(decision.c.state == State.OPEN)
        rows = self._connection.execute(found.order_by(proposal.c.id.desc()).limit(LISTED))
        return [read_decision(row) for row in rows]

    def running(self, circle_id: CircleId) -> Sequence[Decision]:
        """Return the circle's open decisions."""
        found = WHOLE.where(proposal.c.circle_id == circle_id, decision.c.state == State.OPEN)
        return [read_decision(row) for row in self._connection.execute(found.order_by(proposal.c.id))]

    def put_again(self, proposal_id: ProposalId) -> ProposalId | None:
        """Return the proposal that puts this one once more."""
        found = self._connection.scalar(select(proposal.c.id).where(proposal.c.again_id == proposal_id))
        return None if found is None else ProposalId(found)

    def open_by(self, circle_id: CircleId, proposer_id: MemberId) -> int:
        """Return how many open proposals the person has in the circle."""
        return self._connection.scalar(_OPEN_BY, {"circle": circle_id, "proposer": proposer_id}) or 0

    def roll(self, proposal_id: ProposalId) -> Collection[MemberId]:
        """Return who was eligible when the vote opened."""
        return self._connection.scalars(_ROLL, {"id": proposal_id}).all()

    def entitling(self, community_id: CommunityId, member_id: MemberId, most: int) -> Sequence[ProposalId]:
        """Return the decisions on whose roll the person is, newest first."""
        asked = {"community": community_id, "member": member_id, "most": most}
        return self._connection.scalars(_ENTITLING, asked).all()

    def on_roll(self, proposal_id: ProposalId, member_id: MemberId) -> bool:
        """Whether the person was eligible when the vote opened."""
        found = self._connection.execute(_ON_ROLL, {"id": proposal_id, "member": member_id})
        return found.first() is not None

    def entitled(self, proposal_id: ProposalId, member_id: MemberId) -> bool:
        """Whether the person was eligible when the vote opened, and is a member of its circle still."""
        found = self._connection.execute(_ENTITLED, {"id": proposal_id, "member": member_id})
        return found.first() is not None

    def move(self, proposal_id: ProposalId, before: State, after: State, now: datetime) -> bool:
        """Go from one state to the next; False where the decision was not in `before` (compare and set)."""
        self.forget()
        moved = (
            update(decision)
            .where(decision.c.proposal_id == proposal_id, decision.c.state == before)
            .values(state=after)
        )
        if before is State.OPEN:
            moved = moved.values(closed_at=now)
        return self._connection.execute(moved).rowcount == 1

    def record(self, proposal_id: ProposalId, result: Result | PollResult, power: Power | None = None) -> None:
        """Store what was counted, and how the weight was spread."""
        self._change(proposal_id, result_columns(result, power))

    def powers(
        self, circle_id: CircleId, topic_id: TopicId | None, since: datetime
    ) -> Sequence[tuple[datetime, Power]]:
        """Return when a circle's counted decisions closed, from a moment on, and how their weight was spread.

        Where a topic is given, only those on it. Decisions of which it was not kept are left out.
        """
        found = _POWERS.where(proposal.c.circle_id == circle_id, decision.c.closes_at >= since)
        if topic_id is not None:
            found = found.where(proposal.c.topic_id == topic_id)
        return [(closes_at, read_power(power)) for closes_at, power in self._connection.execute(found)]

    def hold(self, proposal_id: ProposalId, until: datetime) -> None:
        """Keep a decision open after its close for those who may still vote themselves, until the moment."""
        self._change(proposal_id, {"override_until": until})

    def extend(self, proposal_id: ProposalId, closes_at: datetime, remind_at: datetime) -> None:
        """Set the later end; the reminder before it is a new one."""
        later = {"closes_at": closes_at, "remind_at": remind_at, "reminded_at": None, "extended": True}
        self._change(proposal_id, later)

    def _change(self, proposal_id: ProposalId, columns: Mapping[str, object]) -> None:
        self.forget()
        self._connection.execute(update(decision).where(decision.c.proposal_id == proposal_id).values(**columns))
