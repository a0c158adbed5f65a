"""Counts by votelib, which takes equal ballots once with their number.

Its run-off and its transferable vote break off where options are level for the last place, as some nearly always are.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from votelib.component.rankscore import Borda
from votelib.convert import ApprovalToSimpleVotes, RankedToCondorcetVotes, RankedToPositionalVotes
from votelib.evaluate.approval import SequentialProportionalApproval
from votelib.evaluate.cardinal import STAR, MajorityJudgment, ScoreVoting
from votelib.evaluate.condorcet import RankedPairs, Schulze
from votelib.evaluate.core import Plurality, PreConverted

from bench.beside.counting.ballots import Raw, marked

Votes = dict[Any, int]


class _Evaluator(Protocol):
    def evaluate(self, votes: Votes, n_seats: int) -> list[int]:
        """Return who wins the seats."""


def _marks(raw: Raw) -> Votes:
    return {frozenset(marked(row)): number for row, number in raw.joined()}


def _rankings(raw: Raw) -> Votes:
    return {tuple(row): number for row, number in raw.joined()}


def _scores(raw: Raw) -> Votes:
    return {frozenset(enumerate(row)): number for row, number in raw.joined()}


def _by(evaluator: _Evaluator, votes: Callable[[Raw], Votes]) -> Callable[[Raw], frozenset[int]]:
    return lambda raw: frozenset(evaluator.evaluate(votes(raw), raw.seats))


PROGRAMS: Mapping[str, Callable[[Raw], frozenset[int]]] = {
    "approval": _by(PreConverted(ApprovalToSimpleVotes(), Plurality()), _marks),
    "limited_vote": _by(PreConverted(ApprovalToSimpleVotes(), Plurality()), _marks),
    "satisfaction_approval": _by(PreConverted(ApprovalToSimpleVotes(split=True), Plurality()), _marks),
    "sequential_proportional_approval": _by(SequentialProportionalApproval(), _marks),
    "schulze": _by(PreConverted(RankedToCondorcetVotes(), Schulze()), _rankings),
    "ranked_pairs": _by(PreConverted(RankedToCondorcetVotes(), RankedPairs()), _rankings),
    "borda": _by(PreConverted(RankedToPositionalVotes(Borda()), Plurality()), _rankings),
    "score": _by(ScoreVoting("sum"), _scores),
    "star": _by(STAR(), _scores),
    "majority_judgment": _by(MajorityJudgment(), _scores),
    "dots": _by(ScoreVoting("sum"), _scores),
}
