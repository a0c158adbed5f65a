"""What every counting method takes: the options, the ballots as one matrix, and what is asked of a winner."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import lcm
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.rules.numbers import Number, exact

Matrix = NDArray[Any]
"""A matrix of whole numbers; of Python's own where 64 bits would not do."""

_SMALL = 1 << 42
"""Total weight below which 64 bits hold any sum of weights times marks or places."""

_EXACT = 1 << 53
"""Below this whole numbers are exact in floating point, in which numpy adds fastest."""

_ROWS_AT_ONCE = 1 << 13
"""So many ballots fit a processor's cache."""

_LARGEST_MARK = 1 << 20

_FEW_BITS = 16
"""A ballot of so few bits is quicker looked up in a table of all that there can be than sorted."""


class BallotKind(StrEnum):
    """What a ballot of the method asks of a voter, and what a mark on it means; 0 always says nothing.

    YES_NO and APPROVALS: 1 marks the option. RANKING: 1 is the first place; places may be shared, and what
    is not ranked stands below all that is (governance K8). SCORES: one more than the score given, so that a
    score of nothing differs from none. POINTS: the points given.
    """

    YES_NO = "yes_no"
    APPROVALS = "approvals"
    RANKING = "ranking"
    SCORES = "scores"
    POINTS = "points"


class BadPoll(ValueError):
    """A poll that cannot be counted: an unknown or doubled option, a spoilt ballot, a negative number."""


@dataclass(frozen=True, slots=True, eq=False)
class Ballots:
    """Ballots in columns: `marks[b, o]` is what ballot b says of option o; `weights[b]` are its votes.

    `weights` count in parts of a vote, of which `parts` make one: 1, unless delegated votes were cut to
    fractions. A row may stand for many equal ballots. The marks may be bytes: compare them, and widen them
    before adding.
    """

    marks: Matrix
    weights: Matrix
    parts: int = 1

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]], weights: Iterable[Number] | None = None, *, width: int = 0) -> "Ballots":
        """Return ballots from rows of marks; each carries one vote unless `weights` say otherwise.

        `width` is the number of options, needed only where there may be no rows. Raises BadPoll.
        """
        listed = [tuple(row) for row in rows]
        if len({len(row) for row in listed}) > 1:
            raise BadPoll("a ballot has another number of marks than the others")
        marks = np.array(listed, dtype=np.int64).reshape(len(listed), len(listed[0]) if listed else width)
        return cls.weighed(marks, [1] * len(listed) if weights is None else list(weights))

    @classmethod
    def weighed(cls, marks: Matrix, weights: Sequence[Number]) -> "Ballots":
        """Return ballots with exact weights, brought to whole parts of a vote."""
        parts = lcm(*(weight.denominator for weight in weights))
        whole = [int(weight * parts) for weight in weights]
        kind: Any = np.int64 if sum(map(abs, whole)) < _SMALL else object
        return cls(marks, np.array(whole, dtype=kind), parts)

    @classmethod
    def packed(cls, rows: Sequence[bytes], weights: Sequence[Number], width: int) -> "Ballots":
        """Return ballots that were kept as one byte for each option."""
        marks = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), width)
        return cls.weighed(marks, weights)

    @property
    def total(self) -> int:
        """The weight of all ballots together, in parts of a vote."""
        return int(self.weights.sum())

    def votes(self, weight: Any) -> Number:  # noqa: ANN401 - numpy's whole numbers too
        """Return a weight in votes."""
        return exact(int(weight), self.parts)

    def sums(self, chosen: Matrix) -> list[int]:
        """Return for each column of a matrix the weight of the ballots times what stands there."""
        if self.weights.dtype == object:
            return [int(sum(self.weights * chosen[:, at].astype(object))) for at in range(chosen.shape[1])]
        if self.total * int(chosen.max(initial=0)) >= _EXACT:
            return [int(self.weights @ chosen[:, at].astype(np.int64, copy=False)) for at in range(chosen.shape[1])]
        found = np.zeros(chosen.shape[1])
        for start in range(0, len(chosen), _ROWS_AT_ONCE):
            some = slice(start, start + _ROWS_AT_ONCE)
            found += self.weights[some].astype(np.float64) @ chosen[some].astype(np.float64)
        return [int(each) for each in found]

    def merged(self) -> "Ballots":
        """Return the same ballots with equal rows joined; worth it before a loop over rows."""
        if not len(self.marks):
            return self
        if _bits(self.marks) * self.marks.shape[1] <= _FEW_BITS:
            return self._looked_up()
        words = _words(self.marks)
        order = np.lexsort(words[::-1])
        new = np.ones(len(order), dtype=bool)
        new[1:] = np.logical_or.reduce([np.diff(word[order]) != 0 for word in words])
        weights = np.zeros(int(new.sum()), dtype=self.weights.dtype)
        np.add.at(weights, np.cumsum(new) - 1, self.weights[order])
        return Ballots(self.marks[order[new]], weights, self.parts)

    def merged_if_few(self) -> "Ballots":
        """Return them merged where there are so few different ones that it is quicker than one look at every row."""
        return self.merged() if _bits(self.marks) * self.marks.shape[1] <= _FEW_BITS else self

    def _looked_up(self) -> "Ballots":
        """Return them merged by a table with a place for every ballot that there can be."""
        (words,) = _words(self.marks, np.uint16)
        different = int(words.max()) + 1
        weights = np.zeros(different, dtype=self.weights.dtype)
        np.add.at(weights, words, self.weights)
        row = np.full(different, -1)
        row[words] = np.arange(len(words))
        found = np.flatnonzero(row >= 0)
        return Ballots(self.marks[row[found]], weights[found], self.parts)

    def rows(self, chosen: Matrix) -> "Ballots":
        """Return only these ballots, chosen by place or by a yes or no for each."""
        return Ballots(self.marks[chosen], self.weights[chosen], self.parts)

    def only(self, columns: Sequence[int]) -> "Ballots":
        """Return the ballots with nothing but these options, in this order."""
        return Ballots(self.marks[:, list(columns)], self.weights, self.parts)


