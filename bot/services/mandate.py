"""What becomes of a delegation once it is there: accepted, refused, renewed, kept; and who takes none at all.

A delegate may refuse at any time, and their followers hear of it (governance 7.3). A back-up moves up where there is
one. Renewing is one press, and gives a delegation the longest time that the community allows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.rules.delegation import Scope
from bot.rules.errors import NoSuchDelegation
from bot.rules.ids import CommunityId, DelegationId, LetterId, MemberId, TopicId
from bot.rules.liquid.errors import NothingToRefuse
from bot.rules.liquid.term import warning
from bot.rules.topic import NoSuchTopic
from bot.services.letter import write
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Delegation, Event, Letter, LetterKind, Sweep
from bot.services.within import Reach, within

EVERYWHERE = Reach()
"""The whole community."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDelegation(Command):
    """Accept, refuse, renew or keep one delegation."""

    delegation_id: DelegationId


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseAll(Command):
    """Refuse every vote in one circle, topic or proposal and what belongs to it, or everywhere.

    With `none_more` nobody can hand the member their vote from now on.
    """

    reach: Reach = EVERYWHERE
    none_more: bool = False


@dataclass(frozen=True, slots=True)
class Mandate:
    """What a member carries: how many hand them their vote directly, and whether they take any."""

    carried: int
    declines: bool


def community_of(uow: UnitOfWork, delegation_id: DelegationId) -> CommunityId:
    """Return in which community a delegation was given. Raises NoSuchDelegation."""
    found = uow.delegations.get(delegation_id)
    if found is None:
        raise NoSuchDelegation
    return found.community_id


def my_mandate(uow: UnitOfWork, command: Command) -> Mandate:
    """Return what the actor carries."""
    community_id, me = command.actor.community_id, command.actor.member_id
    carried = uow.delegations.received(community_id, me, command.now)
    return Mandate(carried, uow.delegations.declines(community_id, me))


def accept(uow: UnitOfWork, command: AboutDelegation) -> Delegation:
    """Take a vote that was offered; it counts from now on. Raises NoSuchDelegation."""
    offered = _to_me(uow, command)
    if offered is None or offered.accepted_at is not None:
        raise NoSuchDelegation
    uow.delegations.accept(offered, command.now)
    _remember(uow, Event.DELEGATION_ACCEPTED, command, offered)
    _tell(uow, offered, offered.truster_id, LetterKind.ACCEPTED, command.now)
    return replace(offered, accepted_at=command.now)


def refuse(uow: UnitOfWork, command: AboutDelegation) -> Delegation:
    """Refuse a vote, at any time; a back-up moves up. Raises NothingToRefuse."""
    given = _to_me(uow, command)
    if given is None:
        raise NothingToRefuse
    _refuse(uow, command, given)
    return given


def refuse_all(uow: UnitOfWork, command: RefuseAll) -> int:
    """Refuse every vote there, and return how many. Raises NothingToRefuse, unless no more are to come either."""
    community_id, me = command.actor.community_id, command.actor.member_id
    given = [*_given_to_me(uow, command)]
    if not given and not command.none_more:
        raise NothingToRefuse
    for one in given:
        _refuse(uow, command, one)
    if command.none_more:
        uow.delegations.decline(community_id, me, command.now)
        _remember(uow, Event.DELEGATION_REFUSED, command)
    return len(given)


def refuse_alike(uow: UnitOfWork, command: AboutDelegation) -> int:
    """Refuse a vote and all others that are handed over for the same, or for what belongs to it; return how many.

    Raises NothingToRefuse.
    """
    given = uow.delegations.get(command.delegation_id)
    if given is None or given.community_id != command.actor.community_id:
        raise NothingToRefuse
    reach = Reach(given.scope, given.scope_id)
    return refuse_all(uow, RefuseAll(actor=command.actor, now=command.now, key=command.key, reach=reach))


def take_again(uow: UnitOfWork, command: Command) -> None:
    """Let others hand one their vote again."""
    uow.delegations.decline(command.actor.community_id, command.actor.member_id, None)
    _remember(uow, Event.DELEGATION_ACCEPTED, command)


def renew(uow: UnitOfWork, command: AboutDelegation) -> Delegation:
    """Let a delegation of one's own last the longest time from now on, in one press. Raises NoSuchDelegation."""
    given = _mine(uow, command)
    return _lasting(uow, command, given)


def keep(uow: UnitOfWork, command: AboutDelegation) -> Delegation:
    """Keep a delegation on a topic that was renamed, or have it on the topic that its own was merged into.

    One that is in force there already stays, and has the place of both. Raises NoSuchDelegation, or NoSuchTopic where
    the topic is used no more and nothing has its place.
    """
    given = _mine(uow, command)
    topic = uow.topics.get(TopicId(given.scope_id)) if given.scope is Scope.TOPIC else None
    if topic is None:
        raise NoSuchDelegation
    if topic.in_use:
        return renew(uow, command)
    into = uow.topics.get(topic.into) if topic.into else None
    if into is None or not into.in_use:
        raise NoSuchTopic(topic.name)
    uow.delegations.end_one(given.id, command.now)
    there = uow.delegations.live(given.community_id, given.truster_id, Scope.TOPIC, into.id, command.now)
    return there or _moved(uow, command, replace(given, scope_id=into.id))


