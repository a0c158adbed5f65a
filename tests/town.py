"""A community with one circle, and a short way to say who does what and when."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TypeVar

from sqlalchemy import Select, func, select

from bot.rules.circle import Actor, Defaults
from bot.rules.decision import Choice, Decision, State
from bot.rules.delegation import Scope
from bot.rules.ids import ChannelId, CircleId, CommunityId, DraftId, MemberId, MessageId, ProposalId, TopicId
from bot.rules.majority import SimpleMajority, Threshold
from bot.rules.secrecy import Secrecy
from bot.scheduling.sweep import sweep
from bot.services import circle, declaration, delegation, draft, liquid, override, proposal, topic, vote
from bot.services.outbox import Sent, record_sent
from bot.services.ports import UnitOfWork
from bot.services.values import Climb, Delegation, Event, Notice, OutboxRow, Place
from bot.store.ledger import SqlLedger, broken_at
from bot.store.tables import ledger, outbox
from bot.store.writer import Store
from tests.store.world import ANNA, DAY, HOME, MEMBERS, NOW

C = TypeVar("C")
R = TypeVar("R")

FAY = MemberId((1 << 61) + 100)
"""In the community, but in none of its circles."""
MAYOR = MemberId((1 << 61) + 101)
"""May manage the server; in no circle."""
ABROAD = CommunityId((1 << 60) + 1)
"""Another community."""
HALL = ChannelId(1 << 62)
MOMENT = timedelta(microseconds=1)
"""The shortest time that is told apart."""


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """Shows one moment."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True)
class Inline:
    """Runs use cases where it is called, without waiting."""

    store: Store

    async def run(self, use_case: Callable[[UnitOfWork, C], R], command: C) -> R:
        return self.store.run_now(use_case, command)

    async def read(self, question: Callable[[UnitOfWork, C], R], about: C) -> R:
        return self.store.read_now(question, about)


def person(member: MemberId, community: CommunityId = HOME) -> Actor:
    """Return the member as an actor; only the mayor may manage the server."""
    return Actor(member, community, manager=member == MAYOR)


