"""Counts by abcvoting, which takes equal ballots once with their number."""

from collections.abc import Callable, Mapping
from functools import partial

from abcvoting import abcrules
from abcvoting.preferences import Profile, Voter

from bench.beside.counting.ballots import Raw, marked

_RULES = {
    "approval": "av",
    "limited_vote": "av",
    "satisfaction_approval": "sav",
    "sequential_proportional_approval": "seqpav",
    "sequential_phragmen": "seqphragmen",
    "equal_shares": "equal-shares",
}


def _count(rule: str, raw: Raw) -> frozenset[int]:
    profile = Profile(raw.options)
    profile.add_voters([Voter(marked(row), number) for row, number in raw.joined()])
    committee, *_ = abcrules.compute(rule, profile, raw.seats, resolute=True)
    return frozenset(committee)


PROGRAMS: Mapping[str, Callable[[Raw], frozenset[int]]] = {
    method: partial(_count, rule) for method, rule in _RULES.items()
}
