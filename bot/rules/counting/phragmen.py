"""Sequential Phragmén: every elected option is a load of 1 on its voters, kept as even as possible.

Source: E. Phragmén (1894), as rule 9 (seq-Phragmén) in M. Lackner and P. Skowron, "Multi-Winner Voting with
Approval Preferences" (Springer, 2023). Put with money: every vote earns evenly as time goes by, and an option
is elected as soon as its voters together hold 1, which they pay; its load is the time at which that is.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd, lcm
from typing import ClassVar

import numpy as np

from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Count
from bot.rules.counting.patterns import Patterns
from bot.rules.counting.poll import BallotKind, Matrix, Poll
from bot.rules.counting.sequential import elect
from bot.rules.numbers import Number, exact


@dataclass(frozen=True, slots=True, eq=False)
class Loads:
    """The load of a vote of each pattern: `values[at[p]] / scale`; few values, however many patterns there are.

    Options without a voter are elected last, and are all level.
    """

    measure: ClassVar[str] = "load"
    least_wins: ClassVar[bool] = True
    patterns: Patterns
    values: tuple[int, ...]
    scale: int
    at: Matrix
    elected: frozenset[int]

    def numbers(self) -> dict[int, Number]:
        """Return the load that the voters of each option would come to bear: (1 + their loads) / their number."""
        sums = self.patterns.sums(self.at, len(self.values))
        numbers: dict[int, Number] = {}
        for option, voters in enumerate(map(sum, zip(*sums, strict=True))):
            if voters and option not in self.elected:
                borne = sum(value * row[option] for value, row in zip(self.values, sums, strict=True))
                numbers[option] = exact(self.patterns.parts * self.scale + borne, voters * self.scale)
        return numbers

    def after(self, options: tuple[int, ...], load: Number) -> "Loads":
        """Return the position once these are elected too: all their voters bear the same load."""
        finer = lcm(self.scale, load.denominator)
        values = *(value * (finer // self.scale) for value in self.values), int(load * finer)
        at = np.where(self.patterns.marking(options), len(self.values), self.at)
        return Loads(self.patterns, *compact(values, finer, at), self.elected | set(options))

    def otherwise(self) -> "Unwanted":
        """Return the position in which only options without a voter are left."""
        return Unwanted(self.patterns.options, self.elected)

    def key(self) -> Hashable:
        """Return the load of each pattern."""
        return self.values, self.scale, self.at.tobytes()


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Options that nobody marks, all level."""

    measure: ClassVar[str] = "approvals"
    least_wins: ClassVar[bool] = False
    options: range
    elected: frozenset[int]

    def numbers(self) -> Mapping[int, Number]:
        """Return 0 for each of them."""
        return {option: 0 for option in self.options if option not in self.elected}

    def after(self, options: tuple[int, ...], _none: Number) -> "Unwanted":
        """Return the position once these are elected too."""
        return Unwanted(self.options, self.elected | set(options))

    def otherwise(self) -> None:
        """Return nothing: the list is at its end."""

    def key(self) -> Hashable:
        """Return nothing: who is elected says it all."""
        return None


def compact(values: Sequence[int], scale: int, at: Matrix) -> tuple[tuple[int, ...], int, Matrix]:
    """Return the values that are in use, each once, sorted and in lowest terms, and where each pattern finds its own.

    A value is so many parts of a vote's money, or load, of which `scale` make 1.
    """
    used = np.flatnonzero(np.bincount(at)).tolist()
    kept = sorted({values[each] for each in used})
    common = gcd(scale, *kept)
    place = {value: number for number, value in enumerate(kept)}
    moved = np.zeros(len(values), dtype=np.int32)
    moved[used] = [place[values[each]] for each in used]
    return tuple(value // common for value in kept), scale // common, moved[at]


def _start(_poll: Poll, patterns: Patterns) -> Loads:
    return Loads(patterns, (0,), 1, patterns.nowhere(), frozenset())


def count(poll: Poll) -> Count:
    """Elect the option whose voters would bear least, until the seats are filled. Raises BadPoll."""
    return elect(poll, _start)


METHOD = Method(
    "sequential_phragmen",
    "Sequential Phragmén",
    Family.CHOOSE,
    "Mark every option you can live with; voters share the load of each seat, and the lightest load wins the next.",
    BallotKind.APPROVALS,
    'E. Phragmén, "Sur une méthode nouvelle pour réaliser, dans les élections, la représentation '
    'proportionnelle des partis", Öfversigt af Kongliga Vetenskaps-Akademiens Förhandlingar 51 (1894), 133-137',
    count,
    several=True,
)
