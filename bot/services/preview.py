"""What a delegation would mean, before it is given: its way, its weight, what it replaces, and what else there is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.rules.chain import Chain
from bot.rules.concentration import LAST, PERIOD
from bot.rules.decision import Decision
from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, MemberId
from bot.rules.liquid import Liquid
from bot.services.carried import Load, Outlook, check_load, heaviest
from bot.services.delegation import AboutReach, SetDelegation, in_force, renews, wished
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Delegation, Ground
from bot.services.within import Reach, Within, rules_within, within

MOST = 50
"""People who are suggested: more than a menu holds, for some of them may have left."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a delegation would mean.

    `chain` is the way of the vote as it would be now, where the member has not voted. `load` is what the person would
    carry with whom it ends, in the circle `load_in`; `lost_in` are circles in which the delegate has no vote.
    `replaces` is what would end. `votes` says that the member has voted there, which comes first.
    """

    wish: Delegation
    there: Within
    rules: Liquid
    chain: Chain
    load: Load | None
    load_in: str
    lost_in: Sequence[str]
    replaces: Delegation | None
    votes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDelegate(Command):
    """Ask within what one can delegate to a person; None is 'nobody here'."""

    delegate_id: MemberId | None


def preview(uow: UnitOfWork, command: SetDelegation) -> Preview:
    """Return what a delegation would mean. Raises what setting it would raise."""
    there = within(uow, command.actor, command.reach)
    rules = rules_within(uow, there)
    wish = wished(uow, command, there, rules)
    load = heaviest(uow, there, rules, wish, command.now)
    if not renews(uow, wish, command.now):
        check_load(uow, load, rules, wish, command.now)
    circle = None if load is None or load.ground.circle_id is None else uow.circles.get(load.ground.circle_id)
    return Preview(
        wish,
        there,
        rules,
        Outlook(uow, there.ground, wish, command.now).chain(),
        load,
        circle.name if circle else "",
        _lost_in(uow, there, wish),
        in_force(uow, wish, command.now),
        there.decision is not None and uow.ballots.has(there.decision.id, wish.truster_id),
    )


def places(uow: UnitOfWork, command: AboutDelegate) -> Sequence[Within]:
    """Return within what the actor can delegate to a person, wide to narrow: where both can vote."""
    found = [Reach()] if command.delegate_id is not None else []
    circles = _shared(uow, command)
    found += [Reach(Scope.CIRCLE, circle_id) for circle_id in circles]
    found += [Reach(Scope.TOPIC, topic.id) for circle_id in circles for topic in uow.topics.of(circle_id)]
    found += [Reach(Scope.PROPOSAL, decision.id) for decision in _votes(uow, command)]
    return [within(uow, command.actor, reach) for reach in found]


def people(uow: UnitOfWork, command: AboutReach) -> Sequence[MemberId]:
    """Return whom the actor could delegate to: those who vote most there lately, then others who can vote there.

    Open decisions tell nothing about anybody. Raises NoSuchCircle, NoSuchTopic or NoSuchProposal.
    """
    ground = within(uow, command.actor, command.reach).ground
    me, community_id = command.actor.member_id, ground.community_id
    circles = [ground.circle_id] if ground.circle_id else uow.memberships.circles_of(community_id, me)
    regulars = uow.ballots.regulars(circles, ground.topic_id, command.now - PERIOD, LAST)
    found = dict.fromkeys([*regulars, *uow.memberships.peers(circles, MOST)])
    return [one for one in found if one != me and _could_take(uow, ground, one, command)][:MOST]


def _could_take(uow: UnitOfWork, ground: Ground, member_id: MemberId, command: Command) -> bool:
    standing = uow.standings.of(ground, member_id, command.now)
    return standing.eligible and not uow.delegations.declines(ground.community_id, member_id)


def _shared(uow: UnitOfWork, command: AboutDelegate) -> list[CircleId]:
    """Return the circles that both are in."""
    community_id, me = command.actor.community_id, command.actor.member_id
    mine = uow.memberships.circles_of(community_id, me)
    return [one for one in mine if command.delegate_id is None or uow.memberships.includes(one, command.delegate_id)]


def _votes(uow: UnitOfWork, command: AboutDelegate) -> Iterator[Decision]:
    """Yield the open votes that both are on the roll of and in which one can vote for another, newest first."""
    for decision in uow.decisions.of(command.actor.community_id, open_only=True):
        both = [command.actor.member_id, *([] if command.delegate_id is None else [command.delegate_id])]
        if decision.rules.alone:
            continue
        if command.now < decision.closes_at and all(uow.decisions.entitled(decision.id, one) for one in both):
            yield decision


def _lost_in(uow: UnitOfWork, there: Within, wish: Delegation) -> list[str]:
    """Return the circles of the truster in which the delegate of the whole community has no vote."""
    if there.reach.scope is not Scope.COMMUNITY or wish.trustee_id is None:
        return []
    mine = uow.memberships.circles_of(wish.community_id, wish.truster_id)
    apart = [uow.circles.get(one) for one in mine if not uow.memberships.includes(one, wish.trustee_id)]
    return [circle.name for circle in apart if circle]
