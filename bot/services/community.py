"""Which community a member speaks in by direct message: chosen once, and kept until they choose another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.rules.ids import CommunityId, MemberId
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Event


@dataclass(frozen=True, slots=True)
class Leaving:
    """A member who is not in the community any more in which they spoke."""

    member_id: MemberId
    now: datetime
    key: str | None = None


def kept_community(uow: UnitOfWork, member_id: MemberId) -> CommunityId | None:
    """Return the community that a member chose."""
    return uow.preferences.get(member_id).community_id


def communities_of(uow: UnitOfWork, member_id: MemberId) -> Sequence[CommunityId]:
    """Return the communities in which a person is in a circle."""
    return uow.memberships.communities_of(member_id)


def choose_community(uow: UnitOfWork, command: Command) -> CommunityId:
    """Remember the actor's community as the one they speak in."""
    actor = command.actor
    uow.preferences.put(replace(uow.preferences.get(actor.member_id), community_id=actor.community_id))
    uow.ledger.append(actor.community_id, Event.PREFERENCE_CHANGED, {}, actor_id=actor.member_id, now=command.now)
    return actor.community_id


def forget_community(uow: UnitOfWork, command: Leaving) -> None:
    """Forget which community a member spoke in."""
    uow.preferences.put(replace(uow.preferences.get(command.member_id), community_id=None))
