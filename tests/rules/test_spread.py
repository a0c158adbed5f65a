"""How weight is spread over a roll says all that is said of power later, and names nobody."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.power import top_share
from bot.rules.spread import Spread, spread

WEIGHTS = st.lists(st.integers(0, 9), max_size=12)


def test_weights_are_counted_by_people_from_the_heaviest_down() -> None:
    found = spread(10, [1, 4, 0, 1, 2], flips=True)
    assert found == Spread(10, ((4, 1), (2, 1), (1, 2)), flips=True)
    assert (found.total, found.top, found.one_alone) == (8, 4, False)
    assert found.over_roll == [4, 2, 1, 1, 0, 0, 0, 0, 0, 0]


def test_where_nobody_voted_there_is_no_weight() -> None:
    found = spread(3, [])
    assert (found.total, found.top, found.one_alone, found.over_roll) == (0, 0, False, [0, 0, 0])


@given(WEIGHTS, st.integers(0, 5), st.randoms(use_true_random=False))
def test_it_keeps_every_weight_and_forgets_whose_it_is(weights: list[int], silent: int, random: Random) -> None:
    roll = len(weights) + silent
    found = spread(roll, weights)
    shuffled = random.sample(weights, len(weights))
    assert spread(roll, shuffled) == found
    assert found.over_roll == sorted([*weights, *[0] * silent], reverse=True)
    assert found.one_alone == (any(weights) and 2 * top_share(found.over_roll) > 1)
