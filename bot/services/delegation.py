"""Delegations: set, offered, ended and listed (governance 7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.rules.chain import Chain, ChainEnd
from bot.rules.delegation import Scope
from bot.rules.errors import (
    AccordError,
    DelegateAway,
    DelegationToBot,
    DelegationToSelf,
    NoSuchDelegation,
)
from bot.rules.ids import DelegationId, LetterId, MemberId
from bot.rules.liquid import Liquid
from bot.rules.liquid.errors import BackupsOff, BackupsOfNobody, BackupTwice, DelegateDeclines, NobodyTooWide
from bot.rules.liquid.term import check_end, warning
from bot.services.carried import Outlook, check_load, heaviest
from bot.services.chain import follow
from bot.services.letter import write
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Delegation, Event, Letter, LetterKind
from bot.services.within import Reach, Within, check_within, rules_within, within


@dataclass(frozen=True, slots=True)
class Delegate:
    """The person meant, as Discord vouches for them."""

    member_id: MemberId
    is_bot: bool
    in_community: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDelegation(Command):
    """Hand one's vote to a person; None is 'nobody here'. `until` is the end, at the longest by default.

    `backups` are further people, ranked, for where the first does not vote.
    """

    reach: Reach
    delegate: Delegate | None
    until: datetime | None = None
    backups: tuple[Delegate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutReach(Command):
    """End a delegation, or ask about one."""

    reach: Reach


@dataclass(frozen=True, slots=True)
class DelegationSet:
    """What was set or offered, and within what by name (empty for the community).

    In a loop that it closes votes are lost until somebody in it votes.
    """

    delegation: Delegation
    closes_cycle: bool
    place: str


@dataclass(frozen=True, slots=True)
class Given:
    """A delegation, what it is within by name (empty for the community), and through whom the vote goes there now."""

    delegation: Delegation
    place: str
    chain: Chain


def set_delegation(uow: UnitOfWork, command: SetDelegation) -> DelegationSet:
    """Delegate in one scope, or offer to; the narrowest scope wins (governance 7.1, rules 1 and 2; 7.3).

    Where the community asks for acceptance it counts when the delegate accepts, and what is in force stays until then.
    A delegation to the same person again is a renewal: it needs no acceptance and is not refused for its weight.
    Raises what `wished` raises, or DelegateFull.
    """
    there = within(uow, command.actor, command.reach)
    rules = rules_within(uow, there)
    wish = wished(uow, command, there, rules)
    renewal = renews(uow, wish, command.now)
    if not renewal:
        check_load(uow, heaviest(uow, there, rules, wish, command.now), rules, wish, command.now)
    untold = _untold(wish, in_force(uow, wish, command.now))
    given = replace(wish, id=uow.delegations.set(wish))
    _remember(uow, Event.DELEGATION_SET, command, command.reach)
    if given.trustee_id is not None:
        _invite(uow, command)
    write(uow, [_letter(given, one) for one in untold], command.now)
    chain = Outlook(uow, there.ground, wish, command.now).chain()
    return DelegationSet(given, chain.end is ChainEnd.CYCLE and chain.members[-1] == wish.truster_id, there.name)


def wished(uow: UnitOfWork, command: SetDelegation, there: Within, rules: Liquid) -> Delegation:
    """Return the delegation that somebody wants to give, once everything about it is in order.

    Raises DelegationToSelf, DelegationToBot, DelegateAway, DelegateDeclines, NobodyTooWide, BackupsOfNobody,
    BackupsOff, BackupTwice, DeadlinePast, DelegationTooLong, or what `check_within` raises.
    """
    me = command.actor.member_id
    delegates = [one for one in (command.delegate, *command.backups) if one is not None]
    for one in delegates:
        _check_delegate(uow, command, one)
    _check_backups(command, rules)
    check_within(uow, there, me, [one.member_id for one in delegates], command.now)
    until = _end(command, rules)
    wish = Delegation(
        id=DelegationId(0),
        community_id=command.actor.community_id,
        truster_id=me,
        scope=command.reach.scope,
        scope_id=command.reach.id,
        trustee_id=command.delegate.member_id if command.delegate else None,
        since=command.now,
        until=until,
        accepted_at=command.now,
        backups=tuple(one.member_id for one in command.backups),
        named=rules.open_graph,
        warn_at=until and warning(command.now, until) if command.reach.scope is not Scope.PROPOSAL else None,
    )
    asks = rules.acceptance and command.delegate is not None and not renews(uow, wish, command.now)
    return replace(wish, accepted_at=None) if asks else wish


def renews(uow: UnitOfWork, wish: Delegation, now: datetime) -> bool:
    """Whether the same person is the delegate in the same scope already."""
    before = in_force(uow, wish, now)
    return before is not None and before.trustee_id == wish.trustee_id


def in_force(uow: UnitOfWork, wish: Delegation, now: datetime) -> Delegation | None:
    """Return the delegation that a wish would replace."""
    return uow.delegations.live(wish.community_id, wish.truster_id, wish.scope, wish.scope_id, now)


def end_delegation(uow: UnitOfWork, command: AboutReach) -> str:
    """Take one's vote back, and what was offered, at any time; return within what that was, by name.

    Raises NoSuchDelegation, NoSuchCircle, NoSuchTopic or NoSuchProposal.
    """
    actor, reach = command.actor, command.reach
    there = within(uow, actor, reach)
    if not uow.delegations.end(actor.community_id, actor.member_id, reach.scope, reach.id, command.now):
        raise NoSuchDelegation
    _remember(uow, Event.DELEGATION_ENDED, command, command.reach)
    return there.name


def my_delegations(uow: UnitOfWork, command: Command) -> Sequence[Given]:
    """Return the actor's delegations and offers, widest first."""
    found = uow.delegations.of(command.actor.community_id, command.actor.member_id, command.now)
    return [_given(uow, command, one) for one in found]


