"""A circle's way with a process: what it chooses of its settings, within what makes sense.

Source: governance 1 (where the traditions differ the circle chooses, and the choice is frozen onto each decision; K2:
where silence is consent, one at least consents in words), 2.5, 9.2 (B2, B3). What a circle chooses holds for what is
proposed from then on. A way is a value of the process's own `settings`; one that differs in nothing from the defaults
is Accord's usual way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from bot.rules.consensus.state import Settings as Consensus
from bot.rules.process.errors import NeverReleased, NoRoomForSessions, NoSuchThing, OutOfBounds

HOUR, YEAR = timedelta(hours=1), timedelta(days=366)
MOST = 20
"""Of what is counted, more than anybody means."""

LEAST: Mapping[str, timedelta | int | Fraction] = MappingProxyType(
    {
        "hush": timedelta(minutes=1),
        "holder": timedelta(minutes=10),
        "review": timedelta(days=1),
        "min_active": 1,
        "max_integrations": 1,
        "most_thin": 1,
        "most_tests": 1,
        "rounds": 1,
        "sessions": 1,
        "least_agreed": Fraction(1, 100),
    }
)
"""What may be shorter than an hour, or may not be nought: what gives up before it has begun decides nothing."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a setting can be."""

    least: Any
    most: Any


def choosable(settings: type[Any]) -> tuple[str, ...]:
    """Return the names of all settings that the source of the process leaves open."""
    fixed: frozenset[str] = getattr(settings, "FIXED", frozenset())
    return tuple(field.name for field in fields(settings) if field.name not in fixed)


def bounds(name: str, value: object) -> Bounds | None:
    """Return the bounds of a setting, by its name and a value of its kind; None where any value makes sense.

    Of what holds several choices, their number is bounded.
    """
    match value:
        case bool() | StrEnum():
            return None
        case timedelta():
            return Bounds(LEAST.get(name, HOUR), YEAR)
        case int():
            return Bounds(LEAST.get(name, 0), MOST)
        case Fraction():
            return Bounds(LEAST.get(name, Fraction(0)), Fraction(1))
        case tuple():
            return Bounds(1, MOST)
    return None


def chosen(settings: Any, name: str, value: Any) -> Any:  # noqa: ANN401 - each process has settings of its own
    """Return the settings with one chosen anew.

    Raises NoSuchThing, OutOfBounds, NoRoomForSessions or NeverReleased.
    """
    if name not in choosable(type(settings)):
        raise NoSuchThing
    after, found = replace(settings, **{name: value}), bounds(name, value)
    measured = len(value) if isinstance(value, tuple) else value
    if found and not found.least <= measured <= found.most:
        raise OutOfBounds(found.least, found.most)
    if isinstance(after, Consensus):
        _check_sessions(after)
    return after


def _check_sessions(settings: Consensus) -> None:
    """The sessions on a block have room in the time for them, and who stays away from all of them is released (B3)."""
    if settings.sessions * max(settings.notice, settings.gap) > settings.work:
        raise NoRoomForSessions(settings.sessions)
    if settings.missable >= settings.sessions:
        raise NeverReleased(settings.sessions)


def differing(settings: Any) -> Mapping[str, Any]:  # noqa: ANN401 - each process has settings of its own
    """Return what differs from the usual way, by its name."""
    usual = type(settings)()
    values = {field.name: getattr(settings, field.name) for field in fields(settings)}
    return {name: value for name, value in values.items() if value != getattr(usual, name)}
