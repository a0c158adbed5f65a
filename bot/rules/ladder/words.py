"""Ladders as people write them, and as they are stored: "consensus, consent, 3/4, laid over 30 days"."""

import re
from collections.abc import Collection, Mapping
from datetime import timedelta

from bot.rules.ladder.declare import Ladder, declare
from bot.rules.ladder.errors import UnknownRung
from bot.rules.ladder.rung import ByProcess, ByVote, LaidOver, Rung
from bot.rules.majority import UnknownThreshold, parse_threshold, write_threshold

_BETWEEN = re.compile(r"\s*(?:,|;|\n|->|=>|→|\bthen\b)\s*")
_REST = re.compile(r"(?:laid over|lay it over|rest)(?: for)? ([0-9]{1,3}) ?(d|w|m|days?|weeks?|months?)")
_DAYS = {"d": 1, "w": 7, "m": 30}
_VOTE = {"vote", "a vote"}


def parse_ladder(text: str, *, names: Mapping[str, str], following: Collection[str]) -> Ladder:
    """Read what people write; `names` are those of the processes, in small letters, each with its key.

    Raises UnknownRung, and what `declare` raises.
    """
    steps = [" ".join(step.split()) for step in _BETWEEN.split(text.strip()) if step.strip()]
    return declare(tuple(_rung(step, names) for step in steps), processes={*names.values()}, following=following)


def read_ladder(stored: str) -> Ladder:
    """Return the ladder of its stored form, as it was checked when it was declared."""
    return Ladder(tuple(_rung(step, None) for step in stored.split(", ")))


def write_ladder(ladder: Ladder) -> str:
    """Return the stored form, which is also one that people can write."""
    return ", ".join(write_rung(rung) for rung in ladder.rungs)


def write_rung(rung: Rung) -> str:
    """Return the stored form of a rung."""
    match rung:
        case ByProcess(process):
            return process
        case ByVote(threshold):
            return "vote" if threshold is None else write_threshold(threshold)
        case LaidOver(period):
            return f"laid over {period.days} days"


def _rung(step: str, names: Mapping[str, str] | None) -> Rung:
    words = step.casefold()
    if names is not None and words in names:
        return ByProcess(names[words])
    if rest := _REST.fullmatch(words):
        return LaidOver(timedelta(days=int(rest[1]) * _DAYS[rest[2][0]]))
    if words in _VOTE:
        return ByVote()
    try:
        return ByVote(parse_threshold(words))
    except UnknownThreshold as unknown:
        if names is None:
            return ByProcess(step)
        raise UnknownRung(step) from unknown
