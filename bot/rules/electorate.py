"""Whose ballot speaks for whom, for a whole roll at once: the rules of `delegation.py` in columns of ids.

`delegation.resolve` says the same person by person and is the reference; both keep the invariants L1 to L13
(governance 7.9). Here a million members take a fraction of a second: ids become places on the sorted roll, and
each place jumps along its chain, twice as far every time (pointer jumping: Wyllie, "The Complexity of Parallel
Computations", 1979).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
"""A column of ids, which are positive, or of other whole numbers of 64 bits."""

NOBODY = -1
"""Stands for "nobody here" among ids, and for "no delegate" and "no ballot" among places on the roll."""


@dataclass(frozen=True, slots=True, eq=False)
class Electorate:
    """All that the weight of ballots depends on at one moment, as the database has it, in any order.

    `roll` was eligible at the opening, `members` are so still. `layers` are (trusters, trustees) for each scope,
    wide to narrow: at most one row per truster and scope, NOBODY as the trustee for "nobody here".
    `choices[b]` is what ballot b, that of `voters[b]`, says: its place in the enumeration of choices.
    """

    roll: Ids
    members: Ids
    layers: Sequence[tuple[Ids, Ids]]
    voters: Ids
    choices: Ids


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Where every vote went.

    `eligible` are the members on the roll, by id; `ends[m]` is the place among them of the voter who speaks for
    `eligible[m]`, or NOBODY where the vote is lost. `weights[b]` is the weight of ballot b, the own vote
    included, and 0 where its voter is not eligible.
    """

    eligible: Ids
    ends: Ids
    weights: Ids

    @property
    def direct(self) -> int:
        """How many voted themselves."""
        return int(np.count_nonzero(self.weights))

    @property
    def delegated(self) -> int:
        """How many are spoken for by another."""
        return len(self.ends) - self.unrepresented - self.direct

    @property
    def unrepresented(self) -> int:
        """How many are spoken for by nobody."""
        return int(np.count_nonzero(self.ends == NOBODY))

    @property
    def lost(self) -> Ids:
        """The ids of those who are spoken for by nobody, ascending."""
        lost: Ids = self.eligible[self.ends == NOBODY]
        return lost


def weigh(electorate: Electorate) -> Weighed:
    """Follow every eligible member's delegates to a ballot (governance 7.5).

    Of several layers the narrowest in which a member has a row decides alone (L11). Ballots and delegations of
    people who are not eligible change nothing (L12, V6).
    """
    eligible = _both(electorate.roll, electorate.members)
    # One place more than there are members: NOBODY, as an index, means this last one, which leads to itself.
    ends = np.full(len(eligible) + 1, NOBODY, dtype=np.int64)
    for trusters, trustees in electorate.layers:
        at = _places(trusters, eligible)
        known = at != NOBODY
        ends[at[known]] = _places(trustees[known], eligible)
    voting = _places(electorate.voters, eligible)
    ends[voting] = voting
    over = np.zeros(len(ends), dtype=np.bool_)
    over[voting] = over[NOBODY] = True
    _follow(ends, over)
    behind = np.bincount(ends[:-1] + 1, minlength=len(eligible) + 1)
    behind[0] = 0
    return Weighed(eligible, ends[:-1], behind[voting + 1])


def tally(electorate: Electorate, weighed: Weighed, choices: int) -> list[int]:
    """Return the weight behind each of so many choices, own and delegated votes together.

    An abstaining delegate makes the followers abstain, not vanish (governance 7.1, rule 8).
    """
    return [int(weighed.weights[electorate.choices == choice].sum()) for choice in range(choices)]


def followers(weighed: Weighed, voters: Iterable[int]) -> dict[int, Ids]:
    """Return for each of some voters whose vote ends with them, themselves left out; nobody for who is not eligible."""
    behind = {}
    for voter in voters:
        (at,) = _places(np.array([voter], dtype=np.int64), weighed.eligible)
        there = weighed.ends == at if at != NOBODY else np.zeros(len(weighed.ends), dtype=np.bool_)
        behind[voter] = weighed.eligible[there & (weighed.eligible != voter)]
    return behind


def trusters(electorate: Electorate) -> frozenset[int]:
    """Return who has a delegate, in whatever scope, and has not said "nobody here" in a narrower one."""
    edges: dict[int, int] = {}
    for layer, trustees in electorate.layers:
        edges.update(zip(layer.tolist(), trustees.tolist(), strict=True))
    return frozenset(truster for truster, trustee in edges.items() if trustee != NOBODY)


def _both(some: Ids, others: Ids) -> Ids:
    """Return the ids that stand in both columns, ascending, each once: where an id finds its first place."""
    ascending = np.sort(some)  # numpy.unique takes a hundred times as long, and the interpreter with it
    kept = np.zeros(len(ascending) + 1, dtype=np.bool_)
    kept[_places(others, ascending)] = True
    both: Ids = ascending[kept[:-1]]
    return both


def _places(ids: Ids, among: Ids) -> Ids:
    """Return where each id stands in an ascending column, NOBODY for those that do not."""
    if not len(among):
        return np.full(len(ids), NOBODY, dtype=np.int64)
    order = np.argsort(ids)  # a search in order finds its next place where it found the last one
    at = np.empty(len(ids), dtype=np.int64)
    at[order] = np.searchsorted(among, ids[order])
    at[at == len(among)] = 0
    at[among[at] != ids] = NOBODY
    return at


def _follow(ends: Ids, over: NDArray[np.bool_]) -> None:
    """Let every place point to the end of its chain, in as many rounds as its length has binary digits.

    `over` says where a chain ends; that a place leads to itself does not: so it will in a loop of two, four or
    eight. Where a round brings nobody to an end, all that still move are in loops or lead there, for in a longer
    chain somebody is always near enough to its end to reach it with the next jump.
    """
    moving = np.flatnonzero(~over[ends])
    while len(moving):
        ends[moving] = ends[ends[moving]]
        still = moving[~over[ends[moving]]]
        if len(still) == len(moving):
            ends[still] = NOBODY
            return
        moving = still
