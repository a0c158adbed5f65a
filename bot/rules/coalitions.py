"""How many coalitions each weight turns from losing to winning, exactly.

The coalitions by weight and size are the coefficients of a product, one factor for each person (the generating
functions of Mann and Shapley, RAND RM-3158 and RM-3651, 1960 and 1962). Here one whole number of Python is the
polynomial, with room for one coefficient after the other in its bits, so that a factor is a shift and a sum: two
hundred people with ten thousand votes take a twentieth of a second, told apart by size twenty seconds.
"""

from collections.abc import Sequence
from math import gcd

_LARGEST = 1 << 30
"""Bits of the number beyond which the count is refused: an eighth of a gigabyte."""


class BadWeights(ValueError):
    """Weights are not negative, somebody has one, and a quota is above 0 and reached by everybody together."""


class TooLarge(BadWeights):
    """Too many people, or too much weight, to go through all coalitions."""


def effort(weights: Sequence[int], quota: int) -> int:
    """Return about how many bits are gone through to find what each weight turns, sizes not told apart.

    A thousand million take about a tenth of a second.
    """
    people = [weight for weight in weights if weight]
    return (len(people) + 1) * quota * (len(people) + 10 * len({*people}))


def turned(weights: Sequence[int], quota: int, *, by_size: bool) -> dict[int, list[int]]:
    """Return for each weight above 0 how many coalitions of others such a person turns, by their size.

    A coalition wins when its weight reaches the quota. People without weight are left out of all coalitions.
    Without `by_size` the list is one number for all sizes. Raises BadWeights, TooLarge.
    """
    if min(weights, default=0) < 0 or not 0 < quota <= sum(weights):
        raise BadWeights(f"a quota of {quota} for the weights {list(weights)}")
    people = [weight for weight in weights if weight]
    unit = gcd(*people)
    # Whoever turns a coalition of others to win turns the rest of them, the mirrored size, to prevent it.
    needed = -(-quota // unit)
    least = min(needed, sum(people) // unit - needed + 1)
    found = _turned([min(weight // unit, least) for weight in people], least, by_size=by_size)
    return {weight: found[min(weight // unit, least)][:: 1 if least == needed else -1] for weight in people}


def _turned(weights: Sequence[int], quota: int, *, by_size: bool) -> dict[int, list[int]]:
    people = len(weights)
    bits = people + 1
    sizes = people + 1 if by_size else 1
    column = bits * sizes
    end = column * quota
    if end > _LARGEST:
        raise TooLarge(f"{people} people, and {quota} votes to win")
    below = (1 << end) - 1
    step = {weight: weight * column + (bits if by_size else 0) for weight in weights}
    losing = 1
    for weight in weights:
        losing = (losing + (losing << step[weight])) & below
    found = {}
    for weight, shift in step.items():
        # Those that reach the quota with this weight are in the last columns, as many as it has votes.
        added = _sum(_without(losing, shift, below) >> column * (quota - weight), column, weight)
        found[weight] = [added >> bits * size & (1 << bits) - 1 for size in range(min(people, sizes))]
    return found


def _without(losing: int, shift: int, below: int) -> int:
    """Take one person out again: divide by 1 + x, which is to multiply by 1 - x, 1 + x², 1 + x⁴ and so on."""
    losing = (losing - (losing << shift)) & below
    while (shift := 2 * shift) < below.bit_length():
        losing = (losing + (losing << shift)) & below
    return losing


def _sum(columns: int, width: int, count: int) -> int:
    """Add up so many columns, each time the upper half of them to the lower."""
    while count > 1:
        count = (count + 1) // 2
        columns = (columns >> count * width) + (columns & (1 << count * width) - 1)
    return columns
