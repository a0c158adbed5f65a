"""Several processes share the work: each claims the communities in which it does what is due, for a while."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.ids import CommunityId
from bot.services.ports import UnitOfWork
from bot.services.values import Sweep

LASTS = timedelta(seconds=10)
"""How long a claim keeps others out; a process that lives renews it, and what a dead one held is late by that much."""

AT_ONCE = 100
"""Communities claimed at once: no more than are done with while the claim lasts."""

NOWHERE = CommunityId(0)
"""What belongs to no community."""

ALL = "all"
"""The name of a process that serves all shards."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A process would see to some communities."""

    communities: Collection[CommunityId]
    holder: str
    now: datetime
    key: str | None = None

    @property
    def until(self) -> datetime:
        """Return until when nobody else sees to them."""
        return self.now + LASTS


def due_in(uow: UnitOfWork, sweep: Sweep) -> Sequence[CommunityId]:
    """Return the communities in which something is due."""
    return uow.claims.due(sweep.now)


def owed_in(uow: UnitOfWork, sweep: Sweep) -> Sequence[CommunityId]:
    """Return the communities in which a message is due."""
    return uow.claims.owed(sweep.now)


def take(uow: UnitOfWork, command: Claim) -> Sequence[CommunityId]:
    """Claim some of the communities that no other process sees to, for a while, and return them."""
    return uow.claims.take(command.communities, command.holder, command.now, command.until, AT_ONCE)
