"""Delegations to draw."""

import random
from collections.abc import Sequence
from itertools import accumulate

from hypothesis import strategies as st

Edges = dict[int, int | None]

GARDEN: Edges = {2: 1, 3: 1, 4: 3, 5: 4, 7: 6, 8: 9, 9: 10, 10: 8, 11: 8, 12: -1, 13: None}
"""Of 15 people five votes end with 1 and two with 6; 8, 9 and 10 are a loop, and 12 trusts somebody who has left."""
ROLL = range(1, 16)


def star(people: int) -> Edges:
    """Return a circle in which all but the first trust the first."""
    return dict.fromkeys(range(1, people), 0)


def path(people: int) -> Edges:
    """Return a circle in which everybody trusts the one before them."""
    return {person: person - 1 for person in range(1, people)}


def pairs(number: int, first: int = 0) -> Edges:
    """Return so many people of whom each is trusted by one more."""
    return {first + 2 * pair + 1: first + 2 * pair for pair in range(number)}


TIES: Edges = {2: 1, 3: 1, 4: 2, 5: 4, 6: 2, 7: 2, 8: 3, 9: 8, 10: 8, 11: 3}
TIES |= {13: 12, 14: 13, 15: 12, 16: 12, 18: 17, 19: 18, 20: 18, 21: 17}
"""Two who hand on as many votes to one over as many steps, and two such trees: alike but for their shape."""


def branching(people: int, branches: int) -> Edges:
    """Return a circle in which everybody trusts somebody, and up to so many trust one."""
    return {person: (person - 1) // branches for person in range(1, people)}


def random_grove(people: int) -> Edges:
    """Return delegations as they are: few carry much, and most people hand on or vote."""
    chance = random.Random(people)
    sums = [*accumulate(1 / (person + 1) for person in range(people))]
    trusting = (person for person in range(1, people) if chance.random() < 0.6)
    chosen = {person: chance.choices(range(people), cum_weights=sums)[0] for person in trusting}
    return {person: trustee for person, trustee in chosen.items() if trustee < person}


def relabelled(roll: Sequence[int], edges: Edges, chance: random.Random) -> tuple[list[int], Edges]:
    """Return the same delegations among people with other ids, in another order."""
    new = dict(zip([*roll, -1, -2], chance.sample(range(1, 10**18), len(roll) + 2), strict=True))
    moved = [(new[truster], None if trustee is None else new[trustee]) for truster, trustee in edges.items()]
    people = [new[member] for member in roll]
    chance.shuffle(moved)
    chance.shuffle(people)
    return people, dict(moved)


@st.composite
def groves(draw: st.DrawFn, most: int = 60) -> tuple[list[int], Edges]:
    """Make a roll and delegations of any kind: trees, loops, people who have left, and "nobody here"."""
    roll = draw(st.lists(st.integers(1, 10**6), min_size=1, max_size=most, unique=True))
    few = roll[: draw(st.integers(1, len(roll)))]
    lost = draw(st.booleans())
    edges: Edges = {}
    for at, member in enumerate(roll):
        near = st.sampled_from(roll[max(0, at - 4) : at] or few)
        choices = [near, st.sampled_from(few), st.none(), *([st.sampled_from([*roll, -1, -2])] if lost else [])]
        edges[member] = draw(st.one_of(near, *choices))
    return roll, {member: trustee for member, trustee in edges.items() if trustee != member}
