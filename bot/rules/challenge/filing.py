"""Who may challenge what, on which ground, and until when (governance 10.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from bot.rules.challenge.errors import (
    ChallengeRunning,
    ChallengeTooLate,
    FilingPaused,
    GroundUsed,
    MayNotChallenge,
    NotAdopted,
)
from bot.rules.ids import AgreementId, MemberId

WINDOW = timedelta(days=14)
"""How long after its adoption a decision can be challenged."""

PAUSE = timedelta(days=60)
"""How long somebody files nothing whose challenge found less than `SUPPORT` of its jury."""

SUPPORT = Fraction(1, 5)


class Ground(StrEnum):
    """Which kind of rule was breached."""

    ROLL = "roll"
    """Who could vote or object."""
    RULES = "rules"
    """Which rules were in force."""
    COUNT = "count"
    """The deadline, or how it was counted."""
    AGREEMENT = "agreement"
    """An agreement that it contradicts."""
    OTHER = "other"
    """Another rule."""


PROCEDURE = frozenset(Ground) - {Ground.AGREEMENT}
"""Grounds that question what those did who hold the offices of the circle."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier challenge: its ground, and from when until when it was before a jury; without an end it runs."""

    ground: Ground
    contradicts: AgreementId | None
    filed_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be challenged: when it was adopted, None where it was not or does not hold any more.

    `bound` are those who could decide on it or are in its circle now, `past` the earlier challenges of it.
    """

    circle: str
    adopted_at: datetime | None
    bound: frozenset[MemberId] = frozenset()
    past: tuple[Past, ...] = ()


def closes_at(target: Target) -> datetime | None:
    """Return until when it can be challenged, None where it cannot; while a jury sits the time stands still."""
    if target.adopted_at is None:
        return None
    sat = (one.ended_at - one.filed_at for one in target.past if one.ended_at)
    return target.adopted_at + WINDOW + sum(sat, timedelta())


def check_may_file(target: Target, by: MemberId, pauses: datetime | None, now: datetime, *, manager: bool) -> None:
    """Refuse whom a decision does not bind, who `pauses`, and what cannot be challenged at this moment.

    Whoever manages the server may file too, and annuls nothing alone (governance 2.3). Raises ChallengeRunning,
    NotAdopted, ChallengeTooLate, MayNotChallenge or FilingPaused.
    """
    if any(one.ended_at is None for one in target.past):
        raise ChallengeRunning
    until = closes_at(target)
    if until is None:
        raise NotAdopted
    if now >= until:
        raise ChallengeTooLate(until)
    if by not in target.bound and not manager:
        raise MayNotChallenge(target.circle)
    if pauses is not None and now < pauses:
        raise FilingPaused(pauses)


def check_ground(target: Target, ground: Ground, contradicts: AgreementId | None) -> None:
    """Refuse a ground on which a jury has been asked already; each agreement is one of its own. Raises GroundUsed."""
    if any((one.ground, one.contradicts) == (ground, contradicts) for one in target.past):
        raise GroundUsed


def paused_until(ended_at: datetime, upheld: int, judged: int) -> datetime | None:
    """Return until when a challenger pauses, None where enough of the jury were with them."""
    if not judged or Fraction(upheld, judged) >= SUPPORT:
        return None
    return ended_at + PAUSE


def latest(pauses: Iterable[datetime | None]) -> datetime | None:
    """Return the last end of several pauses."""
    return max((one for one in pauses if one), default=None)
