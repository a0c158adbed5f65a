"""Ballot files of the PrefLib library: .soc, .soi, .toc, .toi (rankings) and .cat (categories), with modern headers.

Source: Mattei and Walsh, "PrefLib: A Library for Preferences", Algorithmic Decision Theory (2013), 259-270, and
the format that PrefLib has published since 2022.

    # DATA TYPE: toi
    # NUMBER ALTERNATIVES: 4
    # NUMBER VOTERS: 5
    # ALTERNATIVE NAME 1: Ada
    3: 1,{2,3},4            so many ballots: places from the first down, in braces who share one

In a .cat file the places are categories, and one that is empty is written {}. Its first category is read as
approval; as scores, the last category is 0 and each one before it 1 more; as a ranking, the first comes first.
"""

import re
from collections.abc import Iterator

import numpy as np

from bot.count.sheet import (
    BadLine,
    Row,
    Rows,
    Sheet,
    candidate,
    check_names,
    check_once,
    numbered,
    poll_of,
    size,
    weight,
    whole,
)
from bot.rules.counting.poll import BallotKind

_HEAD = re.compile(r"#\s*([A-Z][A-Z ]*?)(?:\s+(\d+))?\s*:(.*)")
_PLACE = re.compile(r"\s*(?:\{([^{}]*)\}|([^{},]+))\s*(,|$)")


class _Head:
    """What the lines with # say: each field with its line, and the names by number."""

    def __init__(self) -> None:
        self.fields: dict[str, tuple[int, str]] = {}
        self.names: dict[int, tuple[int, str]] = {}

    def read(self, line: str, at: int) -> None:
        """Read one line; one that is no field is a comment."""
        found = _HEAD.fullmatch(line.strip())
        if found is None:
            return
        field, number, said = found[1], found[2], found[3].strip()
        if field == "ALTERNATIVE NAME" and number:
            which = size(number, "the number of an alternative", at)
            if which in self.names:
                raise BadLine(at, f"alternative {which:,} has two names")
            self.names[which] = at, said
        elif number is None:
            self.fields[field] = at, said

    def number(self, field: str, default: int | None = None) -> int:
        """Return the number of candidates or categories in a field. Raises BadLine where it is missing."""
        if field not in self.fields:
            if default is not None:
                return default
            raise BadLine(1, f"the line {field!r} is missing")
        at, said = self.fields[field]
        return size(said, field.lower(), at)

    def alternatives(self) -> list[str]:
        """Return the names of all alternatives. Raises BadLine where one is missing, or there are too many."""
        count = self.number("NUMBER ALTERNATIVES")
        for which, (at, _name) in self.names.items():
            if which > count:
                raise BadLine(at, f"alternative {which:,} has a name, but there are {count:,}")
        missing = next((which for which in range(1, count + 1) if which not in self.names), None)
        if missing:
            raise BadLine(self.fields["NUMBER ALTERNATIVES"][0], f"alternative {missing:,} of {count:,} has no name")
        named = [self.names[which] for which in range(1, count + 1)]
        check_names([name for _at, name in named], [at for at, _name in named])
        return [name for _at, name in named]


def read_preflib(text: str) -> Sheet:
    """Return the ballots of a PrefLib file. Raises BadLine."""
    head, lines = _Head(), numbered(text)
    first = _read_head(head, lines)
    names = head.alternatives()
    categories = "NUMBER CATEGORIES" in head.fields or head.fields.get("DATA TYPE", (0, ""))[1].lower() == "cat"
    most = head.number("NUMBER CATEGORIES", len(names)) if categories else len(names)
    rows, last = _ballots(first, lines, len(names), most, empty=categories)
    _check_whole(head, rows, last)
    marks = rows.marks()
    title = head.fields.get("TITLE", (0, ""))[1]
    polls = {BallotKind.RANKING: poll_of(names, marks, rows.weights)}
    if categories:
        scores = np.where(marks > 0, most + 1 - marks.astype(np.int32), 0)
        polls[BallotKind.APPROVALS] = poll_of(names, marks == 1, rows.weights)
        polls[BallotKind.SCORES] = poll_of(names, scores, rows.weights)
    return Sheet("PrefLib", title, polls)


def _read_head(head: _Head, lines: Iterator[tuple[int, str]]) -> tuple[int, str]:
    """Read up to the first ballot and return it."""
    at = 1
    for at, line in lines:
        if line.startswith("#"):
            head.read(line, at)
        elif line.strip():
            return at, line
    return at, ""


def _ballots(
    first: tuple[int, str], lines: Iterator[tuple[int, str]], count: int, most: int, *, empty: bool
) -> tuple[Rows, int]:
    """Return the ballots and the last line that was read."""
    rows, at, line = Rows(count, max(count, most)), *first
    number = {str(each + 1): each for each in range(count)}
    while True:
        if line.strip() and not line.startswith("#"):
            times, colon, places = line.partition(":")
            if not colon:
                raise BadLine(at, "a line of ballots is written as number: places")
            row = rows.blank()
            _fill(row, places, number, at, most if empty else None)
            rows.add(row, weight(times.strip(), "the number of ballots", at), at)
        following = next(lines, None)
        if following is None:
            return rows, at
        at, line = following


def _fill(row: Row, places: str, number: dict[str, int], at: int, categories: int | None) -> None:
    """Put down the places of one line; only categories may be empty."""
    tokens = places.strip().split(",")
    try:
        chosen = [number[token] for token in tokens]
        levels = [[each] for each in chosen]
    except KeyError:
        levels = list(_levels(places, len(row), at, empty=categories is not None))
        chosen = [each for level in levels for each in level]
    if len(set(chosen)) < len(chosen):
        check_once(chosen, len(row), at)
    if categories is not None and len(levels) > categories:
        raise BadLine(at, f"the ballot has {len(levels):,} categories, and there are {categories:,}")
    for place, level in enumerate(levels, 1):
        for each in level:
            row[each] = place


def _levels(places: str, count: int, at: int, *, empty: bool) -> Iterator[list[int]]:
    """Yield who shares each place."""
    read, more = 0, bool(places.strip())
    while more:
        found = _PLACE.match(places, read)
        if found is None:
            raise BadLine(at, "places are numbers with commas between them; who share one stand in braces")
        shared = found[2] if found[1] is None else found[1]
        if not shared.strip() and not empty:
            raise BadLine(at, "a place is empty")
        yield [candidate(each.strip(), count, at) for each in shared.split(",")] if shared.strip() else []
        read, more = found.end(), bool(found[3])


def _check_whole(head: _Head, rows: Rows, last: int) -> None:
    """Refuse a file that holds fewer or more ballots than it says."""
    counted = {
        "NUMBER VOTERS": sum(rows.weights),
        "NUMBER UNIQUE ORDERS": len(rows.weights),
        "NUMBER UNIQUE PREFERENCES": len(rows.weights),
    }
    for field, found in counted.items():
        if field in head.fields:
            at, said = head.fields[field]
            if whole(said, field.lower(), at) != found:
                raise BadLine(last, f"the file ends with {found:,} where line {at} says {field}: {said}")
