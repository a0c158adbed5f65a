"""Counts by starvote, which takes every ballot by itself."""

from collections.abc import Callable, Mapping
from functools import partial

import starvote

from bench.beside.counting.ballots import LARGEST, Raw


def _count(method: starvote.Method, raw: Raw) -> frozenset[int]:
    names = [str(at) for at in range(raw.options)]
    ballots = [dict(zip(names, row, strict=True)) for row in raw.each()]
    seats = {"seats": raw.seats} if method.multiwinner else {}
    return frozenset(map(int, starvote.election(method, ballots, maximum_score=LARGEST, **seats)))


PROGRAMS: Mapping[str, Callable[[Raw], frozenset[int]]] = {
    "star": partial(_count, starvote.star),
    "reweighted_range": partial(_count, starvote.rrv),
}
