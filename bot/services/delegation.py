"""Delegations: set, ended, listed and followed to their end (governance 7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.chain import Chain, chain, closes_cycle
from bot.rules.decision import check_open
from bot.rules.delegation import Scope, overlay
from bot.rules.errors import DeadlinePast as PastEnd
from bot.rules.errors import (
    DelegateAway,
    DelegateNotInCircle,
    DelegateNotOnRoll,
    DelegationToBot,
    DelegationTooLong,
    DelegationToSelf,
    NobodyTooWide,
    NoSuchDelegation,
    NotInCircle,
    NotOnRoll,
)
from bot.rules.ids import CircleId, DelegationId, MemberId, ProposalId, TopicId
from bot.services.circle import circle_of
from bot.services.ports import UnitOfWork
from bot.services.proposal import known
from bot.services.values import Command, Delegation, Event, Ground
from bot.services.vote import ground_of

LONGEST = timedelta(days=180)
"""A delegation that nobody renews ends, so that power decays (governance 7.3)."""


@dataclass(frozen=True, slots=True)
class Delegate:
    """The person meant, as Discord vouches for them."""

    member_id: MemberId
    is_bot: bool
    in_community: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """What a delegation is for: the community, one of its circles, or one proposal."""

    scope: Scope = Scope.COMMUNITY
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDelegation(Command):
    """Hand one's vote to a person; None is 'nobody here'. `until` is the end, at the longest by default."""

    reach: Reach
    delegate: Delegate | None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutReach(Command):
    """End a delegation, or follow it."""

    reach: Reach


@dataclass(frozen=True, slots=True)
class DelegationSet:
    """What was set, and whether it closes a loop, in which votes are lost until somebody in it votes."""

    delegation: Delegation
    closes_cycle: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A delegation, and what it is for by name: a circle's or a proposal's, none for the whole community."""

    delegation: Delegation
    place: str


@dataclass(frozen=True, slots=True)
class MyDelegations:
    """A member's own delegations, widest first, and how many people delegate to them directly."""

    given: Sequence[Given]
    received: int


def set_delegation(uow: UnitOfWork, command: SetDelegation) -> DelegationSet:
    """Delegate in one scope; the narrowest scope wins (governance 7.1, rules 1 and 2).

    Raises DelegationToSelf, DelegationToBot, DelegateAway, NobodyTooWide, DelegationTooLong,
    NoSuchCircle, NotInCircle, DelegateNotInCircle, NoSuchProposal, VoteClosed, NotOnRoll,
    DelegateNotOnRoll, or DeadlinePast where the end has passed.
    """
    me = command.actor.member_id
    _check_delegate(me, command)
    until = _end(command)
    layers = _check_reach(uow, command)
    delegation = Delegation(
        id=DelegationId(0),
        community_id=command.actor.community_id,
        truster_id=me,
        scope=command.reach.scope,
        scope_id=command.reach.id,
        trustee_id=command.delegate.member_id if command.delegate else None,
        since=command.now,
        until=until,
        accepted_at=command.now,
    )
    uow.delegations.set(delegation)
    _remember(uow, Event.DELEGATION_SET, command, command.reach)
    cycle = delegation.trustee_id is not None and closes_cycle(me, delegation.trustee_id, overlay(*layers))
    return DelegationSet(delegation, cycle)


def end_delegation(uow: UnitOfWork, command: AboutReach) -> None:
    """Take one's vote back, at any time. Raises NoSuchDelegation."""
    ended = uow.delegations.end(
        command.actor.community_id,
        command.actor.member_id,
        command.reach.scope,
        command.reach.id,
        command.now,
    )
    if not ended:
        raise NoSuchDelegation
    _remember(uow, Event.DELEGATION_ENDED, command, command.reach)


