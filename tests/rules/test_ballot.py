"""A ballot on options, press by press: what each press does, and what no sequence of presses can do."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.ballot import Act, Edit, Marks, Sheet, edited
from bot.rules.counting.poll import BallotKind
from bot.rules.errors import Invalid, OverBudget, StaleBallot, TooManyMarks

RANKING = Sheet(BallotKind.RANKING, largest=4)
APPROVALS = Sheet(BallotKind.APPROVALS, largest=1)
LIMITED = Sheet(BallotKind.APPROVALS, largest=1, most=2)
SCORES = Sheet(BallotKind.SCORES, largest=6)
DOTS = Sheet(BallotKind.POINTS, largest=5, budget=5)
QUADRATIC = Sheet(BallotKind.POINTS, largest=5, budget=25, squares=True)
EMPTY: Marks = (0, 0, 0, 0)

positions = st.integers(0, 3)
edits = st.builds(
    Edit,
    st.sampled_from(Act),
    st.lists(positions, max_size=3).map(tuple),
    st.lists(positions, max_size=4).map(tuple),
    st.integers(0, 6),
)


def pressed(sheet: Sheet, *presses: Edit, marks: Marks = EMPTY) -> Marks:
    for press in presses:
        marks = edited(marks, press, sheet)
    return marks


def test_ranking_puts_one_option_after_the_other() -> None:
    assert pressed(RANKING, Edit(Act.RANK, (2,)), Edit(Act.RANK, (0,))) == (2, 0, 1, 0)


def test_an_option_is_ranked_once_and_stays_where_it_is() -> None:
    assert pressed(RANKING, Edit(Act.RANK, (2,)), Edit(Act.RANK, (2,))) == (0, 0, 1, 0)
    assert pressed(RANKING, Edit(Act.RANK, (2, 0)), Edit(Act.LEVEL, (2, 1))) == (2, 2, 1, 0)


def test_options_can_share_a_place_and_the_rest_the_last_one() -> None:
    first = Edit(Act.RANK, (1,))
    assert pressed(RANKING, first, Edit(Act.LEVEL, (3,)), Edit(Act.REST)) == (2, 1, 2, 1)
    assert pressed(RANKING, Edit(Act.LEVEL, (3,))) == (0, 0, 0, 1), "without a place before it, it is the first"


def test_undo_takes_back_the_last_place_with_all_who_share_it() -> None:
    shared = pressed(RANKING, Edit(Act.RANK, (1,)), Edit(Act.REST))
    assert pressed(RANKING, Edit(Act.UNDO), marks=shared) == (0, 1, 0, 0)
    assert pressed(RANKING, Edit(Act.UNDO)) == EMPTY


def test_choosing_from_one_menu_leaves_the_marks_of_another() -> None:
    second = pressed(APPROVALS, Edit(Act.CHOOSE, (3,), (2, 3)))
    assert pressed(APPROVALS, Edit(Act.CHOOSE, (0, 1), (0, 1)), marks=second) == (1, 1, 0, 1)
    assert pressed(APPROVALS, Edit(Act.CHOOSE, (), (2, 3)), marks=second) == EMPTY


def test_as_many_marks_as_allowed_are_taken() -> None:
    assert pressed(LIMITED, Edit(Act.CHOOSE, (0, 3), (0, 1, 2, 3))) == (1, 0, 0, 1)


def test_more_marks_than_allowed_are_refused() -> None:
    with pytest.raises(TooManyMarks) as refused:
        pressed(LIMITED, Edit(Act.CHOOSE, (0, 1, 2), (0, 1, 2, 3)))
    assert refused.value.most == 2


def test_scores_and_points_are_given_and_changed() -> None:
    assert pressed(SCORES, Edit(Act.GIVE, (1,), value=6), Edit(Act.GIVE, (1,), value=1)) == (0, 1, 0, 0)
    assert pressed(DOTS, Edit(Act.GIVE, (0,), value=3), Edit(Act.GIVE, (3,), value=2)) == (3, 0, 0, 2)


@pytest.mark.parametrize(("sheet", "spent"), [(DOTS, 6), (QUADRATIC, 32)])
def test_what_costs_more_than_a_voter_has_is_refused(sheet: Sheet, spent: int) -> None:
    start = Edit(Act.GIVE, (0,), value=4)
    more = Edit(Act.GIVE, (1,), value=4 if sheet.squares else 2)
    with pytest.raises(OverBudget) as refused:
        pressed(sheet, start, more)
    assert (refused.value.spent, refused.value.budget) == (spent, sheet.budget)


@pytest.mark.parametrize(
    "stale", [Edit(Act.RANK, (4,)), Edit(Act.CHOOSE, (), (9,)), Edit(Act.GIVE, (0,), value=7), Edit(Act.RANK, (-1,))]
)
def test_a_press_of_another_list_is_refused(stale: Edit) -> None:
    with pytest.raises(StaleBallot):
        edited(EMPTY, stale, SCORES)


def test_a_place_on_a_ballot_that_only_marks_options_is_refused() -> None:
    first = pressed(APPROVALS, Edit(Act.RANK, (0,)))
    with pytest.raises(StaleBallot):
        pressed(APPROVALS, Edit(Act.RANK, (1,)), marks=first)


@given(st.sampled_from([RANKING, APPROVALS, LIMITED, DOTS, QUADRATIC]), st.lists(edits, max_size=12))
def test_no_sequence_of_presses_makes_a_ballot_that_could_not_be_counted(sheet: Sheet, presses: list[Edit]) -> None:
    """Presses that a sheet of another kind would send are possible too: ids in buttons can be forged."""
    marks = EMPTY
    for press in presses:
        before = marks
        try:
            marks = edited(marks, press, sheet)
        except Invalid:
            assert marks == before
    assert len(marks) == len(EMPTY)
    assert all(0 <= mark <= sheet.largest for mark in marks)
    assert sheet.budget is None or sheet.spent(marks) <= sheet.budget
    assert sheet.most is None or sum(1 for mark in marks if mark) <= sheet.most


@given(st.lists(edits, max_size=8))
def test_clearing_leaves_an_empty_ballot_whatever_was_on_it(presses: list[Edit]) -> None:
    marks: Any = EMPTY
    for press in presses:
        try:
            marks = edited(marks, press, RANKING)
        except Invalid:
            continue
    assert edited(marks, Edit(Act.CLEAR), RANKING) == EMPTY
