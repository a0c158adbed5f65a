"""The Schulze method: an option wins whose chains of defeats against every other are at least as strong as theirs.

Source: Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
election method", Social Choice and Welfare 36 (2011), 267-303. Quorum per option as in governance 8.1.
"""

from fractions import Fraction

import numpy as np

from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Act, Count, Step
from bot.rules.counting.pairwise import (
    STRENGTH,
    Defeat,
    Duels,
    Measure,
    best_first,
    defeats,
    duels,
    grouped,
    measure,
    named,
    pairwise_step,
    widest,
)
from bot.rules.counting.poll import BallotKind, Matrix, Poll
from bot.rules.counting.single import by_front, heard_for_one
from bot.rules.numbers import Number, exact


def count(poll: Poll) -> Count:
    """Compare every two options, then the strongest chains of defeats both ways; who loses none of these wins.

    The totals say how many others an option beats by its chains, the order ranks all options by them.
    Raises BadPoll for several seats, ballots of another kind or a strength that is unknown.
    """
    strength = measure(poll)
    standing, steps = heard_for_one(poll)
    weights = duels(standing.ballots)
    beats, paths = chains(standing, weights, strength)
    order = named(standing, best_first(beats))
    totals = wins(standing, beats)
    return by_front(
        standing, order[0] if order else (), totals, [*steps, pairwise_step(standing, weights), paths], order
    )


def chains(poll: Poll, weights: Duels, strength: Measure) -> tuple[Matrix, Step]:
    """Return who beats whom (`beats[i, j]`) by a stronger chain of defeats, and the step that shows the chains.

    The step has each chain's weakest defeat as votes, as a margin or, for ratios, as its share of both
    sides' votes, so that a defeat without opposition has a number too; 0 is no chain.
    """
    groups = grouped(defeats(weights), strength)
    links = np.zeros((len(weights), len(weights)), dtype=np.int64)
    for place, group in enumerate(groups, 1):
        for defeat in group:
            links[defeat.winner, defeat.loser] = place
    paths = widest(links)
    shown: list[Number] = [0, *(_shown(poll, group[0]) for group in groups)]
    table = tuple(tuple(shown[place] for place in row) for row in paths.tolist())
    return paths > paths.T, Step(Act.PATHS, poll.options, facts={"strength": _strength(poll)}, matrix=table)


def _strength(poll: Poll) -> str:
    return poll.setting(STRENGTH.key, STRENGTH.default)


def _shown(poll: Poll, defeat: Defeat) -> Number:
    match _strength(poll):
        case "margins":
            return poll.ballots.votes(defeat.votes - defeat.against)
        case "ratio":
            share = Fraction(defeat.votes, defeat.votes + defeat.against)
            return exact(share.numerator, share.denominator)
        case _:
            return poll.ballots.votes(defeat.votes)


def wins(poll: Poll, beats: Matrix) -> dict[str, Number]:
    """Return how many others each option beats."""
    return {option: int(row.sum()) for option, row in zip(poll.options, beats, strict=True)}


METHOD = Method(
    "schulze",
    "Schulze",
    Family.RANK,
    "Rank the options; the one that no other beats, directly or by a stronger chain of defeats, wins.",
    BallotKind.RANKING,
    'Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner '
    'election method", Social Choice and Welfare 36 (2011), 267-303',
    count,
    (STRENGTH,),
)
