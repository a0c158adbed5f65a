"""How concentrated power is, and how much of it a weight really gives (governance 12.1, 12.2).

All indices are exact. They are taken over the whole eligible roll, weights of 0 included: over the voters alone,
four people who hold everything look like perfect equality. They describe; nothing here ever feeds back into a
weight (X7).

A coalition wins when its weight reaches the quota. The indices of Banzhaf ("Weighted Voting Doesn't Work", Rutgers
Law Review 19, 1965) and of Shapley and Shubik ("A Method for Evaluating the Distribution of Power in a Committee
System", American Political Science Review 48, 1954) are found by counting coalitions, in `coalitions.py`.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import factorial
from operator import mul

from bot.rules.coalitions import BadWeights, turned
from bot.rules.delegation import ChoiceT


def effective_deciders(weights: Sequence[int]) -> Fraction:
    """Return how many people with equal weights would be as concentrated: 1 over the sum of squared shares.

    Source: Laakso and Taagepera, Comparative Political Studies 12 (1979). 1 where one person holds everything,
    the number of people exactly where all hold the same (X1, X2). Raises BadWeights.
    """
    total = _total(weights)
    return Fraction(total * total, sum(weight * weight for weight in weights))


def gini(weights: Sequence[int]) -> Fraction:
    """Return Gini's coefficient: 0 where all hold the same, 1 - 1/n where one of n holds everything (X3).

    Raises BadWeights.
    """
    total, count = _total(weights), len(weights)
    ranked = sum(rank * weight for rank, weight in enumerate(sorted(weights), 1))
    return Fraction(2 * ranked, count * total) - Fraction(count + 1, count)


def top_share(weights: Sequence[int]) -> Fraction:
    """Return the share of the largest weight in all of them. Raises BadWeights."""
    total = _total(weights)
    return Fraction(max(weights), total)


def nakamoto(weights: Sequence[int]) -> int:
    """Return how few people together hold more than half of the weight. Raises BadWeights."""
    total = _total(weights)
    held = accumulate(sorted(weights, reverse=True))
    return 1 + sum(1 for so_far in held if 2 * so_far <= total)


def majority(weights: Sequence[int]) -> int:
    """Return the quota of more than half of the weight. Raises BadWeights."""
    return _total(weights) // 2 + 1


def banzhaf(weights: Sequence[int], quota: int) -> list[Fraction]:
    """Return for each person the share of the coalitions of all others that win only with them.

    The absolute index, also of Penrose: the chance to decide when everybody else votes by the toss of a coin.
    Raises BadWeights, TooLarge.
    """
    others = sum(1 for weight in weights if weight) - 1
    return [Fraction(swings, 1 << others) for swings in _swings(weights, quota)]


def banzhaf_normalized(weights: Sequence[int], quota: int) -> list[Fraction]:
    """Return for each person their share of all swings, which add up to 1. Raises BadWeights, TooLarge."""
    swings = _swings(weights, quota)
    every = sum(swings)
    return [Fraction(own, every) for own in swings]


def shapley_shubik(weights: Sequence[int], quota: int) -> list[Fraction]:
    """Return for each person the share of all orders of joining in which the coalition wins as they join.

    Raises BadWeights, TooLarge.
    """
    count = sum(1 for weight in weights if weight)
    orders = [factorial(before) * factorial(count - 1 - before) for before in range(count)]
    whole = factorial(count)
    by_weight = {
        weight: Fraction(sum(map(mul, orders, by_size)), whole)
        for weight, by_size in turned(weights, quota, by_size=True).items()
    }
    return [by_weight.get(weight, Fraction(0)) for weight in weights]


def flips(
    decide: Callable[[Mapping[ChoiceT, int]], Hashable], choices: Mapping[int, ChoiceT], weights: Mapping[int, int]
) -> bool:
    """Whether the result would be another if every delegation were ignored, and each ballot weighed 1.

    `decide` tells the result of votes by choice; `choices` and `weights` are by voter. Raises KeyError where a
    weight has no ballot.
    """
    with_them: Counter[ChoiceT] = Counter()
    without: Counter[ChoiceT] = Counter()
    for voter, weight in weights.items():
        with_them[choices[voter]] += weight
        without[choices[voter]] += 1
    return decide(with_them) != decide(without)


def _swings(weights: Sequence[int], quota: int) -> list[int]:
    by_weight = turned(weights, quota, by_size=False)
    return [by_weight[weight][0] if weight else 0 for weight in weights]


def _total(weights: Sequence[int]) -> int:
    """Return all weight together, as long as there is some and none is less than nothing."""
    if min(weights, default=0) < 0 or not any(weights):
        raise BadWeights(f"weights from {min(weights, default=0)} to {max(weights, default=0)}")
    return sum(weights)
