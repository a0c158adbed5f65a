"""An objection counts by what is argued, not by what is true; a ruling can only name what lacks an argument."""

from dataclasses import fields
from itertools import combinations

import pytest

from bot.rules.objection import Criterion, Ruling, rule_on, states_harm

SOME = [kept for size in range(4) for kept in combinations(tuple(Criterion), size)]


def test_an_objection_that_argues_all_four_criteria_counts() -> None:
    assert rule_on(tuple(Criterion)) == Ruling(counts=True, missing=())


@pytest.mark.parametrize("argued", SOME)
def test_an_objection_without_an_argument_for_a_criterion_does_not_count_and_hears_which(
    argued: tuple[Criterion, ...],
) -> None:
    assert rule_on(argued) == Ruling(counts=False, missing=tuple(each for each in Criterion if each not in argued))


@pytest.mark.parametrize("argued", SOME)
def test_an_objection_always_counts_where_adoption_would_break_the_rules(argued: tuple[Criterion, ...]) -> None:
    assert rule_on(argued, breaks_rules=True).counts


def test_h6_a_ruling_has_no_field_for_true_false_or_important() -> None:
    assert {field.name for field in fields(Ruling)} == {"counts", "missing"}


@pytest.mark.parametrize(
    ("statement", "harm"),
    [
        ("I do not think this is needed", False),
        ("this should be on a different role", False),
        ("I don't like this.", False),
        ("This isn't needed.", False),
        ("I have a better idea", False),
        ("This accountability will inconvenience me ever so slightly.", True),
        ("It would slow our releases down", True),
        ("We lose the only person who can sign", True),
    ],
)
def test_a_statement_of_a_solution_or_a_liking_names_no_harm(statement: str, *, harm: bool) -> None:
    assert states_harm(statement) is harm
