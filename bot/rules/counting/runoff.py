"""First places among those left, exactly, and who can still win whichever way ties for the last place go.

Ties are followed in parallel, the treatment named parallel universes in Conitzer, Rognlie and Xia, "Preference
functions that score rankings and maximum likelihood estimation", IJCAI 2009.
"""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

import numpy as np

from bot.rules.counting.columns import Layer, layers
from bot.rules.counting.poll import Ballots, Matrix
from bot.rules.numbers import Number, exact

MOST_STATES = 1_000
"""So many sets of options left are followed: there can be exponentially many. Beyond that everybody who is left in
one of them counts as a possible winner, which is a tie more, never one less."""

_NEVER = {np.dtype(kind): np.iinfo(kind).max - 1 for kind in (np.uint8, np.uint32)}
"""The place that nobody has: one above that of an option that is not ranked."""

Left = frozenset[int]
"""The options not excluded yet, by position."""


class FirstPlaces:
    """The first places of ranked ballots among any options left; each answer is kept."""

    def __init__(self, ballots: Ballots) -> None:
        self._layers = layers(ballots)
        self._parts = ballots.parts
        self._known: dict[Left, dict[int, Number]] = {}

    def votes(self, left: Left) -> dict[int, Number]:
        """Return the votes of each option left; a ballot that puts k of them first gives each 1/k of its votes."""
        if left not in self._known:
            shares: dict[int, Number] = dict.fromkeys(sorted(left), 0)
            for layer in self._layers:
                _add(shares, layer)
            self._known[left] = {
                at: exact(share.numerator, share.denominator * self._parts) for at, share in shares.items()
            }
        return self._known[left]


def _add(shares: dict[int, Number], layer: Layer) -> None:
    places, never = layer.places, _NEVER[layer.places.dtype]
    best = np.full(places.shape[1], never, dtype=places.dtype)
    for at in shares:
        np.minimum(best, places[at], out=best)
    first = {at: places[at] == best for at in shares}
    votes: Mapping[int, Number] = {at: layer.weigh(rows) for at, rows in first.items()}
    if sum(votes.values()) > layer.weigh(best != never):
        votes = _split(first, layer)
    for at, more in votes.items():
        shares[at] += more


def _split(first: Mapping[int, Matrix], layer: Layer) -> dict[int, Number]:
    """Return the votes of options some of which share first places."""
    level = np.zeros(len(next(iter(first.values()))), dtype=np.int16)
    for rows in first.values():
        level += rows
    sizes = range(1, int(level.max()) + 1)
    shared = {at: rows * level for at, rows in first.items()}
    return {
        at: sum((Fraction(layer.weigh(sharing == size), size) for size in sizes), Fraction())
        for at, sharing in shared.items()
    }


def over_half(tally: Mapping[int, Number]) -> Left:
    """Return the option with more than half of the votes that still count, or the only one left; else none."""
    total = sum(tally.values())
    return frozenset(at for at, votes in tally.items() if 2 * votes > total or len(tally) == 1)


def last(tally: Mapping[int, Number]) -> Left:
    """Return the options with the fewest votes."""
    fewest = min(tally.values())
    return frozenset(at for at, votes in tally.items() if votes == fewest)


def sure_losers(tally: Mapping[int, Number]) -> Left:
    """Return the fewest options from the last up who together have fewer votes than the next; none if there are none.

    They go one after the other before anybody else does, whatever the order: votes that one of them loses
    can at most go to the others of them. Source: Minneapolis Code of Ordinances, 167.20,
    "mathematically impossible to be elected".
    """
    rising = sorted(tally, key=tally.__getitem__)
    together: Number = 0
    for count, (at, following) in enumerate(pairwise(rising), 1):
        together += tally[at]
        if together < tally[following]:
            return frozenset(rising[:count])
    return frozenset()


def possible_winners(first: FirstPlaces, start: Left) -> Left:
    """Return everybody who wins for some way of excluding one of those who are last, round after round."""
    pending: dict[int, set[Left]] = defaultdict(set)
    pending[len(start)].add(start)
    found: Left = frozenset()
    seen = 0
    while pending:
        group = pending.pop(max(pending))
        seen += len(group)
        if seen > MOST_STATES:
            return found.union(*group, *(left for later in pending.values() for left in later))
        for left in group:
            tally = first.votes(left)
            if winner := over_half(tally) or (frozenset() if any(tally.values()) else left):
                found |= winner
                continue
            for gone in [sure] if (sure := sure_losers(tally)) else map(_only, last(tally)):
                pending[len(left) - len(gone)].add(left - gone)
    return found


def _only(at: int) -> Left:
    return frozenset((at,))
