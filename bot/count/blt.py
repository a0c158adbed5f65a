"""Ballot files in the BLT form.

Source: Hill, Wichmann and Woodall, "Algorithm 123: Single Transferable Vote by Meek's Method", The Computer
Journal 30 (1987), 277-281, section 3.1; with what OpenSTV added: comments from "#" to the end of the line, an
identification in parentheses before a ballot, "=" between candidates on the same place, "-" for a place left out.

    4 2                     candidates and seats
    -3                      candidates who withdrew; the line may be missing
    12 1 2=4 0              so many ballots: places from the first down, closed by 0
    0                       the end of the ballots
    "Ada" "Bo" "Cy" "Dee"   a name for each candidate, and a title; `""` within a name is one quotation mark
"""

import re
from collections.abc import Iterator
from itertools import chain

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
)
from bot.rules.counting.poll import BallotKind

_NAME = re.compile(r'\s*"((?:[^"]|"")*)"')
_IDENTITY = re.compile(r"\([^()]*\)")

Lines = Iterator[tuple[int, str]]


def read_blt(text: str) -> Sheet:
    """Return the ballots of a BLT file; who withdrew is left out. Raises BadLine."""
    lines = _Uncommented(text)
    count, seats = _head(lines)
    withdrawn, rows, rest = _ballots(lines, count)
    names, title = _names(lines, rest, count)
    kept = [at for at in range(count) if at not in withdrawn]
    if not kept:
        raise BadLine(1, "every candidate has withdrawn")
    poll = poll_of([names[at] for at in kept], rows.marks()[:, kept], rows.weights, seats)
    return Sheet("BLT", title, {BallotKind.RANKING: poll})


class _Uncommented:
    """The lines that say something, each with its number, and where the reading stands."""

    def __init__(self, text: str) -> None:
        self._lines = numbered(text)
        self.at = 1

    def __iter__(self) -> Lines:
        for at, line in self._lines:
            said = _without_comment(line) if "#" in line else line
            if said.strip():
                self.at = at
                yield at, said


def _without_comment(line: str) -> str:
    """Return the line up to the "#" that stands in no name."""
    quoted = False
    for at, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == "#" and not quoted:
            return line[:at]
    return line


def _head(lines: _Uncommented) -> tuple[int, int]:
    for at, line in lines:
        tokens = line.split()
        if len(tokens) != 2:
            raise BadLine(at, "a BLT file begins with two numbers: candidates and seats")
        return size(tokens[0], "the number of candidates", at), size(tokens[1], "the number of seats", at)
    raise BadLine(1, "the file is empty")


def _ballots(lines: _Uncommented, count: int) -> tuple[set[int], Rows, str]:
    """Return who withdrew, the ballots, and what stands behind the 0 that ends them."""
    withdrawn: set[int] = set()
    rows = Rows(count)
    number = {str(at + 1): at for at in range(count)}
    for at, line in lines:
        tokens = line.split()
        if line.lstrip().startswith("("):
            tokens = _IDENTITY.sub("", line, count=1).split() or [""]
        if tokens[0] == "0" and (len(tokens) == 1 or tokens[1].startswith('"')):
            return withdrawn, rows, line.partition("0")[2]
        if tokens[0].startswith("-") and not rows.weights:
            withdrawn |= _withdrawn(tokens, count, at)
        else:
            _read_ballot(tokens, number, rows, at)
    raise BadLine(lines.at, "the file ends before the line with a single 0 that closes the ballots")


def _withdrawn(tokens: list[str], count: int, at: int) -> set[int]:
    if not all(token.startswith("-") for token in tokens):
        raise BadLine(at, "a line of candidates who withdrew has nothing but their numbers, each after a minus sign")
    return {candidate(token[1:], count, at) for token in tokens}


def _read_ballot(tokens: list[str], number: dict[str, int], rows: Rows, at: int) -> None:
    if len(tokens) < 2 or tokens[-1] != "0":
        raise BadLine(at, "a ballot ends with 0")
    row = rows.blank()
    try:
        chosen = [number[token] for token in tokens[1:-1]]
        for place, each in enumerate(chosen, 1):
            row[each] = place
    except (KeyError, OverflowError):
        chosen = _shared(tokens[1:-1], number, row, at)
    if len(set(chosen)) < len(chosen):
        check_once(chosen, rows.width, at)
    rows.add(row, weight(tokens[0], "the number of ballots", at), at)


def _shared(places: list[str], number: dict[str, int], row: Row, at: int) -> list[int]:
    """Put down places that may be shared or left out; who comes after one that is left out moves up."""
    levels = [
        [number[place]] if place in number else [candidate(each, len(row), at) for each in place.split("=")]
        for place in places
        if place != "-"
    ]
    chosen = [each for level in levels for each in level]
    check_once(chosen, len(row), at)
    for place, level in enumerate(levels, 1):
        for each in level:
            row[each] = place
    return chosen


def _names(lines: _Uncommented, rest: str, count: int) -> tuple[list[str], str]:
    """Return the names and the title; a source and a comment may follow, as Wichmann wrote them."""
    found: list[str] = []
    places: list[int] = []
    for at, line in chain([(lines.at, rest)], lines):
        for name in _quoted(line, at):
            found.append(name)
            places.append(at)
        if len(found) > count + 3:
            raise BadLine(at, f"there are more than {count:,} names, a title, a source and a comment")
    if len(found) < count:
        raise BadLine(lines.at, f"the file ends before the name of candidate {len(found) + 1:,} of {count:,}")
    check_names(found[:count], places[:count])
    return found[:count], found[count] if len(found) > count else ""


def _quoted(line: str, at: int) -> Iterator[str]:
    """Yield what stands in quotation marks on a line; nothing else may."""
    read = 0
    while line[read:].strip():
        name = _NAME.match(line, read)
        if name is None:
            raise BadLine(at, "a name stands in quotation marks")
        yield name[1].replace('""', '"')
        read = name.end()
