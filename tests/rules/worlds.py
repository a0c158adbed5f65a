"""Small communities for the delegation tests: a roll, delegations in three scopes, ballots (13.1)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from bot.rules import delegation
from bot.rules.columns import NOBODY, Ids
from bot.rules.delegation import MOST_BACKUPS, Delegates, Entry, Resolution, Scope
from bot.rules.electorate import Electorate, Weighed, weigh
from tests.examples import EXAMPLES

CHOICES = ("yes", "no", "abstain")

thorough = settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
quick_hunt = settings(thorough, max_examples=3_000, derandomize=True, phases=[Phase.generate])
"""For showing that a property catches a mutant: the first counterexample will do, however large."""


@dataclass(frozen=True)
class World:
    """People, who of them is eligible, what they delegated (valid or expired) and how they voted."""

    people: tuple[int, ...]
    eligible: frozenset[int]
    entries: tuple[Entry, ...]
    expired: tuple[Entry, ...]
    ballots: Mapping[int, str]

    def vote(self, voter: int, choice: str) -> "World":
        """Return the world after this person's ballot."""
        return replace(self, ballots={**self.ballots, voter: choice})

    def withdraw(self, voter: int) -> "World":
        """Return the world in which this person has no ballot."""
        return replace(self, ballots={who: choice for who, choice in self.ballots.items() if who != voter})

    def delegate(self, truster: int, trustee: int) -> "World":
        """Return the world in which the truster's only word is this delegation."""
        others = tuple(entry for entry in self.entries if entry.truster != truster)
        return replace(self, entries=(*others, Entry(truster, trustee, Scope.PROPOSAL)))


@dataclass(frozen=True)
class Rules:
    """The parts of the delegation rules, each of which a mutant can replace."""

    narrowest: Callable[[Iterable[Entry]], dict[int, Delegates]] = delegation.narrowest
    resolve: Callable[..., Resolution] = delegation.resolve
    valid: Callable[[World], tuple[Entry, ...]] = lambda world: world.entries

    def edges(self, world: World) -> dict[int, Delegates]:
        """Return who are everybody's delegates, ranked."""
        return self.narrowest(self.valid(world))

    def count(self, world: World) -> Resolution:
        """Return where all votes went; ballots arrive in the order of `world.ballots`."""
        return self.resolve(world.eligible, self.edges(world), tuple(world.ballots))

    def totals(self, world: World) -> dict[str, int]:
        """Return the weight behind each choice."""
        return delegation.tally(world.ballots, self.count(world))


REAL = Rules()


def column(numbers: Iterable[int | None]) -> Ids:
    """Return numbers as a column, NOBODY for None."""
    return np.array([NOBODY if number is None else number for number in numbers], dtype=np.int64)


def layer(rows: Collection[tuple[int, Delegates]]) -> tuple[Ids, ...]:
    """Return (truster, delegates) as columns: only the first delegates where nobody has back-ups."""
    ranks = max((len(delegates) for _, delegates in rows), default=1) or 1
    padded = [(*delegates, *[None] * ranks) for _, delegates in rows]
    return column(truster for truster, _ in rows), *(column(row[rank] for row in padded) for rank in range(ranks))


def weighed(
    eligible: Collection[int],
    edges: Mapping[int, Delegates],
    voters: Collection[int],
    late: Collection[int] = (),
    secret: Collection[int] = (),
) -> Weighed:
    """Weigh ballots by the rules in columns."""
    on_roll, ballots = column(eligible), column(voters)
    return weigh(Electorate(on_roll, on_roll, [layer(edges.items())], ballots, ballots, column(late), column(secret)))


def in_columns(eligible: Collection[int], edges: Mapping[int, Delegates], voters: Collection[int]) -> Resolution:
    """Do what `delegation.resolve` does by the rules in columns."""
    found = weighed(eligible, edges, voters)
    roll: list[int | None] = found.eligible.tolist()
    ends = [None if end == NOBODY else roll[end] for end in found.ends.tolist()]
    weight = {voter: weight for voter, weight in zip(voters, found.weights.tolist(), strict=True) if weight}
    terminal = {member: end for member, end in zip(roll, ends, strict=True) if member is not None}
    return Resolution(terminal, weight, found.direct, found.delegated, found.unrepresented)


COLUMNS = Rules(resolve=in_columns)


@cache
def slots_of(people: tuple[int, ...]) -> st.SearchStrategy[set[tuple[int, Scope]]]:
    """Draw who has delegated in which scope; to make a strategy anew for each world takes longer than to draw."""
    return st.sets(st.sampled_from(tuple((who, scope) for who in people for scope in Scope)), max_size=20)


@cache
def ballots_of(people: tuple[int, ...]) -> st.SearchStrategy[dict[int, str]]:
    """Draw ballots of some of the people."""
    return st.dictionaries(st.sampled_from(people), st.sampled_from(CHOICES), max_size=len(people))


@st.composite
def worlds(draw: st.DrawFn, *, backups: bool = False, most: int = 12) -> World:
    """Rolls of 1 to 12, some not eligible; loops, chains, "nobody" and expired delegations are all likely."""
    people = tuple(range(1, draw(st.integers(1, most)) + 1))
    eligible = frozenset(draw(st.lists(st.sampled_from(people), unique=True))) | frozenset(
        person for person in people if draw(st.integers(0, 3))
    )
    slots = slots_of(people)

    def entries(where: set[tuple[int, Scope]]) -> tuple[Entry, ...]:
        found = []
        for truster, scope in sorted(where):
            others = tuple(who for who in people if who != truster)
            targets = others if scope is Scope.COMMUNITY else (*others, None)
            if targets:
                trustee = draw(st.sampled_from(targets))
                behind = tuple(who for who in others if who != trustee) if backups and trustee else ()
                further = (
                    st.lists(st.sampled_from(behind), unique=True, max_size=MOST_BACKUPS) if behind else st.just([])
                )
                found.append(Entry(truster, trustee, scope, tuple(draw(further))))
        return tuple(found)

    ballots = draw(ballots_of(people))
    return World(people, eligible, entries(draw(slots)), entries(draw(slots)), ballots)
