"""Liquid delegation: whose ballot speaks for whom, at the moment of the count (governance 7.1, 7.5, 7.6, 7.8).

Each member has at most one entry per scope, and that of the narrowest scope counts. It names a delegate, and, where
a community has them, up to two back-ups in order. A vote walks along the delegates until it meets somebody with an own
ballot: the nearest, by the shortest chain and then by the ranks in it, so that no follower ever costs a delegate
weight (7.6). It is lost, and said to be lost, where the walk meets nobody: no delegate, an explicit "nobody here", a
person who is not eligible, or a loop in which nobody votes. An own ballot suspends the own delegation for this decision
only. Weights are computed at the close from the state at that moment, so the order in which ballots and delegations
arrived cannot matter (invariants L1 to L13, governance 7.9). For a whole roll at once, `electorate.py` says the same in
columns; for one member's eyes, `chain.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

ChoiceT = TypeVar("ChoiceT", bound=Hashable)

Delegates = tuple[int, ...]
"""A member's delegate and back-ups, ranked; empty for "nobody here"."""

MOST_BACKUPS = 2
"""Further delegates that a member can name behind the first (7.6)."""


class Scope(StrEnum):
    """What a delegation is for, listed from wide to narrow; the narrowest entry counts (7.1, rule 1)."""

    COMMUNITY = "community"
    CIRCLE = "circle"
    TOPIC = "topic"
    PROPOSAL = "proposal"


_NARROWNESS = {scope: rank for rank, scope in enumerate(Scope)}


class SelfDelegation(ValueError):
    """Nobody delegates to themselves (7.1, rule 2)."""


class NobodyEverywhere(ValueError):
    """A "nobody here" switches a wider delegation off, and over the whole community there is none wider."""


class BadBackups(ValueError):
    """There are two back-ups at the most, each another person, and none behind "nobody here"."""


class TwoEntries(ValueError):
    """A member has at most one entry per scope (7.1, rule 1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One member's word for one scope: a delegate and ranked back-ups, or None for "nobody here" (7.1, rules 1 and 2).

    Only entries that are valid for the decision at hand belong here: neither expired nor ended, and of
    the circle and proposal in question.
    """

    truster: int
    trustee: int | None
    scope: Scope
    backups: Delegates = ()

    def __post_init__(self) -> None:
        ranked = (self.trustee, *self.backups)
        if self.truster in ranked:
            raise SelfDelegation(f"{self.truster} delegates to themselves")
        if len({*ranked}) < len(ranked) or len(self.backups) > MOST_BACKUPS or (self.backups and None in ranked):
            raise BadBackups(f"{self.truster} names {ranked}")
        if self.trustee is None and self.scope is Scope.COMMUNITY:
            raise NobodyEverywhere(f"{self.truster} names nobody over the whole community")

    @property
    def delegates(self) -> Delegates:
        """The delegate and the back-ups, ranked."""
        return () if self.trustee is None else (self.trustee, *self.backups)


def narrowest(entries: Iterable[Entry]) -> dict[int, Delegates]:
    """Return each truster's delegates: the narrowest entry decides alone (L11).

    A narrow entry is not passed over because its delegate is not eligible; then the vote is lost, as in
    governance 7.1, rule 4. Raises TwoEntries where a truster has two entries in one scope.
    """
    chosen: dict[int, Entry] = {}
    seen: set[tuple[int, Scope]] = set()
    for entry in entries:
        key = (entry.truster, entry.scope)
        if key in seen:
            raise TwoEntries(f"{entry.truster} has two entries for {entry.scope}")
        seen.add(key)
        other = chosen.get(entry.truster)
        if other is None or _NARROWNESS[entry.scope] > _NARROWNESS[other.scope]:
            chosen[entry.truster] = entry
    return {truster: entry.delegates for truster, entry in chosen.items()}


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where every vote went.

    `terminal` has every eligible member: the voter whose ballot speaks for them (voters for themselves),
    or None where the vote is lost. `weight` has every eligible voter and nobody else, the own vote
    included. `direct` members voted themselves, `delegated` are spoken for by another, `unrepresented`
    by nobody; the three together are the roll.
    """

    terminal: Mapping[int, int | None]
    weight: Mapping[int, int]
    direct: int
    delegated: int
    unrepresented: int


def resolve(eligible: Collection[int], edges: Mapping[int, Delegates], voters: Collection[int]) -> Resolution:
    """Find for every eligible member the nearest ballot (governance 7.5, 7.6), in time linear in roll and edges.

    `edges` holds the delegates that count for this decision, `voters` those with an own ballot. Ballots
    and delegations of people who are not eligible change nothing (L12, V6).
    """
    members = eligible if isinstance(eligible, Set) else frozenset(eligible)
    terminal: dict[int, int | None] = {voter: voter for voter in voters if voter in members}
    direct, behind, reached = len(terminal), _behind(members, edges), [*terminal]
    while reached:
        # Who is reached in this round has a chain longer by one than those of the round before.
        nearest: dict[int, int | None] = {}
        for trusters in behind:
            for delegate in reached:
                for truster in trusters.get(delegate, ()):
                    if truster not in terminal:
                        nearest.setdefault(truster, terminal[delegate])
        terminal |= nearest
        reached = [*nearest]
    counted = Counter(terminal.values())
    weight = {voter: counted[voter] for voter in voters if voter in members}
    lost = len(members) - len(terminal)
    return Resolution(dict.fromkeys(members) | terminal, weight, direct, len(terminal) - direct, lost)


def _behind(members: Set[int], edges: Mapping[int, Delegates]) -> Sequence[Mapping[int, Sequence[int]]]:
    """Return for each rank, the first delegates before the back-ups, which members name whom there."""
    behind: list[defaultdict[int, list[int]]] = [defaultdict(list) for _ in range(1 + MOST_BACKUPS)]
    for truster in members & edges.keys():
        for trusters, delegate in zip(behind, edges[truster], strict=False):
            trusters[delegate].append(truster)
    return behind


def tally(choices: Mapping[int, ChoiceT], resolution: Resolution) -> dict[ChoiceT, int]:
    """Return the weight behind each choice, own and delegated votes together.

    `choices` are the ballots by voter; those of people who are not eligible change nothing (V6). Choices
    that nobody made are left out. An abstaining delegate makes the followers abstain, not vanish (7.1,
    rule 8). Raises KeyError where a voter of the resolution has no ballot.
    """
    totals: Counter[ChoiceT] = Counter()
    for voter, weight in resolution.weight.items():
        totals[choices[voter]] += weight
    return dict(totals)
