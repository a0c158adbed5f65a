"""Counts by pref_voting, which takes equal ballots once with their number."""

from collections.abc import Callable, Mapping

from pref_voting.grade_methods import cumulative_voting, majority_judgement, score_voting, star
from pref_voting.grade_profiles import GradeProfile
from pref_voting.iterative_methods import instant_runoff
from pref_voting.margin_based_methods import beat_path, ranked_pairs
from pref_voting.profiles import Profile
from pref_voting.proportional_methods import stv_meek, stv_scottish
from pref_voting.scoring_methods import borda

from bench.beside.counting.ballots import LARGEST, POINTS, Raw

Winners = frozenset[int]


def _profile(raw: Raw) -> Profile:
    rows, numbers = zip(*raw.joined(), strict=True)
    return Profile(list(rows), rcounts=list(numbers))


def _grades(raw: Raw, largest: int = LARGEST) -> GradeProfile:
    rows, numbers = zip(*raw.joined(), strict=True)
    return GradeProfile(
        [dict(enumerate(row)) for row in rows], [*range(largest + 1)], list(numbers), [*range(raw.options)]
    )


PROGRAMS: Mapping[str, Callable[[Raw], Winners]] = {
    "schulze": lambda raw: frozenset(beat_path(_profile(raw))),
    "ranked_pairs": lambda raw: frozenset(ranked_pairs(_profile(raw))),
    "borda": lambda raw: frozenset(borda(_profile(raw))),
    "irv": lambda raw: frozenset(instant_runoff(_profile(raw))),
    "stv_scottish": lambda raw: frozenset(stv_scottish(_profile(raw), num_seats=raw.seats)),
    "stv_meek": lambda raw: frozenset(stv_meek(_profile(raw), num_seats=raw.seats)),
    "score": lambda raw: frozenset(score_voting(_grades(raw))),
    "star": lambda raw: frozenset(star(_grades(raw))),
    "majority_judgment": lambda raw: frozenset(majority_judgement(_grades(raw))),
    "dots": lambda raw: frozenset(cumulative_voting(_grades(raw, sum(POINTS)), max_total_grades=sum(POINTS))),
}
