"""Counts by pyrankvote, which takes every ballot by itself."""

from collections.abc import Callable, Mapping

from pyrankvote import Ballot, Candidate, instant_runoff_voting, single_transferable_vote

from bench.beside.counting.ballots import Raw


def _given(raw: Raw) -> tuple[list[Candidate], list[Ballot]]:
    candidates = [Candidate(str(at)) for at in range(raw.options)]
    return candidates, [Ballot([candidates[at] for at in row]) for row in raw.each()]


def _irv(raw: Raw) -> frozenset[int]:
    return frozenset(int(won.name) for won in instant_runoff_voting(*_given(raw)).get_winners())


def _stv(raw: Raw) -> frozenset[int]:
    return frozenset(int(won.name) for won in single_transferable_vote(*_given(raw), raw.seats).get_winners())


PROGRAMS: Mapping[str, Callable[[Raw], frozenset[int]]] = {"irv": _irv, "stv_scottish": _stv}
