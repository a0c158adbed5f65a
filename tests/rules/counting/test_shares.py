"""Dots and quadratic votes add up; a ballot that spends more than it has is spoilt."""

from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting import shares
from bot.rules.counting.outcome import Tie
from bot.rules.counting.poll import BadPoll
from bot.rules.majority import Outcome
from tests.rules.counting.rates import shared
from tests.rules.worlds import thorough


def test_a_single_point_each_is_the_smallest_budget() -> None:
    assert shares.dots(shared("ab", {(1, 0): 2, (0, 1): 1}, budget="1")).winners == ("a",)


def test_points_add_up_and_may_all_go_to_one_option() -> None:
    count = shares.dots(shared("abc", {(5, 0, 0): 1, (0, 3, 2): 1, (1, 2, 0): 1}))
    assert (count.winners, count.totals) == (("a",), {"a": 6, "b": 5, "c": 2})


def test_the_most_points_fill_several_seats_and_level_ones_tie() -> None:
    poll = shared("abc", {(3, 1, 1): 1}, seats=2)
    count = shares.dots(poll)
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, ("a",), Tie(("b", "c"), 1))


@pytest.mark.parametrize(
    ("row", "settings"),
    [
        ((3, 3), {}),
        ((3, 1), {"budget": "3"}),
        ((3, 1), {"cap": "2"}),
        ((1, 1), {"budget": "-5"}),
        ((1, 1), {"cap": "x"}),
    ],
)
def test_more_points_than_the_budget_or_the_cap_spoil_a_ballot(row: tuple[int, int], settings: dict[str, str]) -> None:
    with pytest.raises(BadPoll):
        shares.dots(shared("ab", {(0, 1): 1, row: 1}, **settings))


def test_the_whole_budget_and_the_cap_itself_are_allowed() -> None:
    assert shares.dots(shared("ab", {(3, 2): 1}, cap="3")).winners == ("a",)


def test_many_who_care_a_little_can_be_outweighed_by_few_who_care_much() -> None:
    """Ten votes for one option cost all 100 credits; four and one cost 17."""
    count = shares.quadratic(shared("ab", {(10, 0): 3, (1, 4): 7}))
    assert (count.winners, count.totals) == (("a",), {"a": 37, "b": 28})


@given(st.lists(st.integers(0, 12), min_size=1, max_size=4), st.integers(1, 200))
@thorough
def test_squares_are_what_votes_cost(votes: list[int], credits_given: int) -> None:
    poll = shared("abcd"[: len(votes)], {tuple(votes): 1}, credits=str(credits_given))
    if sum(vote * vote for vote in votes) > credits_given:
        with pytest.raises(BadPoll):
            shares.quadratic(poll)
    else:
        assert list(shares.quadratic(poll).totals.values()) == votes
        assert max(votes) <= isqrt(credits_given)


def test_the_price_of_very_many_votes_does_not_overflow() -> None:
    with pytest.raises(BadPoll):
        shares.quadratic(shared("ab", {((1 << 20) - 1, (1 << 20) - 1): 1}, credits="1000000"))
