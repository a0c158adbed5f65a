"""What a person or a community leaves behind: a copy for the person, and both forgotten when they wish or have gone.

Who is forgotten leaves every circle first. Ballots, votes handed over and words in rounds stay where they are and count
as before, as those of nobody in particular; the record has never held more than names of its own.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.circle import Actor
from bot.rules.ids import CommunityId
from bot.services.circle import Gone, member_gone
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Event, Sweep

KEPT = timedelta(days=30)
"""How long everything of a community is kept that Accord was removed from: it may have been a mistake."""


@dataclass(frozen=True, slots=True)
class Server:
    """Accord was removed from a server, or is there again."""

    community_id: CommunityId
    now: datetime
    key: str | None = None


def own_data(uow: UnitOfWork, actor: Actor) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """Return everything that is kept about the actor in their community, row by row."""
    return uow.privacy.own(actor.community_id, actor.member_id)


def forget_me(uow: UnitOfWork, command: Command) -> None:
    """Leave every circle, and let nothing tell any more which of all that is kept was the actor's."""
    actor = command.actor
    member_gone(uow, Gone(actor.community_id, actor.member_id, command.now))
    name = uow.persons.name(actor.community_id, actor.member_id)
    uow.ledger.append(actor.community_id, Event.PERSON_FORGOTTEN, {"name": name}, actor_id=None, now=command.now)
    uow.privacy.forget(actor.community_id, actor.member_id)


def server_left(uow: UnitOfWork, command: Server) -> None:
    """Keep everything of a community as it is, send it nothing, and erase it when it has been kept long enough."""
    uow.departures.add(command.community_id, command.now, command.now + KEPT)


def server_back(uow: UnitOfWork, command: Server) -> bool:
    """Go on where a community was left, and return whether it was."""
    return uow.departures.remove(command.community_id)


def returned_and_left(
    uow: UnitOfWork, present: Collection[CommunityId]
) -> tuple[Sequence[CommunityId], Sequence[CommunityId]]:
    """Return of all communities those that were left and are present again, and those that were left unnoticed."""
    left, here = {*uow.departures.all()}, {*present}
    return sorted(left & here), sorted({*uow.circles.communities()} - here - left)


def erase_is_due(uow: UnitOfWork, sweep: Sweep) -> bool:
    """Whether a community has been kept long enough."""
    return bool(uow.departures.due(sweep.now))


def erase_due(uow: UnitOfWork, sweep: Sweep) -> Sequence[CommunityId]:
    """Erase the communities that have been kept long enough, and return which."""
    due = uow.departures.due(sweep.now)
    for community_id in due:
        uow.privacy.remove(community_id)
    return due
