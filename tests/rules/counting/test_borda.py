"""The Borda count: a point for every option below, half a point for every level one."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given

from bot.rules.counting import borda
from bot.rules.counting.outcome import Tie
from bot.rules.counting.poll import Poll
from bot.rules.majority import Outcome
from tests.rules.counting.axioms import profile, rankings
from tests.rules.counting.polls import divided
from tests.rules.worlds import thorough


def test_bordas_own_example_elects_c_where_most_first_places_elect_a() -> None:
    # 21 voters, from Borda's paper as told in Black, "The Theory of Committees and Elections" (1958).
    count = borda.count(profile("abc", {"a>b>c": 1, "a>c>b": 7, "b>c>a": 7, "c>b>a": 6}))
    assert (count.winners, count.totals) == (("c",), {"a": 16, "b": 21, "c": 26})
    assert count.order == (("c",), ("b",), ("a",))


def test_level_and_unranked_options_share_the_mean_of_their_places() -> None:
    count = borda.count(profile("abcd", {"a=b": 1, "c>a": 1}))
    assert count.totals == {"a": Fraction(9, 2), "b": 3, "c": Fraction(7, 2), "d": 1}


def test_a_third_of_a_vote_gives_a_third_of_the_points() -> None:
    count = borda.count(divided(profile("abc", {"a>b>c": 2}), 3))
    assert count.totals == {"a": Fraction(4, 3), "b": Fraction(2, 3), "c": 0}


def test_several_seats_go_to_the_most_points_and_a_tie_for_the_last_is_told() -> None:
    poll = profile("abcd", {"a>b>c>d": 1, "a>c>b>d": 1})
    count = borda.count(replace(poll, seats=2))
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, ("a",), Tie(("b", "c"), 1))


@given(rankings())
@thorough
def test_the_points_are_the_mean_over_all_ways_to_fill_shared_places(poll: Poll) -> None:
    points = dict.fromkeys(poll.options, Fraction())
    for marks, weight in zip(poll.ballots.marks.tolist(), poll.ballots.weights.tolist(), strict=True):
        places = [mark or 99 for mark in marks]
        for option, place in zip(poll.options, places, strict=True):
            lowest = sum(other > place for other in places)
            share = [lowest + more for more in range(places.count(place))]
            points[option] += weight * Fraction(sum(share), len(share))
    assert borda.count(poll).totals == points
