"""Approval over a budget funds what fits, from the most marked option down."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bot.rules.counting import budget
from bot.rules.counting.outcome import Tie
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


def test_a_budget_respects_the_quorum() -> None:
    costs = {"a": Fraction(1), "b": Fraction(1)}
    assert budget.count(poll("ab", a=9, b=1, quorum=2), costs, Fraction(9)).winners == ("a",)


@pytest.mark.parametrize("costs", [{"a": Fraction(1)}, {"a": Fraction(1), "b": Fraction(-1)}])
def test_an_option_without_a_cost_is_refused(costs: dict[str, Fraction]) -> None:
    with pytest.raises(BadPoll):
        budget.count(poll("ab", a=1, b=1), costs, Fraction(9))