def warn_due(uow: UnitOfWork, sweep: Sweep) -> int:
    """Tell trusters whose delegations end soon, each once; return how many."""
    ending = uow.delegations.to_warn(sweep.now, sweep.community_id)
    for one in ending:
        uow.delegations.warned(one.id)
        if one.until is None or one.until > sweep.now:
            _tell(uow, one, one.truster_id, LetterKind.EXPIRING, sweep.now)
    return len(ending)


def stands(uow: UnitOfWork, given: Delegation, now: datetime) -> bool:
    """Whether a delegation is in force, or offered still."""
    return any(one.id == given.id for one in uow.delegations.of(given.community_id, given.truster_id, now))


def _to_me(uow: UnitOfWork, command: AboutDelegation) -> Delegation | None:
    """Return a delegation that stands and names the actor."""
    given = uow.delegations.get(command.delegation_id)
    if given is None or given.community_id != command.actor.community_id or not stands(uow, given, command.now):
        return None
    return given if command.actor.member_id in {given.trustee_id, *given.backups} else None


def _mine(uow: UnitOfWork, command: AboutDelegation) -> Delegation:
    """Return a delegation that stands, and that the actor gave. Raises NoSuchDelegation."""
    given = uow.delegations.get(command.delegation_id)
    mine = given and (given.community_id, given.truster_id) == (command.actor.community_id, command.actor.member_id)
    if given is None or not mine or not stands(uow, given, command.now):
        raise NoSuchDelegation
    return given


def _given_to_me(uow: UnitOfWork, command: RefuseAll) -> Iterator[Delegation]:
    """Yield the delegations that name the actor, of those that are meant."""
    asked = (command.actor.community_id, command.actor.member_id, command.now)
    for given in (*uow.delegations.to(*asked), *uow.delegations.as_backup(*asked)):
        ground = within(uow, command.actor, Reach(given.scope, given.scope_id)).ground
        places = {
            Scope.COMMUNITY: 0,
            Scope.CIRCLE: ground.circle_id,
            Scope.TOPIC: ground.topic_id,
            Scope.PROPOSAL: ground.proposal_id,
        }
        if places[command.reach.scope] == command.reach.id:
            yield given


def _refuse(uow: UnitOfWork, command: Command, given: Delegation) -> None:
    """End a delegation, or leave it to the others whom it names; its truster hears of it, and who moves up too."""
    me = command.actor.member_id
    left = [one for one in (given.trustee_id, *given.backups) if one is not None and one != me]
    if left:
        after = replace(given, trustee_id=left[0], backups=tuple(left[1:]), since=command.now, accepted_at=command.now)
        after = replace(after, id=uow.delegations.set(after))
        if left[0] != given.trustee_id:
            _tell(uow, after, left[0], LetterKind.HANDED, command.now)
    else:
        uow.delegations.end_one(given.id, command.now)
    _remember(uow, Event.DELEGATION_REFUSED, command, given)
    _tell(uow, given, given.truster_id, LetterKind.REFUSED, command.now)


def _moved(uow: UnitOfWork, command: Command, given: Delegation) -> Delegation:
    """Begin a delegation on another topic than before; its delegate hears of it."""
    moved = replace(given, since=command.now, accepted_at=given.accepted_at and command.now)
    moved = replace(moved, id=uow.delegations.set(moved))
    if moved.trustee_id is not None:
        kind = LetterKind.HANDED if moved.accepted_at else LetterKind.OFFERED
        _tell(uow, moved, moved.trustee_id, kind, command.now)
    return _lasting(uow, command, moved)


def _lasting(uow: UnitOfWork, command: Command, given: Delegation) -> Delegation:
    """Let a delegation last the longest time from now on."""
    until = command.now + uow.liquids.get(given.community_id).longest
    warn_at = warning(command.now, until)
    uow.delegations.until(given.id, until, warn_at)
    _remember(uow, Event.DELEGATION_SET, command, given)
    return replace(given, until=until, warn_at=warn_at)


def _tell(uow: UnitOfWork, given: Delegation, to: MemberId, kind: LetterKind, now: datetime) -> None:
    write(uow, [Letter(LetterId(0), given.community_id, to, kind, now, delegation_id=given.id)], now)


def _remember(uow: UnitOfWork, event: Event, command: Command, given: Delegation | None = None) -> None:
    """Put down what was done about a delegation, or about all that may come."""
    payload = {"scope": given.scope.value, "of": given.scope_id} if given else {"scope": "all"}
    uow.ledger.append(command.actor.community_id, event, payload, actor_id=command.actor.member_id, now=command.now)
