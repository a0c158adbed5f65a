"""No committee has a higher score than the one elected, and a tie names those that are in some of the best only."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.best_committee import TooMany, count, first_only, thiele
from bot.rules.counting.poll import Ballots, Poll

NAMES = ("a", "b", "c", "d", "e")
MARKS = st.lists(st.lists(st.integers(0, 1), min_size=5, max_size=5), max_size=6)


def poll_of(rows: list[list[int]], seats: int, order: tuple[str, ...] = ()) -> Poll:
    return Poll(NAMES, Ballots.of(rows, width=5), len(rows), seats=seats, tie_order=order)


def best(rows: list[list[int]], seats: int) -> list[set[str]]:
    """The committees of the highest score in proportional approval voting, added up ballot by ballot."""
    scores = {}
    for committee in combinations(range(5), seats):
        served = [sum(row[at] for at in committee) for row in rows]
        scores[committee] = sum((Fraction(1, rank) for many in served for rank in range(1, many + 1)), Fraction())
    return [{NAMES[at] for at in each} for each, score in scores.items() if score == max(scores.values())]


@given(MARKS, st.integers(1, 5), st.permutations(NAMES))
def test_the_winners_are_those_of_every_best_committee_and_an_order_chooses_one(
    rows: list[list[int]], seats: int, order: list[str]
) -> None:
    found, every = count(poll_of(rows, seats), thiele), best(rows, seats)
    assert set(found.winners) == set.intersection(*every)
    assert set(found.tie.options if found.tie else ()) == set.union(*every) - set.intersection(*every)
    assert set(count(poll_of(rows, seats, tuple(order)), thiele).winners) in every


def test_a_ballot_with_one_of_its_options_elected_counts_for_no_more_by_chamberlin_and_courant() -> None:
    rows = [[1, 1, 0, 0, 0]] * 5 + [[0, 0, 1, 0, 0]] * 2
    assert set(count(poll_of(rows, 2), thiele).winners) == {"a", "b"}
    found = count(poll_of(rows, 2), first_only)
    assert (set(found.winners), found.tie and set(found.tie.options)) == ({"c"}, {"a", "b"})


def test_more_committees_than_can_be_compared_are_refused() -> None:
    names = tuple(f"o{number}" for number in range(60))
    with pytest.raises(TooMany):
        count(Poll(names, Ballots.of([[1] * 60]), 1, seats=20), thiele)