def _given(uow: UnitOfWork, command: Command, one: Delegation) -> Given:
    there = within(uow, command.actor, Reach(one.scope, one.scope_id))
    return Given(one, there.name, follow(uow, there.ground, one.truster_id, command.now))


def _check_delegate(uow: UnitOfWork, command: SetDelegation, delegate: Delegate) -> None:
    refusals: list[tuple[bool, type[AccordError]]] = [
        (delegate.member_id == command.actor.member_id, DelegationToSelf),
        (delegate.is_bot, DelegationToBot),
        (not delegate.in_community, DelegateAway),
        (uow.delegations.declines(command.actor.community_id, delegate.member_id), DelegateDeclines),
    ]
    for refused, error in refusals:
        if refused:
            raise error


def _check_backups(command: SetDelegation, rules: Liquid) -> None:
    if command.delegate is None and command.reach.scope is Scope.COMMUNITY:
        raise NobodyTooWide
    if not command.backups:
        return
    if command.delegate is None:
        raise BackupsOfNobody
    if not rules.backups:
        raise BackupsOff
    ranked = [command.delegate.member_id, *(one.member_id for one in command.backups)]
    if len({*ranked}) < len(ranked):
        raise BackupTwice


def _end(command: SetDelegation, rules: Liquid) -> datetime | None:
    """Return when it ends; that for one decision ends with it."""
    if command.until is None and command.reach.scope is Scope.PROPOSAL:
        return None
    until = command.until or command.now + rules.longest
    return check_end(until, now=command.now, longest=rules.longest)


def _invite(uow: UnitOfWork, command: SetDelegation) -> None:
    """Remember that who hands over their vote agreed to hear by direct message how it is used."""
    kept = uow.preferences.get(command.actor.member_id)
    if kept.invited_at is None:
        uow.preferences.put(replace(kept, invited_at=command.now))


def _untold(wish: Delegation, before: Delegation | None) -> list[MemberId]:
    """Return the delegates and back-ups who were not told of it when it was given before."""
    if before is not None and before.trustee_id == wish.trustee_id:
        return [one for one in wish.backups if one not in before.backups]
    return [one for one in (wish.trustee_id, *wish.backups) if one is not None]


def _letter(given: Delegation, to: MemberId) -> Letter:
    """Return what a delegate is told, once."""
    kind = LetterKind.HANDED if given.accepted_at else LetterKind.OFFERED
    return Letter(LetterId(0), given.community_id, to, kind, given.since, delegation_id=given.id)


def _remember(uow: UnitOfWork, event: Event, command: Command, reach: Reach) -> None:
    payload = {"scope": reach.scope.value, "of": reach.id}
    uow.ledger.append(command.actor.community_id, event, payload, actor_id=command.actor.member_id, now=command.now)
