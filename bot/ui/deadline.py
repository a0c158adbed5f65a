"""Deadlines and lengths of time as people write them."""

import re
import unicodedata
import warnings
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import dateparser  # type: ignore[import-untyped]

from bot.rules.errors import UnclearDeadline, UnclearPeriod, UnknownTimezone

LONGEST_WORDS = 80
"""Characters; no time needs more, and what is longer is refused before it costs anything."""

_MINUTES: dict[str, int] = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 1),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 60),
    **dict.fromkeys(("d", "day", "days"), 60 * 24),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), 60 * 24 * 7),
    **dict.fromkeys(("month", "months"), 60 * 24 * 30),
}
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {word: count for count, word in enumerate(_COUNTED, 1)} | {"a": 1, "an": 1}
# Five digits reach beyond any period; more would only make room for nonsense.
_PART = re.compile(rf"([0-9]{{1,5}}(?:[.,][0-9]{{1,3}})?|(?:{'|'.join(_COUNTS)})(?= )) ?([a-z]+)")
_BETWEEN = re.compile(r"(?: ?, ?and | ?, ?| and | )")
_CLOCK = re.compile(r"[0-9]{1,2}[:.][0-9]{2}|[0-9] ?[ap]\.?m\b|^in |^now")
_DOTTED = re.compile(r"\b[0-9]{1,2}\.[0-9]{1,2}\.")
_READABLE = re.compile(r"(?=.*[a-z:/.-])[a-z0-9 :/.,+'-]+")
_SLASHED = re.compile(r"\b(0?[1-9]|1[0-2])/(0?[1-9]|1[0-2])\b")
_NAMED_TIMES = {"noon": "12:00", "midday": "12:00", "midnight": "23:59", "end of day": "23:59"}


def parse_deadline(words: str, *, now: datetime, timezone: str) -> datetime:
    """Return the moment that the words name, aware and in UTC; `now` is aware, `timezone` an IANA name.

    A length of time counts from `now` ("3 days", "72h", "1 week 2 days"); everything else is read in
    the zone and in the future ("Friday 18:00", "tomorrow noon", "2026-12-01 18:00"). A day without a
    time ends at 23:59; "5/6", which is May to some and June to others, is refused.

    Raises UnclearDeadline, and UnknownTimezone for an unknown zone.
    """
    zone = check_timezone(timezone)
    plain = _plain(words)
    if plain is None:
        raise UnclearDeadline(words)
    try:
        length = _length(plain.removeprefix("in "))
        found = now + length if length is not None else _dated(plain, now, zone)
        return found.astimezone(UTC)
    except Exception as error:
        # Whatever the parser stumbles over, the words were unclear.
        raise UnclearDeadline(words) from error


def parse_period(words: str) -> timedelta:
    """Return the length of time that the words name, above zero. Raises UnclearPeriod."""
    plain = _plain(words)
    length = _length(plain) if plain is not None else None
    if not length:
        raise UnclearPeriod(words)
    return length


def check_timezone(name: str) -> str:
    """Return the zone's IANA name, whatever its capitals and with spaces for underscores.

    Raises UnknownTimezone.
    """
    found = _zones().get("_".join(name.split()).casefold()) if len(name) <= LONGEST_WORDS else None
    if found is None:
        raise UnknownTimezone(name)
    return found


def timezones(typed: str, most: int) -> list[str]:
    """Return time zones in whose names the words stand, by name."""
    wanted = "_".join(typed.split()).casefold()
    return sorted(name for folded, name in _zones().items() if wanted in folded)[:most]


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def _plain(words: str) -> str | None:
    """Fold width, case and white space; None where the words are too long or empty."""
    if len(words) > LONGEST_WORDS:
        return None
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split()) or None


def _length(plain: str) -> timedelta | None:
    """Return the sum of the parts, None where something in the words is no part."""
    minutes, at = Fraction(0), 0
    while part := _PART.match(plain, at):
        if part[2] not in _MINUTES:
            return None
        count = _COUNTS[part[1]] if part[1] in _COUNTS else Fraction(part[1].replace(",", "."))
        minutes += count * _MINUTES[part[2]]
        at = part.end()
        if at == len(plain):
            return timedelta(seconds=int(minutes * 60))
        between = _BETWEEN.match(plain, at)
        at = between.end() if between else at
    return None


def _dated(plain: str, now: datetime, zone: str) -> datetime:
    """Read a date in the zone; ValueError where there is none, or where two are as likely."""
    slashed = _SLASHED.search(plain)
    # The parser skips letters it does not know, and would find a time in "🌳 18:00".
    if not _READABLE.fullmatch(plain) or (slashed and int(slashed[1]) != int(slashed[2])):
        raise ValueError(plain)
    for name, clock in _NAMED_TIMES.items():
        plain = re.sub(rf"\b(?:at )?{name}\b", clock, plain)
    found = _parsed(plain, now, zone)
    if found is None:
        raise ValueError(plain)
    return found if _CLOCK.search(plain) else _parsed(f"{plain} 23:59", now, zone) or found


def _parsed(plain: str, now: datetime, zone: str) -> datetime | None:
    settings: Any = {
        "PREFER_DATES_FROM": "future",
        "TIMEZONE": zone,
        "RETURN_AS_TIMEZONE_AWARE": True,
        "DATE_ORDER": "DMY" if _DOTTED.search(plain) else "MDY",
        "RELATIVE_BASE": now.astimezone(ZoneInfo(zone)).replace(tzinfo=None),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found: datetime | None = dateparser.parse(plain, languages=["en"], settings=settings)
    return found
