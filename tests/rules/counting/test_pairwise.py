"""Options are compared two by two, exactly, however many ballots there are and whatever they weigh."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.pairwise import MEASURES, Defeat, best_first, duels, smith, widest
from bot.rules.counting.poll import Ballots
from bot.rules.counting.runoff import FirstPlaces
from tests.rules.counting.polls import ranked
from tests.rules.worlds import thorough

WEIGHTS = {
    "equal": [3] * 200,
    "a few": [row % 5 for row in range(200)],
    "all different": [row * row for row in range(200)],
    "beyond 64 bits": [10**30 + row * 10**18 for row in range(200)],
    "one far above all others": [*range(199), 10**30],
    "fractions": [Fraction(row, 7) for row in range(200)],
}


def one_by_one(ballots: Ballots) -> list[list[int]]:
    width = ballots.marks.shape[1]
    table = [[0] * width for _ in range(width)]
    for marks, weight in zip(ballots.marks.tolist(), ballots.weights.tolist(), strict=True):
        for one in range(width):
            for other in range(width):
                table[one][other] += weight * int(bool(marks[one]) and (not marks[other] or marks[one] < marks[other]))
    return table


@pytest.mark.parametrize("weights", WEIGHTS.values(), ids=WEIGHTS)
@pytest.mark.parametrize("highest", [4, 254, 255, 1 << 19])
def test_the_comparison_of_whole_columns_is_that_of_ballot_by_ballot(weights: list[Any], highest: int) -> None:
    marks = np.random.default_rng(7).integers(0, 5, (200, 6))
    marks[marks == 4] = highest
    ballots = Ballots.weighed(marks, weights)
    assert [list(row) for row in duels(ballots)] == one_by_one(ballots)


@pytest.mark.parametrize("weights", WEIGHTS.values(), ids=WEIGHTS)
@pytest.mark.parametrize("highest", [4, 254, 255, 1 << 19])
def test_first_places_are_shared_out_in_exact_fractions(weights: list[Any], highest: int) -> None:
    marks = np.random.default_rng(8).integers(0, 5, (200, 6))
    marks[marks == 4] = highest
    ballots = Ballots.weighed(marks, weights)
    expected = dict.fromkeys((0, 2, 3), Fraction())
    for row, weight in zip(marks.tolist(), weights, strict=True):
        best = min((row[at] for at in expected if row[at]), default=None)
        first = [at for at in expected if row[at] == best]
        for at in first:
            expected[at] += Fraction(weight) / len(first)
    assert FirstPlaces(ballots).votes(frozenset(expected)) == expected


@pytest.mark.parametrize("weights", WEIGHTS.values(), ids=WEIGHTS)
def test_ballots_too_many_to_be_weighed_one_by_one_count_the_same(weights: list[Any]) -> None:
    marks = np.random.default_rng(9).integers(0, 5, (200, 6))
    once, often = Ballots.weighed(marks, weights), Ballots.weighed(np.tile(marks, (25, 1)), weights * 25)
    assert [[25 * weight for weight in row] for row in duels(once)] == [list(row) for row in duels(often)]
    votes = FirstPlaces(once).votes(frozenset(range(6)))
    assert FirstPlaces(often).votes(frozenset(range(6))) == {at: 25 * number for at, number in votes.items()}


def test_weights_that_floating_point_could_not_add_are_added_to_the_last_vote() -> None:
    ballots = Ballots(np.array([[1, 2], [1, 2]]), np.array([1 << 53, 1]))
    assert duels(ballots)[0][1] == (1 << 53) + 1


@pytest.mark.parametrize("kind", [np.uint8, np.int64])
@pytest.mark.parametrize("shape", [(1, 4), (4, 1), (3, 3)])
def test_counting_leaves_the_ballots_as_they_are(kind: Any, shape: tuple[int, int]) -> None:
    marks = np.ones(shape, dtype=kind)
    duels(Ballots(marks, np.ones(shape[0], dtype=np.int64)))
    assert (marks == 1).all()


def test_what_is_not_ranked_stands_below_all_that_is_and_level_with_the_rest() -> None:
    assert duels(ranked("abcd", {"a>b": 1})) == ((0, 1, 1, 1), (0, 0, 1, 1), (0, 0, 0, 0), (0, 0, 0, 0))


def test_no_ballots_compare_nothing() -> None:
    assert duels(Ballots.of([], width=2)) == ((0, 0), (0, 0))
    assert duels(Ballots.of([(1, 2)], [0])) == ((0, 0), (0, 0))
    assert FirstPlaces(Ballots.of([(1, 2), (1, 1)], [0, 0])).votes(frozenset((0, 1))) == {0: 0, 1: 0}
    assert duels(Ballots.of([()])) == ()


@given(st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=5, max_size=5))
@thorough
def test_the_strongest_chain_is_the_best_of_all_chains(links: list[list[int]]) -> None:
    def strongest(start: int, end: int, seen: frozenset[int]) -> int:
        onward = [min(links[start][via], strongest(via, end, seen | {via})) for via in range(5) if via not in seen]
        return max([links[start][end], *onward])

    paths = widest(np.array(links))
    assert all(
        paths[one, other] == strongest(one, other, frozenset((one, other)))
        for one in range(5)
        for other in range(5)
        if one != other
    )


def test_levels_put_whoever_nobody_left_beats_first() -> None:
    beaten = np.array([[False, True, True], [False, False, False], [False, False, False]])
    assert best_first(beaten) == [[0], [1, 2]]


def test_a_defeat_without_opposition_is_stronger_than_any_ratio_and_by_votes_among_its_like() -> None:
    strength = MEASURES["ratio"]
    close, clear, unopposed, more = Defeat(0, 1, 9, 8), Defeat(0, 2, 9, 1), Defeat(1, 2, 2, 0), Defeat(2, 3, 3, 0)
    assert strength(close) < strength(clear) < strength(unopposed) < strength(more)


def test_the_smith_set_is_the_cycle_at_the_top() -> None:
    cycle = ranked("abcd", {"a>b>c>d": 4, "b>c>a>d": 3, "c>a>b>d": 2})
    assert smith(duels(cycle)) == {0, 1, 2}
    assert smith(duels(ranked("ab", {"a=b": 1}))) == {0, 1}
