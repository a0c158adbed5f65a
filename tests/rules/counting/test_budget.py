"""Approval over a budget funds what fits, from the most marked option down."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bot.rules.counting import budget
from bot.rules.counting.outcome import Act, Tie
from bot.rules.counting.poll import BadPoll
from bot.rules.majority import Outcome
from tests.rules.counting.test_approval import poll


def test_a_budget_passes_over_what_no_longer_fits() -> None:
    costs = {"a": Fraction(60), "b": Fraction(50), "c": Fraction(40)}
    count = budget.count(poll("abc", a=9, b=8, c=7), costs, Fraction(100))
    assert (count.outcome, count.winners) == (Outcome.ADOPTED, ("a", "c"))


def test_a_budget_is_exact_to_the_last_cent() -> None:
    costs = dict.fromkeys("abc", Fraction("0.1"))
    assert budget.count(poll("abc", a=3, b=2, c=1), costs, Fraction("0.3")).winners == ("a", "b", "c")


def test_level_options_that_fit_together_are_no_tie_and_those_that_do_not_are_one() -> None:
    costs = {"a": Fraction(60), "b": Fraction(50), "c": Fraction(1)}
    level = poll("abc", a=9, b=9, c=7)
    assert budget.count(level, costs, Fraction(110)).winners == ("a", "b")
    count = budget.count(level, costs, Fraction(100))
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, (), Tie(("a", "b"), None))
    drawn = budget.count(replace(level, tie_order=("b", "a", "c")), costs, Fraction(100))
    assert (drawn.outcome, drawn.winners) == (Outcome.ADOPTED, ("b", "c"))


def test_each_step_tells_what_is_left_and_whether_an_order_settled_a_tie() -> None:
    costs = {"a": Fraction(60), "b": Fraction(50), "c": Fraction(40)}
    level = poll("abc", a=9, b=9, c=7)
    count = budget.count(replace(level, tie_order=("b", "a", "c")), costs, Fraction(100))
    told = [(step.act, step.options, dict(step.numbers), dict(step.facts)) for step in count.steps]
    assert told == [
        (Act.TALLY, ("a", "b", "c"), {"a": 9, "b": 9, "c": 7}, {}),
        (Act.TIED, ("b", "a"), {}, {"by": "order"}),
        (Act.ELECTED, ("b",), {}, {"cost": 50, "left": 50}),
        (Act.ELECTED, ("c",), {}, {"cost": 40, "left": 10}),
    ]
    assert (count.tie, count.totals) == (Tie(("b", "a"), None), {"a": 9, "b": 9, "c": 7})
    assert budget.count(level, costs, Fraction(100)).steps[-1].facts == {"by": "nothing"}


def test_the_first_tie_is_the_one_that_is_named() -> None:
    level = poll("abcd", a=9, b=9, c=7, d=7, tie_order="abcd")
    costs = {"a": Fraction(60), "b": Fraction(60), "c": Fraction(30), "d": Fraction(30)}
    count = budget.count(level, costs, Fraction(100))
    assert (count.winners, count.tie) == (("a", "c"), Tie(("a", "b"), None))


def test_an_option_that_costs_nothing_is_funded_when_all_is_spent() -> None:
    costs = {"a": Fraction(100), "b": Fraction(0)}
    assert budget.count(poll("ab", a=9, b=8), costs, Fraction(100)).winners == ("a", "b")


def test_a_budget_respects_the_quorum() -> None:
    costs = {"a": Fraction(1), "b": Fraction(1)}
    assert budget.count(poll("ab", a=9, b=1, quorum=2), costs, Fraction(9)).winners == ("a",)


@pytest.mark.parametrize("costs", [{"a": Fraction(1)}, {"a": Fraction(1), "b": Fraction(-1, 100)}])
def test_an_option_without_a_cost_is_refused(costs: dict[str, Fraction]) -> None:
    with pytest.raises(BadPoll):
        budget.count(poll("ab", a=1, b=1), costs, Fraction(9))
