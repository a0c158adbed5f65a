"""A cap on delegated weight, as a share of everybody eligible (governance 7.7, L15).

A cap that is a share of the weight counted can drive every weight to nothing; a share of the roll cannot. Nobody's
own vote is ever touched: where a ballot weighs more than the cap, only the votes delegated to it are scaled down,
all alike, so that together with the own vote they weigh as much as the cap. What is not counted is reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from bot.rules.columns import NOBODY, Ids
from bot.rules.electorate import Weighed

SHARE = Fraction(1, 10)
"""The share of the roll that one ballot may weigh, unless a community chooses another (governance 7.7)."""

LEAST = 3
"""The cap where the share comes to less: in a small circle two friends may always pass on their vote."""


class BadShare(ValueError):
    """A cap is a share of the roll: more than nothing, and at most all of it, which caps nobody."""


@dataclass(frozen=True, slots=True, eq=False)
class Chambered:
    """A vote in several chambers: `weights[p]` votes of `chambers[p]` go with the ballot of `voters[p]`.

    A voter stands there once for each chamber in which the ballot speaks for somebody. `rolls` are the eligible of each
    chamber, `uncounted` the votes left out everywhere.
    """

    voters: Ids
    chambers: Ids
    weights: Ids
    rolls: Mapping[int, int]
    uncounted: int


def cap_of(eligible: int, share: Fraction = SHARE) -> int:
    """Return the most that one ballot may weigh: the share of the eligible people, rounded down, at least 3.

    Raises BadShare for a share outside of (0, 1].
    """
    if not 0 < share <= 1:
        raise BadShare(f"a share of {share}")
    return max(LEAST, int(share * eligible))


def part(weight: int, cap: int, own: int = 1) -> Fraction:
    """Return how much counts of each vote delegated to a ballot of that weight, exactly: 1 where all of it does.

    It is what followers are to be told before the close, while they can still vote themselves. `own` is the voter's own
    vote, which counts whole; in a chamber of which the voter is no member there is none.
    """
    return Fraction(cap - own, weight - own) if weight > cap else Fraction(1)


def capped(weighed: Weighed, share: Fraction) -> Weighed:
    """Return the same with no ballot above the cap (L15); `uncounted` says what that leaves out. Raises BadShare."""
    return replace(weighed, weights=np.minimum(weighed.weights, cap_of(len(weighed.eligible), share)))


def in_chambers(weighed: Weighed, sits: Ids, share: Fraction) -> Chambered:
    """Share out every ballot among the chambers of those for whom it speaks, each with a cap of its own (L15).

    `sits[m]` is the chamber of `eligible[m]`. The cap of each is a share of those eligible there, so that nobody weighs
    more in a small chamber for having followers in a large one. Raises BadShare.
    """
    heard, rolls = weighed.ends != NOBODY, np.bincount(sits, minlength=1)
    votes = np.bincount(weighed.ends[heard] * len(rolls) + sits[heard])
    pairs = np.flatnonzero(votes)
    ends, chambers = np.divmod(pairs, len(rolls))
    caps = np.array([cap_of(int(roll), share) for roll in rolls], dtype=np.int64)
    weights = np.minimum(votes[pairs], caps[chambers])
    uncounted = int(votes.sum() - weights.sum())
    return Chambered(weighed.eligible[ends], chambers, weights, dict(enumerate(rolls.tolist())), uncounted)
