"""A cap on delegated weight, as a share of everybody eligible (governance 7.7, L15).

A cap that is a share of the weight counted can drive every weight to nothing; a share of the roll cannot. Nobody's
own vote is ever touched: where a ballot weighs more than the cap, only the votes delegated to it are scaled down,
all alike, so that together with the own vote they weigh as much as the cap. What is not counted is reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

SHARE = Fraction(1, 10)
"""The share of the roll that one ballot may weigh, unless a community chooses another (governance 7.7)."""

LEAST = 3
"""The cap where the share comes to less: in a small circle two friends may always pass on their vote."""


class BadShare(ValueError):
    """A cap is a share of the roll: more than nothing, and at most all of it."""


@dataclass(frozen=True, slots=True)
class Capped:
    """What is counted of each ballot's weight, in votes, by voter.

    `counted` is the own vote and, of each vote delegated to it, the part in `shares`, which is 1 where all of it
    counts. `uncounted` are the votes left out; for every voter it adds up with `counted` to the weight they had.
    """

    counted: Mapping[int, int]
    uncounted: Mapping[int, int]
    shares: Mapping[int, Fraction]


def cap_of(eligible: int, share: Fraction = SHARE) -> int:
    """Return the most that one ballot may weigh: the share of the eligible people, rounded down, at least 3.

    Raises BadShare for a share outside of (0, 1].
    """
    if not 0 < share <= 1:
        raise BadShare(f"a share of {share}")
    return max(LEAST, int(share * eligible))


def capped(weights: Mapping[int, int], cap: int) -> Capped:
    """Scale the votes delegated to each voter, so that no ballot weighs more than the cap (L15).

    `weights` are votes by voter, each with the own vote in it. The shares are exact, and are what followers are
    to be told before the close, while they can still vote themselves. Raises BadShare for a cap below 1, which
    would touch own votes.
    """
    if cap < 1:
        raise BadShare(f"a cap of {cap}")
    shares = {
        voter: Fraction(cap - 1, weight - 1) if weight > cap else Fraction(1) for voter, weight in weights.items()
    }
    counted = {voter: min(weight, cap) for voter, weight in weights.items()}
    uncounted = {voter: max(weight - cap, 0) for voter, weight in weights.items()}
    return Capped(counted, uncounted, shares)