def _bits(marks: Matrix) -> int:
    """Return how many bits each mark takes."""
    return max(1, int(marks.max(initial=0)).bit_length())


def _words(marks: Matrix, kind: type[np.unsignedinteger[Any]] = np.uint64) -> list[Matrix]:
    """Return the rows as few columns of a kind that are equal where the rows are, and sort as the rows do."""
    bits = _bits(marks)
    fitting = np.iinfo(kind).bits // bits
    words = []
    for start in range(0, max(1, marks.shape[1]), fitting):
        word = np.zeros(len(marks), dtype=kind)
        for column in marks.T[start : start + fitting]:
            word = (word << kind(bits)) | column.astype(kind)
        words.append(word)
    return words


@dataclass(frozen=True, slots=True, eq=False)
class Chambers:
    """Groups of members whose votes are also counted apart, frozen with the roll (governance 11).

    `rolls` are the eligible votes by chamber; `of[b]` is the chamber of ballot b, by its place in `rolls`. A
    member is in exactly one chamber, so a ballot that carries votes of several is a row in each.
    """

    rolls: Mapping[str, Number]
    of: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Poll:
    """Everything a count depends on.

    `roll` is the number of eligible votes, `quorum` the votes in favour an option needs to be heard (0
    asks for none), `seats` how many options can win. `settings` are the method's own. `tie_order` names the
    options in the order in which a tie is settled, best first, listed beforehand or drawn by lot; without
    one a tie stays a tie. `default` is the option that stands for leaving things as they are, where the
    ballot has one. `chambers` are for methods that ask for a majority in several. Raises BadPoll.
    """

    options: tuple[str, ...]
    ballots: Ballots
    roll: Number
    quorum: Number = 0
    seats: int = 1
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tie_order: tuple[str, ...] = ()
    default: str | None = None
    chambers: Chambers | None = None

    def __post_init__(self) -> None:
        known = set(self.options)
        if len(known) != len(self.options):
            raise BadPoll("an option stands twice on the list")
        if self.quorum < 0 or self.seats < 1:
            raise BadPoll(f"quorum {self.quorum}, seats {self.seats}")
        if self.tie_order and (set(self.tie_order) != known or len(self.tie_order) != len(known)):
            raise BadPoll("the order for ties must name each option once")
        if self.default is not None and self.default not in known:
            raise BadPoll("the default option is not on the list")
        self._check_ballots()
        if self.chambers is not None:
            self._check_chambers(self.chambers)

    def _check_ballots(self) -> None:
        marks, weights = self.ballots.marks, self.ballots.weights
        if marks.shape != (len(weights), len(self.options)):
            raise BadPoll(f"{marks.shape[0]} ballots on {marks.shape[-1]} options do not fit {len(self.options)}")
        if marks.size and not 0 <= int(marks.min()) <= int(marks.max()) < _LARGEST_MARK:
            raise BadPoll("spoilt: a mark is negative or too large")
        if len(weights) and weights.min() < 0:
            raise BadPoll("spoilt: a ballot carries less than nothing")
        if self.ballots.votes(self.ballots.total) > self.roll:
            raise BadPoll(f"more votes than the {self.roll} on the roll")

    def _check_chambers(self, chambers: Chambers) -> None:
        weights = self.ballots.weights
        if chambers.of.shape != weights.shape or sum(chambers.rolls.values()) != self.roll:
            raise BadPoll("every ballot and every vote on the roll is in exactly one chamber")
        if chambers.of.size and not 0 <= int(chambers.of.min()) <= int(chambers.of.max()) < len(chambers.rolls):
            raise BadPoll("a ballot is in a chamber that is not on the list")
        for number, (name, roll) in enumerate(chambers.rolls.items()):
            if roll < 0 or self.ballots.votes(weights[chambers.of == number].sum()) > roll:
                raise BadPoll(f"more votes than the {roll} on the roll of {name}")

    def setting(self, key: str, default: str) -> str:
        """Return a setting of the method, or what holds where the poll says nothing."""
        return self.settings.get(key, default)

    def place(self, option: str) -> int:
        """Return where the option stands in the order for ties, else on the list; 0 is best."""
        return (self.tie_order or self.options).index(option)

    def restricted(self, options: Sequence[str]) -> "Poll":
        """Return the poll with only these options, as if the others had never stood on the list."""
        kept = [self.options.index(option) for option in options]
        return Poll(
            tuple(options), self.ballots.only(kept), self.roll, self.quorum, self.seats, self.settings,
            tuple(option for option in self.tie_order if option in set(options)),
            self.default if self.default in options else None, self.chambers,
        )  # fmt: skip
