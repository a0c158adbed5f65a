"""Each option against each other: what Schulze, Debian, LiquidFeedback, ranked pairs and Borda are counted from.

An option that a ballot does not rank stands below all that it ranks, level with the others it leaves out
(governance K8, after the Debian Constitution 1.9, A.5.1).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from bot.rules.counting.columns import Layer, layers
from bot.rules.counting.method import Setting
from bot.rules.counting.outcome import Act, Step
from bot.rules.counting.poll import BadPoll, Ballots, Matrix, Poll
from bot.rules.numbers import Number

_ROWS_AT_ONCE = 1 << 17
"""So many ballots of two options fit a processor's cache."""

Duels = tuple[tuple[int, ...], ...]
"""`duels[i][j]`: the weight of the ballots that put option i above option j, in parts of a vote."""

STRENGTH = Setting(
    "strength",
    "What makes one defeat stronger than another: the winner's votes (of equal ones the smaller opposition, or those "
    "votes alone), the difference, or the ratio.",
    "winning votes",
    ("winning votes", "winning votes alone", "margins", "ratio"),
)


@dataclass(frozen=True, slots=True)
class Defeat:
    """The winner is above the loser on more weight of ballots (`votes`) than the other way round (`against`)."""

    winner: int
    loser: int
    votes: int
    against: int


Measure = Callable[[Defeat], tuple[Number, ...]]
"""Says how strong a defeat is; more comes later in order."""

MEASURES: dict[str, Measure] = {
    "winning votes": lambda defeat: (defeat.votes, -defeat.against),
    "winning votes alone": lambda defeat: (defeat.votes,),
    "margins": lambda defeat: (defeat.votes - defeat.against,),
    "ratio": lambda defeat: (1, defeat.votes) if not defeat.against else (0, Fraction(defeat.votes, defeat.against)),
}
"""Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
election method", Social Choice and Welfare 36 (2011), section 2.1: of equal winning votes the smaller
opposition is stronger; a defeat without opposition has the greatest ratio, the more votes the stronger.
Winning votes alone are what many programs compare."""


def measure(poll: Poll, default: str = STRENGTH.default) -> Measure:
    """Return how the poll's settings measure defeats. Raises BadPoll for a strength that is unknown."""
    found = MEASURES.get(poll.setting(STRENGTH.key, default))
    if found is None:
        raise BadPoll(f"a defeat's strength is one of: {', '.join(MEASURES)}")
    return found


def duels(ballots: Ballots) -> Duels:
    """Return how much weight of ballots puts each option above each other one; exact at any size."""
    width = ballots.marks.shape[1]
    sums = [[0] * width for _ in range(width)]
    for layer in layers(ballots):
        for start in range(0, layer.places.shape[1], _ROWS_AT_ONCE):
            _compare(sums, layer, layer.places[:, start : start + _ROWS_AT_ONCE])
    return tuple(map(tuple, sums))


def _compare(sums: list[list[int]], layer: Layer, places: Matrix) -> None:
    for one in range(len(sums)):
        for other in range(one):
            sums[one][other] += layer.weigh(places[one] < places[other])
            sums[other][one] += layer.weigh(places[one] > places[other])


def pairwise_step(poll: Poll, weights: Duels) -> Step:
    """Return the step that shows the comparison of every two options, in votes."""
    return Step(Act.PAIRWISE, poll.options, matrix=tuple(tuple(map(poll.ballots.votes, row)) for row in weights))


def defeats(weights: Duels) -> list[Defeat]:
    """Return every defeat of one option by another; two that are level defeat neither."""
    everyone = range(len(weights))
    return [
        Defeat(one, other, weights[one][other], weights[other][one])
        for one in everyone
        for other in everyone
        if weights[one][other] > weights[other][one]
    ]


def grouped(found: Sequence[Defeat], strength: Measure) -> list[list[Defeat]]:
    """Return the defeats by strength, weakest first, equally strong ones together."""
    groups: dict[tuple[Number, ...], list[Defeat]] = {}
    for defeat in found:
        groups.setdefault(strength(defeat), []).append(defeat)
    return [groups[key] for key in sorted(groups)]


def widest(strengths: Matrix) -> Matrix:
    """Return for each two options the strength of the strongest chain between them (Floyd and Warshall).

    A chain is as strong as its weakest link; 0 is no link.
    """
    paths = strengths.copy()
    for via in range(len(paths)):
        np.maximum(paths, np.minimum(paths[:, [via]], paths[[via], :]), out=paths)
    np.fill_diagonal(paths, 0)
    return paths


def smith(weights: Duels) -> set[int]:
    """Return the smallest set of options each of which defeats every option outside it (Smith 1973)."""
    table = np.array(weights, dtype=object).reshape(len(weights), len(weights))
    reached = widest((table >= table.T).astype(np.int64)) + np.eye(len(table), dtype=np.int64)
    return {at for at, row in enumerate(reached) if row.all()}


def among(weights: Duels, kept: Sequence[int]) -> Duels:
    """Return the comparison of these options only, in this order."""
    return tuple(tuple(weights[one][other] for other in kept) for one in kept)


def best_first(beaten: Matrix) -> list[list[int]]:
    """Return levels, best first: each holds who is beaten by nobody that is left; `beaten[i, j]`: i beats j.

    `beaten` must have no cycles.
    """
    left = list(range(len(beaten)))
    levels: list[list[int]] = []
    while left:
        top = [each for each in left if not beaten[left, each].any()]
        levels.append(top)
        left = [each for each in left if each not in top]
    return levels


def named(poll: Poll, levels: Sequence[Sequence[int]]) -> list[tuple[str, ...]]:
    """Return levels of options by name."""
    return [tuple(poll.options[at] for at in level) for level in levels]


def defeat_step(poll: Poll, defeat: Defeat, *, kept: bool) -> Step:
    """Return the step that says whether a defeat was kept or left out."""
    facts: dict[str, Any] = {
        "votes": poll.ballots.votes(defeat.votes),
        "against": poll.ballots.votes(defeat.against),
        "kept": "yes" if kept else "no",
    }
    return Step(Act.DEFEAT, (poll.options[defeat.winner], poll.options[defeat.loser]), facts=facts)
