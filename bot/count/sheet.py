"""What the readers of ballot files share: the polls that a file holds, and what is wrong with a line."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from bot.rules.counting.poll import BallotKind, Ballots, Matrix, Poll
from bot.rules.numbers import Number, exact

MOST_OPTIONS = 1_000
"""Candidates a file may have: five times the largest ballot papers there were."""

MOST_CELLS = 100_000_000
"""Different ballots times candidates that a file may hold; as many bytes of memory."""

_MOST_SHOWN = 40

LONGEST_NUMBER = 30
"""Digits of a number in a file, as in the case form: it keeps exact arithmetic small."""


Row: TypeAlias = "array[int]"
"""What one ballot says of each candidate, as marks of a poll."""


class BadLine(ValueError):
    """A file cannot be understood; `line` counts from 1, and the message is the reason alone."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A file of ballots: its `title`, what `form` it has, and its poll for each kind of ballot it can be read as."""

    form: str
    title: str
    polls: Mapping[BallotKind, Poll]


class Rows:
    """Ballots as they are read, one byte for each candidate where `highest`, the largest mark, fits in it."""

    def __init__(self, width: int, highest: int | None = None) -> None:
        self.width = width
        self.weights: list[Number] = []
        self._blank = array("B" if (highest or width) < 256 else "i", [0]) * width
        self._marks = self._blank[:0]

    def blank(self) -> Row:
        """Return a row that says nothing."""
        return self._blank[:]

    def add(self, row: Row, weight: Number, line: int) -> None:
        """Keep a row. Raises BadLine where the file has become too large."""
        self._marks.extend(row)
        self.weights.append(weight)
        if len(self._marks) > MOST_CELLS:
            raise BadLine(line, f"more than {MOST_CELLS:,} places on all ballots together cannot be counted here")

    def marks(self) -> Matrix:
        """Return all rows as one matrix."""
        kind = np.uint8 if self._blank.typecode == "B" else np.int32
        return np.frombuffer(self._marks, dtype=kind).reshape(len(self.weights), self.width)


def poll_of(options: Sequence[str], marks: Matrix, weights: Sequence[Number], seats: int = 1) -> Poll:
    """Return the poll in which everybody on the roll has voted, without a quorum."""
    ballots = Ballots.weighed(marks, weights)
    return Poll(tuple(options), ballots, ballots.votes(ballots.total), seats=seats)


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number, from 1; lines end as in every text file, and nowhere else."""
    return enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)


def whole(token: str, what: str, line: int) -> int:
    """Return a whole number of 0 or more. Raises BadLine, which says what it was to be."""
    if not (token.isascii() and token.isdigit()):
        raise BadLine(line, f"{what} is a whole number, not {_quoted(token)}")
    if len(token) > LONGEST_NUMBER:
        raise BadLine(line, f"{what} has {len(token)} digits, more than {LONGEST_NUMBER}")
    return int(token)


def weight(token: str, what: str, line: int) -> Number:
    """Return a number of votes, whole or with a decimal point. Raises BadLine."""
    before, point, after = token.partition(".")
    if not point:
        return whole(token, what, line)
    if not (before + after).isascii() or not before.isdigit() or not after.isdigit():
        raise BadLine(line, f"{what} is a number, not {_quoted(token)}")
    if len(token) > LONGEST_NUMBER:
        raise BadLine(line, f"{what} has {len(token)} digits, more than {LONGEST_NUMBER}")
    share = Fraction(int(before + after), 10 ** len(after))
    return exact(share.numerator, share.denominator)


def size(token: str, what: str, line: int) -> int:
    """Return a number of candidates or seats, from 1 to what a file may have. Raises BadLine."""
    found = whole(token, what, line)
    if not 1 <= found <= MOST_OPTIONS:
        raise BadLine(line, f"{what} lies between 1 and {MOST_OPTIONS:,}, not at {found:,}")
    return found


def candidate(token: str, count: int, line: int) -> int:
    """Return which candidate is meant, from 0. Raises BadLine."""
    found = whole(token, "a candidate", line)
    if not 1 <= found <= count:
        raise BadLine(line, f"there is no candidate {found:,}; they are numbered from 1 to {count:,}")
    return found - 1


def check_once(chosen: Sequence[int], count: int, line: int) -> None:
    """Refuse a ballot that names a candidate twice or more candidates than there are. Raises BadLine."""
    if len(set(chosen)) < len(chosen):
        twice = Counter(chosen).most_common(1)[0][0] + 1
        more = f"; it has {len(chosen):,} preferences for {count:,} candidates" if len(chosen) > count else ""
        raise BadLine(line, f"the ballot names candidate {twice} more than once{more}")


def check_names(names: Sequence[str], lines: Sequence[int]) -> None:
    """Refuse names that are empty, or called alike. Raises BadLine."""
    seen: set[str] = set()
    for name, line in zip(names, lines, strict=True):
        if not name.strip():
            raise BadLine(line, "a candidate has an empty name")
        if name in seen:
            raise BadLine(line, f"two candidates are called {_quoted(name)}")
        seen.add(name)


def _quoted(token: str) -> str:
    """Return what stands there, for a message: short, and with nothing in it that acts on a terminal."""
    short = token if len(token) <= _MOST_SHOWN else token[: _MOST_SHOWN - 1] + "…"
    return repr(short) if short.isprintable() else ascii(short)