def my_delegations(uow: UnitOfWork, command: Command) -> MyDelegations:
    """Return the actor's delegations, and how many they carry."""
    community, me = command.actor.community_id, command.actor.member_id
    given = [Given(one, _place(uow, one)) for one in uow.delegations.of(community, me, command.now)]
    return MyDelegations(given, uow.delegations.received(community, me, command.now))


def follow(uow: UnitOfWork, command: AboutReach) -> Chain:
    """Return the chain of people through whom the actor's vote would go in a circle's next decision.

    Nobody has voted in a decision that is not open, so a chain ends where nobody passes it on.
    Raises NoSuchCircle.
    """
    circle = circle_of(uow, command.actor, CircleId(command.reach.id))
    layers = uow.delegations.layers(Ground(circle.community_id, circle.id), command.now)
    return chain(command.actor.member_id, set(uow.memberships.live(circle.id)), overlay(*layers), ())


def _place(uow: UnitOfWork, delegation: Delegation) -> str:
    match delegation.scope:
        case Scope.COMMUNITY:
            return ""
        case Scope.CIRCLE:
            circle = uow.circles.get(CircleId(delegation.scope_id))
            return circle.name if circle else ""
        case Scope.PROPOSAL:
            decision = uow.decisions.get(ProposalId(delegation.scope_id))
            return decision.title if decision else ""
        case Scope.TOPIC:
            topic = uow.topics.get(TopicId(delegation.scope_id))
            return topic.name if topic else ""


def _check_delegate(me: MemberId, command: SetDelegation) -> None:
    delegate = command.delegate
    if delegate is None:
        if command.reach.scope is Scope.COMMUNITY:
            raise NobodyTooWide
        return
    if delegate.member_id == me:
        raise DelegationToSelf
    if delegate.is_bot:
        raise DelegationToBot
    if not delegate.in_community:
        raise DelegateAway


def _end(command: SetDelegation) -> datetime:
    latest = command.now + LONGEST
    until = command.until or latest
    if until <= command.now:
        raise PastEnd(until)
    if until > latest:
        raise DelegationTooLong(LONGEST)
    return until


def _check_reach(uow: UnitOfWork, command: SetDelegation) -> Sequence[Sequence[tuple[int, int | None]]]:
    """Check that both can vote there, and return the delegations of others in force there."""
    community = command.actor.community_id
    match command.reach.scope:
        case Scope.CIRCLE:
            circle = circle_of(uow, command.actor, CircleId(command.reach.id))
            _check_circle(uow, command, circle.id, circle.name)
            return uow.delegations.layers(Ground(community, circle.id), command.now)
        case Scope.PROPOSAL:
            decision = known(uow, command.actor, ProposalId(command.reach.id))
            check_open(decision, command.now)
            _check_roll(uow, command, decision.id, decision.circle, decision.opened_at)
            return uow.delegations.layers(ground_of(decision), command.now)
        case _:
            return uow.delegations.layers(Ground(community), command.now)


def _check_circle(uow: UnitOfWork, command: SetDelegation, circle_id: CircleId, name: str) -> None:
    if not uow.memberships.includes(circle_id, command.actor.member_id):
        raise NotInCircle(name)
    if command.delegate and not uow.memberships.includes(circle_id, command.delegate.member_id):
        raise DelegateNotInCircle(name)


def _check_roll(
    uow: UnitOfWork, command: SetDelegation, proposal_id: ProposalId, circle: str, opened_at: datetime
) -> None:
    if not uow.decisions.on_roll(proposal_id, command.actor.member_id):
        raise NotOnRoll(circle, opened_at)
    if command.delegate and not uow.decisions.on_roll(proposal_id, command.delegate.member_id):
        raise DelegateNotOnRoll


def _remember(uow: UnitOfWork, event: Event, command: Command, reach: Reach) -> None:
    payload = {"scope": reach.scope.value, "of": reach.id}
    uow.ledger.append(command.actor.community_id, event, payload, actor_id=command.actor.member_id, now=command.now)
