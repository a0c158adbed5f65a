"""What a delegation is for: by its name, and the circle that it belongs to."""

from dataclasses import dataclass

from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, ProposalId, TopicId
from bot.services.ports import UnitOfWork
from bot.services.values import Delegation


@dataclass(frozen=True, slots=True)
class Within:
    """What a delegation is for: its name and its circle's, both empty for the community or what is not there."""

    scope: Scope
    id: int = 0
    name: str = ""
    circle_id: CircleId | None = None
    circle: str = ""


def within(uow: UnitOfWork, given: Delegation) -> Within:
    """Return what a delegation is for."""
    circle_id, name = _found(uow, given)
    circle = uow.circles.get(circle_id) if circle_id else None
    if circle is None:
        return Within(given.scope, given.scope_id, name)
    return Within(given.scope, given.scope_id, name or circle.name, circle.id, circle.name)


def _found(uow: UnitOfWork, given: Delegation) -> tuple[CircleId | None, str]:
    """Return the circle that a delegation belongs to, and a name where that is not the circle's."""
    match given.scope:
        case Scope.COMMUNITY:
            return None, ""
        case Scope.CIRCLE:
            return CircleId(given.scope_id), ""
        case Scope.TOPIC:
            topic = uow.topics.get(TopicId(given.scope_id))
            return (topic.circle_id, topic.name) if topic else (None, "")
        case Scope.PROPOSAL:
            decision = uow.decisions.get(ProposalId(given.scope_id))
            return (decision.circle_id, decision.title) if decision else (None, "")
