"""What becomes of delegations when somebody leaves: those whose vote they carried are told at once (governance 7.8)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, LetterId, MemberId, ProposalId, TopicId
from bot.services.echo import hearing, letters
from bot.services.letter import write
from bot.services.ports import UnitOfWork
from bot.services.values import Delegation, Letter, LetterKind

BEFORE = timedelta(microseconds=1)
"""The shortest time: who left just now was there until then."""


def orphan(uow: UnitOfWork, circle_id: CircleId, left: Collection[MemberId], now: datetime) -> None:
    """Tell those in a circle who delegate to somebody who has left it, and those whose vote is lost for that."""
    circle = uow.circles.get(circle_id)
    if circle is None:
        return
    carrying = [one for one in sorted(left) if uow.delegations.carries(circle.community_id, one, now)]
    for leaver in carrying:
        for given in uow.delegations.to_within(circle.community_id, leaver, circle_id, now):
            if _there(uow, given, circle_id):
                told = Letter(
                    LetterId(0),
                    circle.community_id,
                    given.truster_id,
                    LetterKind.ORPHANED,
                    now,
                    delegation_id=given.id,
                )
                write(uow, [told], now)
    for decision in uow.decisions.running(circle_id) if carrying else ():
        electorate = uow.electorates.at(decision, now - BEFORE)
        behind = hearing(decision, electorate, carrying).behind
        gone = frozenset(left)
        letters(uow, decision, LetterKind.LOST, {one for each in behind.values() for one in each} - gone, now)


def _there(uow: UnitOfWork, given: Delegation, circle_id: CircleId) -> bool:
    """Whether a delegation is about the circle, or what belongs to it."""
    match given.scope:
        case Scope.COMMUNITY:
            return True
        case Scope.CIRCLE:
            return given.scope_id == circle_id
        case Scope.TOPIC:
            topic = uow.topics.get(TopicId(given.scope_id))
            return topic is not None and topic.circle_id == circle_id
        case Scope.PROPOSAL:
            decision = uow.decisions.get(ProposalId(given.scope_id))
            return decision is not None and decision.circle_id == circle_id
