"""What a matter is tried by, one thing after the other: the rungs of a ladder, and what a process itself leads to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.majority import Threshold


@dataclass(frozen=True, slots=True)
class ByProcess:
    """The rung on which a process is run, by its name."""

    process: str


@dataclass(frozen=True, slots=True)
class ByVote:
    """The rung on which the roll votes yes or no; without a threshold, as the circle usually decides."""

    threshold: Threshold | None = None


@dataclass(frozen=True, slots=True)
class LaidOver:
    """The rung on which the item rests so long, and then comes back at the foot of the ladder (Q2)."""

    period: timedelta


@dataclass(frozen=True, slots=True)
class Rests:
    """A process has laid its item over until a date, on which it comes back as it was proposed (Q2)."""

    until: datetime


Rung = ByProcess | ByVote | LaidOver
Agreed = ByProcess | ByVote | Rests
"""What a process leads to of itself, where the circle has agreed on that beforehand."""
