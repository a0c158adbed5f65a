"""Ranked ballots column by column, so that a whole electorate is compared at once and the sums stay exact."""

from typing import Any

import numpy as np

from bot.rules.counting.poll import Ballots, Matrix

_MOST_WEIGHTS = 64
"""Up to so many different weights each get a layer of their own; more are taken apart into powers of two."""


def layers(ballots: Ballots) -> list[tuple[int, Matrix]]:
    """Return (factor, places) pairs that add up to the ballots: a ballot counts `factor` wherever it stands.

    `places[option, ballot]` is 0 for the first place and so on; the highest number the matrix can hold
    stands for an option that is not ranked, and the number below that one is never used. Factors are
    whole numbers of any size, in parts of a vote: only counts of rows are taken in 64 bits.
    """
    marks, weights = ballots.marks, ballots.weights
    if not marks.size or not weights.any():
        return []
    small: Any = np.uint8 if int(marks.max()) < np.iinfo(np.uint8).max else np.uint32
    marks = marks.astype(small, copy=False)
    if weights.min() == weights.max():
        return [(int(weights[0]), _columns(marks))]
    values = np.unique(weights)
    if len(values) <= _MOST_WEIGHTS:
        chosen = ((int(value), weights == value) for value in values if value)
    else:
        powers = range(int(values[-1]).bit_length())
        chosen = ((1 << power, (weights >> power & 1).astype(bool)) for power in powers)
    return [(factor, _columns(marks[rows])) for factor, rows in chosen if rows.any()]


def _columns(marks: Matrix) -> Matrix:
    """Return places by option; taking one from a mark of 0 gives the highest number there is."""
    places: Matrix = np.array(marks.T, order="C")
    places -= places.dtype.type(1)
    return places
