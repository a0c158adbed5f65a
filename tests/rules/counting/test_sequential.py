"""Committees elected one after the other come out vote by vote as the rule says, and as published."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.outcome import Act, Tie
from bot.rules.counting.poll import BadPoll, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.majority import Outcome
from bot.rules.numbers import Number
from tests.rules.counting.axioms_choose import elected, small
from tests.rules.counting.committees import approvals, ends
from tests.rules.counting.polls import divided
from tests.rules.worlds import thorough

SEQUENTIAL = ("sequential_proportional_approval", "sequential_phragmen", "equal_shares")
each_sequential = pytest.mark.parametrize("method", SEQUENTIAL)


@each_sequential
@given(poll=small())
@thorough
def test_it_elects_what_the_rule_elects_vote_by_vote_and_names_exactly_what_is_open(method: str, poll: Poll) -> None:
    count, all_ends = METHODS[method].count(poll), ends(method, poll)
    certain, possible = frozenset.intersection(*all_ends), frozenset.union(*all_ends)
    assert set(count.winners) == certain
    assert set(count.tie.options if count.tie else ()) == possible - certain
    assert count.tie is None or count.tie.seats == poll.seats - len(certain)


@each_sequential
@given(poll=small(), data=st.data())
@thorough
def test_an_order_for_ties_leads_to_one_of_the_right_committees(method: str, poll: Poll, data: st.DataObject) -> None:
    order = tuple(data.draw(st.permutations(poll.options)))
    assert frozenset(METHODS[method].count(replace(poll, tie_order=order)).winners) in ends(method, poll)


@pytest.mark.parametrize(
    ("method", "winners"),
    [("sequential_phragmen", "AQB"), ("sequential_proportional_approval", "AQB"), ("approval", "ABC")],
)
def test_the_example_of_phragmen_1894_comes_out_as_published(method: str, winners: str) -> None:
    ballots = {"ABC": 1034, "PQR": 519, "ABQ": 90, "APQ": 47}
    assert METHODS[method].count(approvals("ABCPQR", ballots, 3)).winners == tuple(winners)


def test_the_loads_of_the_example_of_phragmen_can_be_checked_by_hand() -> None:
    ballots = {"ABC": 1034, "PQR": 519, "ABQ": 90, "APQ": 47}
    count = METHODS["sequential_phragmen"].count(approvals("ABCPQR", ballots, 3))
    loads = [number for step in count.steps if step.act is Act.ELECTED for number in step.numbers.values()]
    first = Fraction(1, 1034 + 90 + 47)
    second = (1 + (90 + 47) * first) / (519 + 90 + 47)
    third = (1 + 1034 * first + 90 * second) / (1034 + 90)
    assert loads == [first, second, third]


def decided(poll: Poll, method: str) -> list[tuple[str, Number]]:
    """Return who was elected in which order, with the number that decided it."""
    steps = METHODS[method].count(replace(poll, tie_order=poll.options)).steps
    return [pair for step in steps if step.act is Act.ELECTED for pair in step.numbers.items()]


EXAMPLE_11 = {"ab": 3, "ac": 3, "ad": 2, "bcf": 1, "e": 1, "f": 1, "g": 1}
EXAMPLE_12 = {"cd": 3, "ab": 2, "ac": 2, "bd": 1}
"""Examples 11 and 12 of Lackner and Skowron, "Multi-Winner Voting with Approval Preferences" (2023)."""


def test_example_11_of_the_book_is_completed_by_phragmen_with_the_published_loads() -> None:
    poll = approvals("abcdefgh", EXAMPLE_11, 4)
    numbers = [("a", Fraction(1, 8)), ("b", Fraction(1, 96)), ("c", Fraction(37, 384)), ("d", Fraction(7, 24))]
    assert decided(poll, "equal_shares") == numbers
    count = METHODS["equal_shares"].count(poll)
    assert (set(count.winners), count.tie) == (set("abcd"), None)
    assert [step.facts["by"] for step in count.steps if step.act is Act.TIED] == ["either way"]


def test_example_12_of_the_book_comes_out_with_the_published_prices_and_loads() -> None:
    poll = approvals("abcd", EXAMPLE_12, 3)
    prices = [("c", Fraction(1, 5)), ("a", Fraction(13, 40)), ("d", Fraction(1, 40))]
    assert decided(poll, "equal_shares") == prices
    thirds = [(option, 3 * price) for option, price in prices]
    assert decided(divided(poll, 3), "equal_shares") == thirds
    loads = [("c", Fraction(1, 5)), ("b", Fraction(1, 3)), ("d", Fraction(29, 60))]
    assert decided(poll, "sequential_phragmen") == loads


PROFILES: Mapping[str, tuple[str, dict[str, int], int]] = {
    "3": (
        "012345",
        {"01234": 1, "01": 1, "024": 1, "025": 1, "0345": 1, "034": 1, "12": 1, "2": 1},
        4,
    ),
    "4": ("0123", {"01": 2, "013": 1, "03": 1, "23": 1}, 2),
}
"""Profiles of the test suite of abcvoting (M. Lackner and P. Skowron), candidates by number."""


@each_sequential
@pytest.mark.parametrize(("profile", "winners"), [("3", "0124"), ("4", "03")])
def test_the_profiles_of_abcvoting_come_out_as_published(method: str, profile: str, winners: str) -> None:
    count = METHODS[method].count(approvals(*PROFILES[profile]))
    assert (set(count.winners), count.tie) == (set(winners), None)


@each_sequential
def test_two_camps_get_one_seat_each_and_within_each_all_are_level(method: str) -> None:
    count = METHODS[method].count(approvals("0123456789", {"01234": 1, "56789": 1}, 2))
    assert count.outcome is Outcome.TIE
    assert count.tie is not None
    assert (len(count.tie.options), count.tie.seats) == (10, 2)
    winners = elected(method, approvals("0123456789", {"01234": 1, "56789": 1}, 2))
    assert len(winners & set("01234")) == len(winners & set("56789")) == 1


def test_seats_nobody_can_pay_for_stay_empty_where_the_circle_says_so() -> None:
    poll = approvals("abc", {"a": 3, "b": 2, "c": 1}, 2)
    assert METHODS["equal_shares"].count(poll).winners == ("a", "b")
    assert METHODS["equal_shares"].count(replace(poll, settings={"completion": "none"})).winners == ("a",)
    with pytest.raises(BadPoll):
        METHODS["equal_shares"].count(replace(poll, settings={"completion": "some"}))


@each_sequential
def test_too_many_ways_to_follow_are_a_tie_of_all_that_is_open(method: str) -> None:
    options = "abcdefghijklmnopqrst"
    ring = {options[at] + options[at - 1]: 1 for at in range(20)}
    count = METHODS[method].count(approvals(options + "X", {**ring, "X": 9}, 11))
    assert count.winners == ("X",)
    assert count.tie is not None
    assert (set(count.tie.options), count.tie.seats) == (set(options), 10)


@each_sequential
def test_options_that_the_same_voters_want_fill_the_seats_together_without_a_tie(method: str) -> None:
    count = METHODS[method].count(approvals("abc", {"ab": 5, "c": 1}, 2))
    assert (count.tie, set(count.winners)) == (None, {"a", "b"})


@pytest.mark.parametrize("method", SEQUENTIAL[:2])
def test_who_is_elected_whichever_way_a_tie_goes_is_named_after_it(method: str) -> None:
    # b and c have the same four voters; once one of them is elected, the three of a have waited longest.
    count = METHODS[method].count(approvals("abc", {"bc": 4, "a": 3}, 2))
    tally, level, elected = count.steps
    assert (count.winners, count.tie) == (("a",), Tie(("b", "c"), 1))
    assert (tally.act, tuple(tally.numbers)) == (Act.TALLY, ("a", "b", "c"))
    assert (level.act, level.options, level.facts) == (Act.TIED, ("b", "c"), {"by": "nothing"})
    assert (elected.act, elected.options, elected.facts) == (Act.ELECTED, ("a",), {"by": "either way"})


@pytest.mark.parametrize("method", SEQUENTIAL[:2])
def test_level_options_without_a_voter_in_common_are_elected_together(method: str) -> None:
    count = METHODS[method].count(approvals("abc", {"a": 2, "b": 2, "c": 1}, 2))
    assert [step.options for step in count.steps if step.act is Act.ELECTED] == [("a", "b")]


@each_sequential
def test_a_tie_names_the_options_in_the_order_of_the_list(method: str) -> None:
    assert METHODS[method].count(approvals("cab", {"a": 2, "c": 2}, 1)).tie == Tie(("c", "a"), 1)


@each_sequential
def test_an_order_chooses_between_level_options_and_the_tie_is_told_in_it(method: str) -> None:
    count = METHODS[method].count(replace(approvals("ab", {"a": 2, "b": 2}, 1), tie_order=("b", "a")))
    assert (count.winners, count.tie) == (("b",), Tie(("b", "a"), 1))


def test_an_option_that_nobody_marks_comes_last_with_no_approvals() -> None:
    count = METHODS["sequential_phragmen"].count(approvals("ab", {"a": 2}, 2))
    last = [step for step in count.steps if step.act is Act.TALLY][-1]
    assert (count.winners, last.numbers, last.facts) == (("a", "b"), {"b": 0}, {"measure": "approvals", "elected": 1})


@each_sequential
def test_each_tally_says_how_many_seats_are_filled(method: str) -> None:
    count = METHODS[method].count(approvals("abc", {"ab": 5, "a": 2, "c": 3}, 2))
    assert [step.facts["elected"] for step in count.steps if step.act is Act.TALLY] == [0, 1]
