"""Approval voting fills seats or a budget from the most approved option down, and leaves ties as ties."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bot.rules import approval, budget
from bot.rules.counting import BadPoll, Ballot, Fate, Poll, Step, Tie
from bot.rules.majority import Outcome


def poll(totals: dict[str, int], *, quorum: int = 1, seats: int = 1, lot: tuple[str, ...] = ()) -> Poll:
    """A poll whose options are approved as often as given."""
    ballots = tuple(Ballot(frozenset({option}), votes) for option, votes in totals.items())
    return Poll(tuple(totals), ballots, roll=100, quorum=quorum, seats=seats, lot=lot)


def test_one_ballot_may_approve_several_options() -> None:
    both = Ballot(frozenset({"a", "b"}), 2)
    one = Ballot(frozenset({"b"}))
    assert approval.count(Poll(("a", "b"), (both, one), roll=3)).totals == {"a": 2, "b": 3}


def test_the_most_approved_option_wins_the_single_seat() -> None:
    count = approval.count(poll({"a": 2, "b": 3}))
    assert (count.outcome, count.winners) == (Outcome.ADOPTED, ("b",))
    assert count.steps == (Step(("b",), 3, Fate.ELECTED), Step(("a",), 2, Fate.NOT_ELECTED))


def test_two_level_options_for_one_seat_are_a_tie_and_nobody_wins() -> None:
    count = approval.count(poll({"a": 3, "b": 3, "c": 1}))
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, (), Tie(("a", "b"), 1))


def test_a_tie_for_the_last_seat_leaves_the_certain_winners_certain() -> None:
    count = approval.count(poll({"a": 5, "b": 3, "c": 3, "d": 3}, seats=3))
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, ("a",), Tie(("b", "c", "d"), 2))


def test_a_lot_settles_a_tie_and_the_tie_stays_on_record() -> None:
    count = approval.count(poll({"a": 5, "b": 3, "c": 3, "d": 3}, seats=3, lot=("d", "c", "a", "b")))
    assert (count.outcome, count.winners) == (Outcome.ADOPTED, ("a", "d", "c"))
    assert count.tie == Tie(("d", "c", "b"), 2)


def test_each_option_needs_the_quorum_even_where_seats_stay_empty() -> None:
    count = approval.count(poll({"a": 5, "b": 3}, quorum=4, seats=2))
    assert count.winners == ("a",)
    assert count.steps[-1] == Step(("b",), 3, Fate.NO_QUORUM)


def test_level_options_below_the_quorum_are_no_tie() -> None:
    assert approval.count(poll({"a": 3, "b": 3}, quorum=4)).outcome is Outcome.NO_QUORUM


def test_as_many_seats_as_level_options_elect_them_all() -> None:
    assert approval.count(poll({"a": 3, "b": 3}, seats=2)).winners == ("a", "b")


def test_a_budget_passes_over_what_no_longer_fits() -> None:
    costs = {"a": Fraction(60), "b": Fraction(50), "c": Fraction(40)}
    count = budget.count(poll({"a": 9, "b": 8, "c": 7}), costs, Fraction(100))
    assert (count.outcome, count.winners) == (Outcome.ADOPTED, ("a", "c"))


def test_a_budget_is_exact_to_the_last_cent() -> None:
    costs = dict.fromkeys("abc", Fraction("0.1"))
    assert budget.count(poll({"a": 3, "b": 2, "c": 1}), costs, Fraction("0.3")).winners == ("a", "b", "c")


def test_level_options_that_fit_together_are_no_tie_and_those_that_do_not_are_one() -> None:
    costs = {"a": Fraction(60), "b": Fraction(50), "c": Fraction(1)}
    level = poll({"a": 9, "b": 9, "c": 7})
    assert budget.count(level, costs, Fraction(110)).winners == ("a", "b")
    count = budget.count(level, costs, Fraction(100))
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, (), Tie(("a", "b"), None))
    drawn = budget.count(replace(level, lot=("b", "a", "c")), costs, Fraction(100))
    assert (drawn.outcome, drawn.winners) == (Outcome.ADOPTED, ("b", "c"))


def test_a_budget_respects_the_quorum() -> None:
    costs = {"a": Fraction(1), "b": Fraction(1)}
    assert budget.count(poll({"a": 9, "b": 1}, quorum=2), costs, Fraction(9)).winners == ("a",)


@pytest.mark.parametrize("costs", [{"a": Fraction(1)}, {"a": Fraction(1), "b": Fraction(-1)}])
def test_an_option_without_a_cost_is_refused(costs: dict[str, Fraction]) -> None:
    with pytest.raises(BadPoll):
        budget.count(poll({"a": 1, "b": 1}), costs, Fraction(9))
