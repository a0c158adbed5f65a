"""A circle's way with a process: what it chooses of its settings, within what makes sense.

Source: governance 1 (where the traditions differ the circle chooses, and the choice is frozen onto each decision),
2.5. What a circle chooses holds for what is proposed from then on. A way is a value of the process's own `settings`;
one that differs in nothing from the defaults is Accord's usual way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from bot.rules.process.asking import Silence
from bot.rules.process.errors import NoSuchThing, OutOfBounds, SilenceNeedsVoices

HOUR, YEAR = timedelta(hours=1), timedelta(days=366)
MOST = 20
"""Of what is counted, more than anybody means."""

SHORTEST: Mapping[str, timedelta] = MappingProxyType({"hush": timedelta(minutes=1), "holder": timedelta(minutes=10)})
"""Times that may be shorter than an hour."""

FEWEST: Mapping[str, int] = MappingProxyType({"max_integrations": 1, "most_thin": 1, "most_tests": 1, "rounds": 1})
"""What may not be nought: what gives up before it has begun decides nothing."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a setting can be."""

    least: Any
    most: Any


def bounds(name: str, value: object) -> Bounds | None:
    """Return the bounds of a setting, by its name and a value of its kind; None where it is chosen from a list."""
    match value:
        case bool() | StrEnum():
            return None
        case timedelta():
            return Bounds(SHORTEST.get(name, HOUR), YEAR)
        case int():
            return Bounds(FEWEST.get(name, 0), MOST)
        case Fraction():
            return Bounds(Fraction(0), Fraction(1))
    return None


def chosen(settings: Any, name: str, value: object) -> Any:  # noqa: ANN401 - each process has settings of its own
    """Return the settings with one chosen anew.

    Raises NoSuchThing, OutOfBounds, or SilenceNeedsVoices where silence would be consent and nobody's consent in words
    were needed (K2).
    """
    if name not in {field.name for field in fields(settings)}:
        raise NoSuchThing
    after, found = replace(settings, **{name: value}), bounds(name, value)
    if found and not found.least <= value <= found.most:
        raise OutOfBounds(found.least, found.most)
    if getattr(after, "silence", None) is Silence.LAZY and after.min_active < 1:
        raise SilenceNeedsVoices
    return after


def differing(settings: Any) -> Mapping[str, Any]:  # noqa: ANN401 - each process has settings of its own
    """Return what differs from the usual way, by its name."""
    usual = type(settings)()
    values = {field.name: getattr(settings, field.name) for field in fields(settings)}
    return {name: value for name, value in values.items() if value != getattr(usual, name)}
