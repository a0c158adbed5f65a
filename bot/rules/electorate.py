"""Whose ballot speaks for whom, for a whole roll at once: the rules of `delegation.py` in columns of ids.

`delegation.resolve` says the same person by person and is the reference; both keep the invariants L1 to L13
(governance 7.9). Here a million members take a fraction of a second: ids become places on the sorted roll, and
`paths.py` follows all chains together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from bot.rules.columns import NOBODY, Ids, both, places
from bot.rules.delegation import Delegates
from bot.rules.paths import nearest


def nobody() -> Ids:
    """Return a column without anybody in it."""
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Electorate:
    """All that the weight of ballots depends on at one moment, as the database has it, in any order.

    `roll` was eligible at the opening, `members` are so still. `layers` are (trusters, delegates) for each scope, wide
    to narrow: at most one row per truster and scope, NOBODY as the delegate for "nobody here". Where there are back-ups
    a layer has further columns of delegates, in the order of their ranks, with NOBODY where there is none.
    `choices[b]` is what ballot b, that of `voters[b]`, says: its place in the enumeration of choices. `late` are those
    of the voters who cast theirs in the override window, after the nominal close (governance 7.4), and `secret` those
    whose ballot nobody sees. Both speak for nobody but themselves.
    """

    roll: Ids
    members: Ids
    layers: Sequence[tuple[Ids, ...]]
    voters: Ids
    choices: Ids
    late: Ids = field(default_factory=nobody)
    secret: Ids = field(default_factory=nobody)


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Where every vote went.

    `eligible` are the members on the roll, by id; `ends[m]` is the place among them of the voter who speaks for
    `eligible[m]`, or NOBODY where the vote is lost. `weights[b]` is the weight of ballot b, the own vote
    included, and 0 where its voter is not eligible; under a cap it is what counts of it.
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
    def uncounted(self) -> int:
        """How many of the delegated votes are left out because their ballot would weigh more than the cap."""
        return len(self.ends) - self.unrepresented - int(self.weights.sum())

    @property
    def lost(self) -> Ids:
        """The ids of those who are spoken for by nobody, ascending."""
        lost: Ids = self.eligible[self.ends == NOBODY]
        return lost


def weigh(electorate: Electorate) -> Weighed:
    """Follow every eligible member's delegates to a ballot (governance 7.5, 7.6).

    Of several layers the narrowest in which a member has a row decides alone (L11). Ballots and delegations of
    people who are not eligible change nothing (L12, V6). A ballot that is late or secret moves its caster's own vote
    and no other: who follows them goes on along their delegates.
    """
    eligible = both(electorate.roll, electorate.members)
    voting = places(electorate.voters, eligible)
    late = places(np.concatenate([electorate.late, electorate.secret]), eligible)
    votes = np.zeros(len(eligible) + 1, dtype=np.bool_)
    votes[voting] = True
    votes[late] = votes[NOBODY] = False
    ends = nearest(_ranked(electorate.layers, eligible), votes)
    ends[late] = late
    behind = np.bincount(ends[:-1] + 1, minlength=len(eligible) + 1)
    behind[0] = 0
    return Weighed(eligible, ends[:-1], behind[voting + 1])


def alone(weighed: Weighed) -> Weighed:
    """Return where every vote would have gone if nobody had handed theirs over."""
    own = weighed.ends == np.arange(len(weighed.ends))
    return replace(weighed, ends=np.where(own, weighed.ends, NOBODY), weights=np.minimum(weighed.weights, 1))


def tally(electorate: Electorate, weighed: Weighed, choices: int) -> list[int]:
    """Return the weight behind each of so many choices, own and delegated votes together.

    An abstaining delegate makes the followers abstain, not vanish (governance 7.1, rule 8).
    """
    return [int(weighed.weights[electorate.choices == choice].sum()) for choice in range(choices)]


def followers(weighed: Weighed, voters: Iterable[int]) -> dict[int, Ids]:
    """Return for each of some voters whose vote ends with them, ascending, themselves left out.

    Nobody's does with somebody who is not eligible or has no ballot.
    """
    asked = np.array([*voters], dtype=np.int64)
    at = places(asked, weighed.eligible)
    order = np.argsort(weighed.ends, kind="stable")
    first, last = (np.searchsorted(weighed.ends, at, side, order) for side in ("left", "right"))
    behind = {}
    for voter, place, start, end in zip(asked.tolist(), at, first, last, strict=True):
        there = order[start:end] if place != NOBODY else order[:0]
        behind[voter] = weighed.eligible[there[there != place]]
    return behind


def delegates(electorate: Electorate) -> dict[int, Delegates]:
    """Return whom everybody delegates to, ranked, as they said in the narrowest scope; "nobody here" is nobody."""
    found: dict[int, Delegates] = {}
    for layer, *ranks in electorate.layers:
        ranked = zip(*(column.tolist() for column in ranks), strict=True)
        named = (tuple(delegate for delegate in row if delegate != NOBODY) for row in ranked)
        found.update(zip(layer.tolist(), named, strict=True))
    return found


def edges(electorate: Electorate) -> dict[int, int | None]:
    """Return whom everybody delegates to first, as they said in the narrowest scope; None is "nobody here"."""
    return {truster: ranked[0] if ranked else None for truster, ranked in delegates(electorate).items()}


def trusters(electorate: Electorate) -> frozenset[int]:
    """Return who has a delegate, and has not said "nobody here" in a narrower scope."""
    return frozenset(truster for truster, delegate in edges(electorate).items() if delegate is not None)


def with_ballots(electorate: Electorate, members: Iterable[int]) -> Electorate:
    """Return the electorate in which these have a ballot too, whatever it says."""
    more = np.array([*members], dtype=np.int64)
    more = more[~np.isin(more, electorate.voters)]
    choices = np.concatenate([electorate.choices, np.full(len(more), NOBODY, dtype=np.int64)])
    return replace(electorate, voters=np.concatenate([electorate.voters, more]), choices=choices)


def _ranked(layers: Sequence[tuple[Ids, ...]], eligible: Ids) -> Sequence[Ids]:
    """Return the places of everybody's delegates, a column for each rank that is used."""
    ranks = max((len(layer) - 1 for layer in layers), default=1)
    ranked = [np.full(len(eligible) + 1, NOBODY, dtype=np.int64) for _ in range(ranks)]
    for trusters, *delegates in layers:
        at = places(trusters, eligible)
        known = at != NOBODY
        for rank, column in enumerate(ranked):
            column[at[known]] = places(delegates[rank][known], eligible) if rank < len(delegates) else NOBODY
    return [ranked[0], *(column for column in ranked[1:] if (column != NOBODY).any())]
