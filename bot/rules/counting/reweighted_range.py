"""Reweighted range voting: scores for several seats, where a seat costs the ballots that wanted its winner.

Source: Smith, "Reweighted range voting", https://rangevoting.org/RRV.html. A ballot whose scores for the
winners so far add up to s counts M / (M + s), M being the largest score, or M / (M + 2s): for voters who
score by party these come to the rules of D'Hondt and of Sainte-Laguë. No answer counts as 0.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from bot.rules.counting.levels import heard_above_default, levels, tied
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Act, Count, Step, Tie, conclude
from bot.rules.counting.poll import BadPoll, BallotKind, Matrix, Poll
from bot.rules.counting.rated import MAX_SCORE, check_scale, fast, histogram, scores, whole
from bot.rules.numbers import Number, exact

_PRICES = {"dhondt": 1, "sainte_lague": 2}

DIVISORS = Setting(
    "divisors",
    "What a seat costs those who wanted it: Sainte-Laguë is kinder to small groups.",
    "dhondt",
    tuple(_PRICES),
)


def count(poll: Poll) -> Count:
    """Fill the seats one by one, each by the largest reweighted sum; `totals` are what each option had last.

    Where no more options are left than seats, all of them win. Raises BadPoll where a score is above the
    largest.
    """
    largest, price = whole(poll, MAX_SCORE, 1), _PRICES.get(poll.setting(DIVISORS.key, DIVISORS.default))
    if price is None:
        raise BadPoll(f"divisors are {' or '.join(_PRICES)}")
    check_scale(poll, largest)
    standing, steps = heard_above_default(poll, BallotKind.SCORES)
    values = scores(standing.ballots)
    given = np.zeros(len(values), dtype=np.int64)
    last: dict[str, Number] = {}
    left, winners, tie = standing.options, list[str](), None
    while left and len(winners) < poll.seats:
        sums = _reweighted(standing, values, given, largest, left)
        last |= sums
        steps.append(Step(Act.TALLY, left, sums, {"round": len(winners) + 1}))
        won, undecided = _won(standing, levels(standing, sums), poll.seats - len(winners))
        if undecided:
            tie = tie or undecided
            steps.append(tied(standing, undecided))
        if not won:
            break
        winners += won
        steps.append(Step(Act.ELECTED, won, {option: sums[option] for option in won}))
        left = tuple(option for option in left if option not in won)
        given += price * values[:, standing.options.index(won[0])].astype(np.int64)
    return conclude(standing, winners, tie, last, steps)


def _won(poll: Poll, ranked: Sequence[tuple[str, ...]], seats: int) -> tuple[tuple[str, ...], Tie | None]:
    """Return who wins the next seat, and the tie for it if there is one."""
    first = ranked[0]
    if sum(map(len, ranked)) <= seats:
        return tuple(option for level in ranked for option in level), None
    if len(first) == 1:
        return first, None
    return (first[:1] if poll.tie_order else ()), Tie(first, 1)


def _reweighted(poll: Poll, values: Matrix, given: Matrix, largest: int, left: Sequence[str]) -> dict[str, Number]:
    """Return the sum of scores of each option that is left, each ballot weighed by what it has been given."""
    ballots, most = poll.ballots, int(given.max(initial=0)) + 1
    weights = fast(ballots.weights, largest)
    sums: dict[str, Number] = {}
    for option in left:
        parts = histogram(given, weights * values[:, poll.options.index(option)], most)
        total = sum((Fraction(part * largest, largest + got) for got, part in enumerate(parts) if part), Fraction())
        sums[option] = exact(total.numerator, total.denominator * ballots.parts)
    return sums


METHOD = Method(
    "reweighted_range",
    "Reweighted range",
    Family.RATE,
    "Score each option; seats go to the largest sums, and a ballot counts less for each winner it scored.",
    BallotKind.SCORES,
    'Smith, "Reweighted range voting", https://rangevoting.org/RRV.html',
    count,
    (MAX_SCORE, DIVISORS),
    several=True,
)