@dataclass(slots=True)
class Town:
    """What happens in the community, each thing at a moment that is given."""

    store: Store

    def found(self, name: str = "Garden", members: Sequence[MemberId] = MEMBERS, **defaults: object) -> CircleId:
        """Found a circle at NOW, with ANNA as its steward."""
        wish = circle.CreateCircle(
            actor=person(MAYOR),
            now=NOW,
            name=name,
            aim="To grow what the village eats.",
            home_id=HALL,
            steward_id=ANNA,
            defaults=Defaults(**defaults),  # type: ignore[arg-type]
        )
        circle_id = self.store.run_now(circle.create_circle, wish)
        for member in members:
            if member != ANNA:
                self.join(circle_id, member)
        if ANNA not in members:
            self.leave(circle_id, ANNA)
        return circle_id

    def declare(self, circle_id: CircleId, steps: str, member: MemberId = ANNA) -> None:
        """Declare the fallback ladder of a circle."""
        wish = declaration.DeclareLadder(actor=person(member), now=NOW, circle_id=circle_id, steps=steps)
        self.store.run_now(declaration.declare_ladder, wish)

    def climb(self, proposal_id: ProposalId) -> Climb:
        """Return where a proposal stands among those about the same matter."""
        return self.store.read_now(lambda unit, one: unit.climbs.get(one), proposal_id)

    def join(self, circle_id: CircleId, member: MemberId, now: datetime = NOW) -> None:
        self.store.run_now(circle.join_circle, circle.AboutCircle(actor=person(member), now=now, circle_id=circle_id))

    def leave(self, circle_id: CircleId, member: MemberId, now: datetime = NOW) -> None:
        self.store.run_now(circle.leave_circle, circle.AboutCircle(actor=person(member), now=now, circle_id=circle_id))

    def propose(
        self,
        circle_id: CircleId,
        member: MemberId = ANNA,
        now: datetime = NOW,
        *,
        ends: datetime | None = None,
        threshold: Threshold | None = None,
        key: str | None = None,
        topic_id: TopicId | None = None,
        secrecy: Secrecy | None = None,
    ) -> Decision:
        """Open a vote of five days by simple majority, from a draft where it has a topic."""
        wish = proposal.OpenProposal(
            actor=person(member),
            now=now,
            key=key,
            circle_id=circle_id,
            title="Plant trees",
            text="Twelve of them.",
            threshold=threshold or SimpleMajority(),
            deadline=ends or now + 5 * DAY,
            draft_id=None if topic_id is None else self._drafted(circle_id, member, now, topic_id),
            secrecy=secrecy,
        )
        return self.known(self.store.run_now(proposal.open_proposal, wish))

    def _drafted(self, circle_id: CircleId, member: MemberId, now: datetime, topic_id: TopicId) -> DraftId:
        typed = draft.KeepDraft(
            actor=person(member), now=now, circle_id=circle_id, title="Trees", text="Twelve.", threshold="", deadline=""
        )
        kept = self.store.run_now(draft.keep_draft, typed)
        chosen = topic.ChooseTopic(actor=person(member), now=now, draft_id=kept.id, topic_id=topic_id)
        return self.store.run_now(topic.choose_topic, chosen).id

    def topic(self, circle_id: CircleId, name: str = "Water") -> TopicId:
        """Add a topic to a circle."""
        wish = topic.AddTopic(actor=person(ANNA), now=NOW, circle_id=circle_id, name=name)
        return self.store.run_now(topic.add_topic, wish).topic.id

    def cast(
        self,
        decision: Decision,
        member: MemberId,
        choice: Choice,
        now: datetime = NOW,
        key: str | None = None,
        *,
        reason: str | None = None,
    ) -> vote.Receipt:
        wish = vote.CastBallot(
            actor=person(member), now=now, key=key, proposal_id=decision.id, choice=choice, reason=reason
        )
        return self.store.run_now(vote.cast_ballot, wish)

    def take_back(
        self, decision: Decision, member: MemberId, now: datetime = NOW, key: str | None = None
    ) -> vote.Receipt:
        return self.store.run_now(vote.withdraw_ballot, about(decision, member, now, key))

    def be_content(self, decision: Decision, member: MemberId, now: datetime = NOW) -> None:
        """Have the member leave their vote where a late delegate has put it."""
        self.store.run_now(override.confirm, about(decision, member, now))

    def withdraw(
        self, decision: Decision, member: MemberId = ANNA, now: datetime = NOW, key: str | None = None
    ) -> Decision:
        return self.known(self.store.run_now(proposal.withdraw_proposal, about(decision, member, now, key)))

    def extend(
        self, decision: Decision, ends: datetime, member: MemberId = ANNA, now: datetime = NOW, key: str | None = None
    ) -> Decision:
        wish = proposal.ExtendDeadline(actor=person(member), now=now, key=key, proposal_id=decision.id, deadline=ends)
        return self.known(self.store.run_now(proposal.extend_deadline, wish))

    def trust(
        self,
        member: MemberId,
        delegate: MemberId | None,
        scope: Scope = Scope.COMMUNITY,
        of: int = 0,
        now: datetime = NOW,
        *,
        until: datetime | None = None,
        key: str | None = None,
    ) -> delegation.DelegationSet:
        """Have the member hand their vote to another; None is 'nobody here'."""
        wish = delegation.SetDelegation(
            actor=person(member),
            now=now,
            key=key,
            reach=delegation.Reach(scope, of),
            delegate=None if delegate is None else delegation.Delegate(delegate, is_bot=False, in_community=True),
            until=until,
        )
        return self.store.run_now(delegation.set_delegation, wish)

    def distrust(self, member: MemberId, scope: Scope = Scope.COMMUNITY, of: int = 0, now: datetime = NOW) -> None:
        wish = delegation.AboutReach(actor=person(member), now=now, reach=delegation.Reach(scope, of))
        self.store.run_now(delegation.end_delegation, wish)

    def given(self, member: MemberId, scope: Scope, of: int, now: datetime) -> list[Delegation]:
        """Return what a member has in force or has offered in one scope, oldest first."""
        found = self.store.read_now(lambda unit, who: unit.delegations.of(HOME, who, now), member)
        return [one for one in found if (one.scope, one.scope_id) == (scope, of)]

    def rule(self, name: str, value: object) -> None:
        """Choose a rule of delegation of the community."""
        wish = liquid.ChooseRule(actor=person(MAYOR), now=NOW, name=name, value=value)
        self.store.run_now(liquid.choose_rule, wish)

    def uncap(self) -> None:
        """Let one person carry as many votes as they are given."""
        self.rule("cap", Fraction(1))

    def sweep(self, now: datetime) -> None:
        """Do what the alarm does."""
        asyncio.run(sweep(Inline(self.store), StoppedClock(now)))

    def seen(self, decision: Decision) -> Decision:
        """Return the decision as it stands."""
        return self.known(decision.id)

    def known(self, proposal_id: ProposalId) -> Decision:
        found = self.store.read_now(proposal.find_proposal, proposal_id)
        assert found
        return found.decision

    def state(self, decision: Decision) -> State:
        return self.seen(decision).state

    def counted(self, decision: Decision, now: datetime | None = None) -> tuple[int, int, int, int]:
        """Sweep (a minute after the deadline) and return yes, no, abstain, and who was not represented."""
        self.sweep(now or self.seen(decision).closes_at + DAY)
        result = self.seen(decision).result
        assert result
        tally = result.verdict.tally
        return tally.yes, tally.no, tally.abstain, result.unrepresented

    def owed(self, *notices: Notice, now: datetime = NOW + 200 * DAY) -> list[OutboxRow]:
        """Return the waiting messages of these kinds, in the order they were owed."""
        rows = self.store.read_now(lambda unit, _: unit.outbox.due(now, 10_000), None)
        return [row for row in rows if row.owed.notice in notices]

    def deliver(self, notice: Notice, now: datetime = NOW) -> None:
        """Have Discord take the waiting messages of a kind."""
        for number, row in enumerate(self.owed(notice)):
            sent = Sent(row, now, MessageId(HALL + row.id), ChannelId(HALL + number))
            self.store.run_now(record_sent, sent)

    def kept_messages(self) -> int:
        """Return how many messages are remembered, sent ones too."""
        (kept,) = self._found(select(func.count()).select_from(outbox))
        return kept

    def place(self, decision: Decision) -> Place:
        found = self.store.read_now(proposal.find_proposal, decision.id)
        assert found
        return found.place

    def remembered(self, event: Event) -> list[str]:
        """Return what the ledger holds of these events, oldest first."""
        return self._found(select(ledger.c.payload).where(ledger.c.event == event).order_by(ledger.c.seq))

    def _found(self, rows: Select[R]) -> list[R]:
        """Return what a query that no use case asks finds; an engine of its own would compile it each time."""

        def look(unit: UnitOfWork, _: None) -> list[R]:
            assert isinstance(unit.ledger, SqlLedger)
            return list(unit.ledger._connection.scalars(rows))

        return self.store.read_now(look, None)

    def ask(self, question: Callable[[UnitOfWork, C], R], about: C) -> R:
        """Ask without changing anything."""
        return self.store.read_now(question, about)

    def name(self, member: MemberId, within: ProposalId | None = None) -> str:
        """Return a member's name in the record."""
        return self.store.read_now(lambda unit, _: unit.persons.name(HOME, member, within), None)

    def chain_broken_at(self) -> int | None:
        """Return where the community's ledger is broken, None where it is whole."""

        def follow(unit: UnitOfWork, _: None) -> int | None:
            assert isinstance(unit.ledger, SqlLedger)
            return broken_at(unit.ledger._connection, HOME)

        return self.store.read_now(follow, None)


def about(decision: Decision, member: MemberId, now: datetime = NOW, key: str | None = None) -> proposal.AboutProposal:
    return proposal.AboutProposal(actor=person(member), now=now, key=key, proposal_id=decision.id)


def stranger(proposal_id: ProposalId) -> proposal.AboutProposal:
    """A look at the proposal from another community."""
    return proposal.AboutProposal(actor=person(ANNA, ABROAD), now=NOW, proposal_id=proposal_id)
