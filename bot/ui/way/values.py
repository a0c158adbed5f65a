"""The value of a setting as people read it, and as they write it."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from bot.rules.errors import UnclearThreshold
from bot.rules.knobs import share
from bot.rules.majority import Supermajority, UnknownThreshold, parse_threshold
from bot.rules.objection import Criterion
from bot.rules.process.errors import UnclearNumber, UnclearShare
from bot.ui.deadline import parse_period
from bot.ui.way.words import CHOICES
from bot.ui.words import duration

SHARE = re.compile(r"\s*(\d{1,3})\s*(?:/\s*(\d{1,3})|%)\s*")


def options_of(value: object) -> dict[str, str]:
    """Return what the setting is chosen from, by what is stored; nothing where it is written."""
    return dict(next((words for kind, words in CHOICES.items() if isinstance(value, kind)), {}))


def shown(value: object) -> str:
    """Return a value in words."""
    for kind, words in _WORDS.items():
        if isinstance(value, kind):
            return words(value)
    return str(value) if value not in (None, "") else "none"


def written(value: object) -> str:
    """Return a value as one would write it."""
    return shown(value).removesuffix(" in favour")


def read(before: object, typed: str) -> Any:  # noqa: ANN401 - whatever the setting holds
    """Return what was written or chosen in place of a value; several choices have spaces between.

    Raises UnclearPeriod, UnclearNumber, UnclearShare or UnclearThreshold.
    """
    for kind, understand in _READERS.items():
        if isinstance(before, kind):
            return understand(before, typed)
    return _ratio(typed)


def _number(_: object, typed: str) -> int:
    if not re.fullmatch(r"\s*\d{1,4}\s*", typed):
        raise UnclearNumber(typed)
    return int(typed)


def _share(_: object, typed: str) -> Fraction:
    if (whole := {"none": 0, "all": 1}.get(typed.strip().casefold())) is not None:
        return Fraction(whole)
    found = SHARE.fullmatch(typed)
    if not found or found[2] == "0":
        raise UnclearShare(typed)
    return Fraction(int(found[1]), int(found[2] or 100))


def _ratio(typed: str) -> Supermajority | None:
    if typed.strip().casefold() in {"none", "no", ""}:
        return None
    try:
        found = parse_threshold(typed)
    except UnknownThreshold as unknown:
        raise UnclearThreshold(typed) from unknown
    if not isinstance(found, Supermajority):
        raise UnclearThreshold(typed)
    return found


_WORDS: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: "yes" if value else "no",
    timedelta: duration,
    StrEnum: lambda value: options_of(value).get(value, value.value),
    tuple: lambda value: ", ".join(options_of(value).get(one, str(one)) for one in value) or "none",
    Supermajority: lambda value: f"{value.yes}/{value.yes + value.no} in favour",
    Fraction: share,
}
"""How a value of each kind is put into words."""

_READERS: Mapping[type, Callable[[Any, str], Any]] = {
    bool: lambda _, typed: typed == "yes",
    StrEnum: lambda before, typed: type(before)(typed),
    timedelta: lambda _, typed: parse_period(typed),
    tuple: lambda _, typed: tuple(one for one in Criterion if one.value in typed.split()),
    int: _number,
    Fraction: _share,
}
"""How a value of each kind is read; what is of no kind is a ratio, or none."""
