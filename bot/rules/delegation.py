"""Liquid delegation: whose ballot speaks for whom, at the moment of the count (governance 7.1, 7.5, 7.8).

Each member has at most one delegate per scope, and the entry of the narrowest scope counts. A vote
walks along the delegates until it meets somebody with an own ballot. It is lost, and said to be lost,
where the walk meets nobody: no delegate, an explicit "nobody here", a person who is not eligible, or a
loop in which nobody votes. An own ballot suspends the own delegation for this decision only. Weights
are computed at the close from the state at that moment, so the order in which ballots and delegations
arrived cannot matter (invariants L1 to L13, governance 7.9). For a whole roll at once, `electorate.py`
says the same in columns.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

ChoiceT = TypeVar("ChoiceT", bound=Hashable)


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


class TwoEntries(ValueError):
    """A member has at most one entry per scope (7.1, rule 1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One member's word for one scope: a delegate, or None for "nobody here" (7.1, rules 1 and 2).

    Only entries that are valid for the decision at hand belong here: neither expired nor ended, and of
    the circle and proposal in question.
    """

    truster: int
    trustee: int | None
    scope: Scope

    def __post_init__(self) -> None:
        if self.trustee == self.truster:
            raise SelfDelegation(f"{self.truster} delegates to themselves")
        if self.trustee is None and self.scope is Scope.COMMUNITY:
            raise NobodyEverywhere(f"{self.truster} names nobody over the whole community")


def narrowest(entries: Iterable[Entry]) -> dict[int, int | None]:
    """Return each truster's delegate, None for "nobody here": the narrowest entry decides alone (L11).

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
    return {truster: entry.trustee for truster, entry in chosen.items()}


def overlay(*layers: Iterable[tuple[int, int | None]]) -> dict[int, int | None]:
    """Return what `narrowest` returns, from rows (truster, trustee): one layer per scope, wide to narrow.

    For large rolls. The rows are trusted to be as the store's constraints keep them: one per truster and
    scope, nobody their own delegate, no "nobody" over the whole community.
    """
    edges: dict[int, int | None] = {}
    for layer in layers:
        edges.update(layer)
    return edges


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


def resolve(eligible: Collection[int], edges: Mapping[int, int | None], voters: Collection[int]) -> Resolution:
    """Follow every eligible member's delegates to a ballot (governance 7.5), in time linear in the roll.

    `edges` holds the delegate that counts for this decision, `voters` those with an own ballot. Ballots
    and delegations of people who are not eligible change nothing (L12, V6).
    """
    members = eligible if isinstance(eligible, Set) else frozenset(eligible)
    terminal: dict[int, int | None] = {voter: voter for voter in voters if voter in members}
    direct = len(terminal)
    for member in eligible:
        if member in terminal:
            continue
        path: list[int] = []
        at = member
        while at not in terminal:
            # A member met again on this very walk reads as unrepresented, which is what a loop is.
            terminal[at] = None
            path.append(at)
            delegate = edges.get(at)
            if delegate is None or delegate not in members:
                break
            at = delegate
        if (found := terminal[at]) is not None:
            for passed in path:
                terminal[passed] = found
    counted = Counter(terminal.values())
    weight = {voter: counted[voter] for voter in voters if voter in members}
    lost = counted[None]
    return Resolution(terminal, weight, direct, len(members) - direct - lost, lost)


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


class ChainEnd(StrEnum):
    """Why a chain ends where it ends; only VOTES is heard."""

    VOTES = "votes"
    NOBODY = "nobody"
    NO_DELEGATE = "no_delegate"
    CYCLE = "cycle"
    NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True, slots=True)
class Chain:
    """The way one member's vote takes, for that member's eyes (L14).

    `members` starts with the member. Its last person is the one who votes (VOTES), said "nobody here"
    (NOBODY), has no delegate (NO_DELEGATE), is not eligible (NOT_ELIGIBLE), or already stands earlier in
    the chain (CYCLE).
    """

    members: tuple[int, ...]
    end: ChainEnd


def chain(member: int, eligible: Collection[int], edges: Mapping[int, int | None], voters: Collection[int]) -> Chain:
    """Walk one member's delegates; ends with VOTES exactly where `resolve` finds a voter for the member.

    Give sets for `eligible` and `voters`: each step asks both.
    """
    passed: dict[int, None] = {}
    at = member
    while at not in passed:
        passed[at] = None
        if at not in eligible:
            return Chain(tuple(passed), ChainEnd.NOT_ELIGIBLE)
        if at in voters:
            return Chain(tuple(passed), ChainEnd.VOTES)
        if at not in edges:
            return Chain(tuple(passed), ChainEnd.NO_DELEGATE)
        delegate = edges[at]
        if delegate is None:
            return Chain(tuple(passed), ChainEnd.NOBODY)
        at = delegate
    return Chain((*passed, at), ChainEnd.CYCLE)


def closes_cycle(truster: int, trustee: int, edges: Mapping[int, int | None]) -> bool:
    """Whether a delegation would lead back to its truster, whose present delegate it replaces.

    For a warning, not a refusal: narrower scopes and own ballots may cut the loop (7.5).
    """
    passed = set()
    at: int | None = trustee
    while at is not None and at != truster and at not in passed:
        passed.add(at)
        at = edges.get(at)
    return at == truster
