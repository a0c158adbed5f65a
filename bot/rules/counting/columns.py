"""Ranked ballots column by column, so that a whole electorate is compared at once and the sums stay exact."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.rules.counting.poll import Ballots, Matrix

_MOST_WEIGHTS = 64
"""Up to so many different weights each get a layer of their own; more are taken apart into powers of two."""

_FEW = 1 << 12
"""Up to so many ballots are weighed one by one: that is quicker than many layers."""

_FLOAT = 1 << 53
"""Total weight below which numpy adds whole numbers exactly in floating point, which it does fastest."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Some of the ballots. `places[option, ballot]` is 0 for the first place and so on.

    The highest number the matrix can hold stands for an option that is not ranked, and the number below that one is
    never used. Every ballot weighs `factor`, a whole number of any size, in parts of a vote; or else its number
    in `weights`.
    """

    places: Matrix
    factor: int = 1
    weights: Matrix | None = None

    def weigh(self, chosen: Matrix) -> int:
        """Return what the ballots weigh of which that is true, exactly: rows are counted in 64 bits at most."""
        if self.weights is None:
            return self.factor * int(np.count_nonzero(chosen))
        return int(chosen @ self.weights)


def layers(ballots: Ballots) -> list[Layer]:
    """Return layers that together are the ballots."""
    marks, weights = ballots.marks, ballots.weights
    if not marks.size:
        return []
    small: Any = np.uint8 if int(marks.max()) < np.iinfo(np.uint8).max else np.uint32
    marks = marks.astype(small, copy=False)
    if weights.min() == weights.max():
        return [Layer(_columns(marks), int(weights[0]))]
    if len(weights) <= _FEW and weights.dtype != object and ballots.total < _FLOAT:
        return [Layer(_columns(marks), weights=weights.astype(np.float64))]
    values = np.unique(weights)
    if len(values) <= _MOST_WEIGHTS:
        chosen = ((int(value), weights == value) for value in values)
    else:
        powers = range(int(values[-1]).bit_length())
        chosen = ((1 << power, (weights >> power & 1).astype(bool)) for power in powers)
    return [Layer(_columns(marks[rows]), factor) for factor, rows in chosen if rows.any()]


def _columns(marks: Matrix) -> Matrix:
    """Return places by option; taking one from a mark of 0 gives the highest number there is."""
    places: Matrix = np.array(marks.T, order="C")
    places -= places.dtype.type(1)
    return places
