"""Delegations to draw."""

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


@st.composite
def groves(draw: st.DrawFn, most: int = 60) -> tuple[list[int], Edges]:
    """Make a roll and delegations of any kind: trees, loops, people who have left, and "nobody here"."""
    roll = draw(st.lists(st.integers(1, 10**6), min_size=1, max_size=most, unique=True))
    narrow = draw(st.integers(1, len(roll)))
    trustees = st.one_of(st.sampled_from(roll[:narrow]), st.sampled_from(roll), st.sampled_from([None, -1, -2]))
    chosen = {member: draw(trustees) for member in roll if draw(st.integers(0, 3))}
    return roll, {member: trustee for member, trustee in chosen.items() if trustee != member}
