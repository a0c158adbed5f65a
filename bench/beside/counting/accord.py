"""Accord's own counts, from the file to the winners."""

from collections.abc import Mapping

import numpy as np

from bench.beside.counting.ballots import POINTS, Raw
from bot.rules.counting.poll import BallotKind, Ballots, Matrix, Poll
from bot.rules.counting.registry import METHODS

SETTINGS: Mapping[str, Mapping[str, str]] = {
    "limited_vote": {"marks": "2"},
    "dots": {"budget": str(sum(POINTS))},
}

_AT_ONCE = 1 << 14


def count(key: str, raw: Raw) -> frozenset[int]:
    """Return who wins by a method."""
    method = METHODS[key]
    marks = raw.matrix()
    if method.ballots is BallotKind.RANKING:
        marks = places(marks)
    if method.ballots is BallotKind.SCORES:
        marks += np.uint8(1)
    names = tuple(map(str, range(raw.options)))
    ballots = Ballots(marks, np.ones(len(marks), dtype=np.int64))
    poll = Poll(names, ballots, len(marks), seats=raw.seats, settings=SETTINGS.get(key, {}))
    return frozenset(map(int, method.count(poll).winners))


def places(rankings: Matrix) -> Matrix:
    """Return for each ballot the place of each option, 1 being the first, from its options in order."""
    found = np.empty_like(rankings)
    number, options = rankings.shape
    first = np.arange(min(_AT_ONCE, number))[:, None] * options
    order = np.arange(1, options + 1, dtype=np.uint8)
    for start in range(0, number, _AT_ONCE):
        some = rankings[start : start + _AT_ONCE]
        found[start : start + _AT_ONCE].reshape(-1)[first[: len(some)] + some] = order
    return found
