"""What a permission knows: its settings and phases, who may object, and who did."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.ids import MemberId
from bot.rules.process.item import Item
from bot.rules.process.machine import Alarm
from bot.rules.process.moves import TimeUp


class Phase(StrEnum):
    """Where it stands (governance 6.8)."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    ESCALATED = "escalated"
    PERMITTED = "permitted"
    BLOCKED = "blocked"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    STALLED = "stalled"
    """Half or more of those who could object were gone by the end."""
    WITHDRAWN = "withdrawn"


ENDS = frozenset({Phase.BLOCKED, Phase.USED, Phase.EXPIRED, Phase.REVOKED, Phase.STALLED, Phase.WITHDRAWN})
WAITING = (Phase.ANNOUNCED, Phase.ESCALATED)
OPEN = (*WAITING, Phase.PERMITTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The knobs of permission by announcement; frozen at its opening (governance 1, 2.5)."""

    wait: timedelta = timedelta(hours=72)
    """The reasonable time in which who holds the domain reads what is announced."""
    escalation: timedelta = timedelta(days=7)
    valid: timedelta = timedelta(days=30)
    """How long the permission can be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission(Item):
    """A permission as it stands; it is the proposer's, for what the text says.

    `holders` may object: who held the domain when it was announced, but the announcer. `lead` leads the role for which
    money is spent; None where that is vacant.
    """

    settings: Settings = field(default_factory=Settings)
    phase: Phase = Phase.DRAFT
    holders: frozenset[MemberId]
    lead: MemberId | None = None
    gone: frozenset[MemberId] = frozenset()
    sum: str = ""
    due: datetime | None = None
    """When the time to object is over."""
    against: MemberId | None = None
    """Who objected, escalated or revoked."""
    reason: str = ""
    report: str = ""

    @property
    def spends(self) -> bool:
        """Whether money is spent."""
        return bool(self.sum)

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about."""
        if self.ends is not None:
            yield Alarm(self.ends, TimeUp())
