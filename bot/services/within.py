"""What a delegation is within: the community, a circle, a topic of it, or one proposal (governance 7.1, rule 1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from bot.rules.circle import Actor, Circle
from bot.rules.decision import Decision, check_open
from bot.rules.delegation import Scope
from bot.rules.errors import DelegateNotInCircle, DelegateNotOnRoll, NotInCircle, NotOnRoll
from bot.rules.ids import CircleId, MemberId, ProposalId, TopicId
from bot.rules.liquid import Liquid
from bot.rules.secrecy.errors import EachForThemselves
from bot.rules.topic import NoSuchTopic
from bot.services.circle import circle_of
from bot.services.ports import UnitOfWork
from bot.services.proposal import known
from bot.services.values import Ground
from bot.services.vote import ground_of


@dataclass(frozen=True, slots=True)
class Reach:
    """What a delegation is for: the community, one of its circles, one of its topics, or one proposal."""

    scope: Scope = Scope.COMMUNITY
    id: int = 0


@dataclass(frozen=True, slots=True)
class Within:
    """What a delegation is within, by name, and where votes are looked at for it.

    `name` is empty for the community; `circle` is the one it belongs to, `decision` the one that it is for.
    """

    reach: Reach
    name: str
    ground: Ground
    circle: Circle | None = None
    decision: Decision | None = None


def within(uow: UnitOfWork, actor: Actor, reach: Reach) -> Within:
    """Return what a reach means in the actor's community. Raises NoSuchCircle, NoSuchTopic or NoSuchProposal."""
    match reach.scope:
        case Scope.CIRCLE:
            circle = circle_of(uow, actor, CircleId(reach.id))
            return Within(reach, circle.name, Ground(actor.community_id, circle.id), circle)
        case Scope.TOPIC:
            topic = uow.topics.get(TopicId(reach.id))
            if topic is None:
                raise NoSuchTopic(str(reach.id))
            circle = circle_of(uow, actor, topic.circle_id)
            return Within(reach, topic.name, Ground(actor.community_id, circle.id, topic.id), circle)
        case Scope.PROPOSAL:
            decision = known(uow, actor, ProposalId(reach.id))
            return Within(reach, decision.title, ground_of(decision), decision=decision)
        case _:
            return Within(reach, "", Ground(actor.community_id))


def rules_within(uow: UnitOfWork, there: Within) -> Liquid:
    """Return the rules of delegation there: the community's, with what an open decision has kept of them.

    Back-ups are off where the community asks for acceptance by now.
    """
    rules = uow.liquids.get(there.ground.community_id)
    if there.decision is None:
        return rules
    kept = there.decision.rules.liquid or Liquid(cap=Fraction(1))
    return replace(rules, cap=kept.cap, backups=kept.backups and not rules.acceptance)


def check_within(uow: UnitOfWork, there: Within, me: MemberId, others: Sequence[MemberId], now: datetime) -> None:
    """Refuse a delegation where one of the two cannot vote.

    Raises NotInCircle, DelegateNotInCircle, NoSuchTopic, VoteClosed, EachForThemselves, NotOnRoll or DelegateNotOnRoll.
    """
    if there.decision is not None:
        _check_roll(uow, there.decision, me, others, now)
    elif there.circle is not None:
        _check_circle(uow, there.circle, me, others)
        if there.ground.topic_id is not None and not _in_use(uow, there.ground.topic_id):
            raise NoSuchTopic(there.name)


def _check_circle(uow: UnitOfWork, circle: Circle, me: MemberId, others: Sequence[MemberId]) -> None:
    if not uow.memberships.includes(circle.id, me):
        raise NotInCircle(circle.name)
    if not all(uow.memberships.includes(circle.id, one) for one in others):
        raise DelegateNotInCircle(circle.name)


def _check_roll(uow: UnitOfWork, decision: Decision, me: MemberId, others: Sequence[MemberId], now: datetime) -> None:
    check_open(decision, now)
    if decision.rules.alone:
        raise EachForThemselves(decision.title)
    if not uow.decisions.on_roll(decision.id, me):
        raise NotOnRoll(decision.circle, decision.opened_at)
    if not all(uow.decisions.on_roll(decision.id, one) for one in others):
        raise DelegateNotOnRoll


def _in_use(uow: UnitOfWork, topic_id: TopicId) -> bool:
    topic = uow.topics.get(topic_id)
    return topic is not None and topic.in_use
