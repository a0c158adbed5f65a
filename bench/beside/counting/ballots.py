"""The ballots of one row, as a file that favours no program: a line for each, a character for each number.

The characters count from "0" on, in the order of ASCII. The options differ in merit about as much as tastes do, so that
nobody is level in the end, and the programs need not agree on ties.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from bot.rules.counting.poll import Matrix

ZERO = ord("0")
LARGEST = 5
"""The largest score."""

POINTS = (5, 3, 2)
"""What a voter gives to the three options liked best."""

_AT_ONCE = 1 << 14

Row = list[int]


@dataclass(frozen=True, slots=True)
class Raw:
    """A file of ballots on so many options for so many seats.

    Rankings name the options, best first; other lines have a number for each option: 1 for a mark, a score, or points.
    """

    path: Path
    options: int
    seats: int

    def each(self) -> list[Row]:
        """Return every ballot."""
        return [numbers(line) for line in self.path.read_bytes().split()]

    def joined(self) -> list[tuple[Row, int]]:
        """Return equal ballots once, and how many there are: the quickest way for a program that takes them so."""
        return [(numbers(line), many) for line, many in Counter(self.path.read_bytes().split()).items()]

    def matrix(self) -> Matrix:
        """Return all ballots in one matrix of bytes."""
        lines = np.frombuffer(self.path.read_bytes(), dtype=np.uint8).reshape(-1, self.options + 1)
        found: Matrix = lines[:, :-1] - np.uint8(ZERO)
        return found


def numbers(line: bytes) -> Row:
    """Return the numbers that a line says."""
    return [character - ZERO for character in line]


def marked(row: Row) -> Row:
    """Return the options that a ballot marks."""
    return [at for at, mark in enumerate(row) if mark]


def _ranking(tastes: Matrix) -> Matrix:
    return np.argsort(-tastes, axis=1)


def _best(tastes: Matrix, given: tuple[int, ...]) -> Matrix:
    found = np.zeros(tastes.shape, dtype=np.uint8)
    best = _ranking(tastes)[:, : len(given)]
    np.put_along_axis(found, best, np.array(given, dtype=np.uint8)[None, :], axis=1)
    return found


def _scores(tastes: Matrix) -> Matrix:
    return np.clip(np.rint(2 + 2 * tastes), 0, LARGEST)


KINDS: Mapping[str, Callable[[Matrix], Matrix]] = {
    "ranking": _ranking,
    "marks": lambda tastes: tastes >= np.minimum(1, tastes.max(axis=1, keepdims=True)),
    "two marks": partial(_best, given=(1, 1)),
    "scores": _scores,
    "points": partial(_best, given=POINTS),
}
"""What lines say, from what voters think of the options."""


def write(path: Path, kind: str, number: int, options: int) -> None:
    """Write so many ballots of a kind, the same ones whenever it is asked for them."""
    chance = np.random.default_rng((number, options))
    merits = chance.permutation(np.linspace(0, 1, options))
    with path.open("wb") as file:
        for start in range(0, number, _AT_ONCE):
            tastes = merits + chance.standard_normal((min(_AT_ONCE, number - start), options))
            lines = np.full((len(tastes), options + 1), ord("\n"), dtype=np.uint8)
            lines[:, :-1] = KINDS[kind](tastes) + ZERO
            file.write(lines.tobytes())
