"""What lazy consensus knows: its settings and phases, who consented in so many words, and every objection."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.rules.ids import MemberId
from bot.rules.process.asking import Asked
from bot.rules.process.machine import Alarm
from bot.rules.process.moves import TimeUp
from bot.rules.process.record import REVIEW
from bot.rules.process.seats import proposer_alarms


class Phase(StrEnum):
    """Where it stands (governance 9.1)."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    DISCUSS = "discuss"
    PROCEED = "proceed"
    """Nobody objected: it is being done, and can still be objected to after the fact."""
    CHALLENGED = "challenged"
    """It is done and objected to: it is reverted or discussed."""
    SETTLED = "settled"
    REVERTED = "reverted"
    ROUND = "round"
    """It goes to a consent round."""
    VOTE = "vote"
    """It goes to a vote."""
    STALLED = "stalled"
    WITHDRAWN = "withdrawn"


ENDS = frozenset({Phase.SETTLED, Phase.REVERTED, Phase.ROUND, Phase.VOTE, Phase.STALLED, Phase.WITHDRAWN})
BEFORE = (Phase.ANNOUNCED, Phase.DISCUSS)
AFTER = (Phase.PROCEED, Phase.CHALLENGED)
OBJECTED = (Phase.DISCUSS, Phase.CHALLENGED)
OPEN = (*BEFORE, *AFTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The knobs of lazy consensus; frozen at its opening (governance 1, 2.5)."""

    min_active: int = 1
    """Explicit consents without which silence is none; its announcer's own is not counted.

    Governance 9.1 asks for none, K2 for `min_active` of them. K2 is the decided default, and one is its least: what
    nobody but its announcer has looked at is not agreed to (W3C and RFC 7282 warn of apathy).
    """
    votes: bool = False
    """Whether the circle has agreed that such questions may go to a vote."""
    period: timedelta = timedelta(hours=72)
    extension: timedelta = timedelta(hours=48)
    discuss: timedelta = timedelta(hours=72)
    after: timedelta = timedelta(days=14)
    """How long it can be objected to after the fact (N Street: two weeks)."""
    review: timedelta = REVIEW


@dataclass(frozen=True, slots=True)
class Objection:
    """Why something should not be done, and what else could be."""

    reason: str
    instead: str
    version: int
    at: datetime
    taken_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lazy(Asked):
    """Lazy consensus as it stands; `positions` are the explicit consents, with their times."""

    settings: Settings = field(default_factory=Settings)
    phase: Phase = Phase.DRAFT
    undo: str = ""
    positions: Mapping[MemberId, datetime] = field(default_factory=lambda: MappingProxyType({}))
    objections: Mapping[MemberId, Objection] = field(default_factory=lambda: MappingProxyType({}))
    announced_at: datetime | None = None
    proceeds_until: datetime | None = None
    """Until when it can be objected to after the fact."""

    @property
    def standing(self) -> Mapping[MemberId, Objection]:
        """The objections that stand in the way, by who raised them, there or not."""
        return {by: objection for by, objection in self.objections.items() if not objection.taken_back}

    @property
    def enough(self) -> bool:
        """Whether as many of those who can have consented in so many words as have to (K2)."""
        others = self.required - {self.proposer}
        return len(self.positions.keys() - {self.proposer}) >= min(self.settings.min_active, len(others))

    @property
    def in_force(self) -> bool:
        """Whether it is being done: from when nobody had objected in time until it is reverted."""
        return self.proceeds_until is not None and self.phase is not Phase.REVERTED

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about."""
        if self.phase in BEFORE:
            yield from proposer_alarms(self)
        if self.ends is not None:
            yield Alarm(self.ends, TimeUp())
