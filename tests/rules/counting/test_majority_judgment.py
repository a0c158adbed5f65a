"""Majority judgment ranks by the median grade, and by the next medians where that is level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting import majority_judgment
from bot.rules.counting.majority_judgment import majority_values
from bot.rules.counting.outcome import Act, Count, Tie
from bot.rules.counting.poll import BadPoll
from bot.rules.majority import Outcome
from tests.rules.counting.rates import rated
from tests.rules.worlds import thorough


def one_by_one(histogram: list[int]) -> list[int]:
    """The majority value as its authors define it: the lower median is noted and taken away, again and again."""
    left = sorted(grade for grade, votes in enumerate(histogram) for _ in range(votes))
    return [left.pop((len(left) - 1) // 2) for _ in range(len(left))]


@st.composite
def histograms(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Two options, each graded by the same number of voters."""
    grades, voters = draw(st.integers(2, 5)), draw(st.integers(0, 12))
    one, other = (draw(st.lists(st.integers(0, grades - 1), min_size=voters, max_size=voters)) for _ in range(2))
    return [one.count(grade) for grade in range(grades)], [other.count(grade) for grade in range(grades)]


@given(histograms())
@thorough
def test_options_compare_as_if_medians_were_taken_away_one_by_one(pair: tuple[list[int], list[int]]) -> None:
    one, other = majority_values(pair)
    naive = one_by_one(pair[0]), one_by_one(pair[1])
    assert (one < other, one == other) == (naive[0] < naive[1], naive[0] == naive[1])
    assert one[:1] == tuple(naive[0][:1])


@given(histograms(), st.integers(2, 10**20))
@thorough
def test_so_many_times_the_same_grades_change_nothing(pair: tuple[list[int], list[int]], times: int) -> None:
    assert majority_values([[times * votes for votes in row] for row in pair]) == majority_values(pair)


def shown(count: Count) -> tuple[str, ...]:
    """The levels of the order."""
    return tuple("".join(level) for level in count.order)


def test_the_capital_of_tennessee_is_ranked_to_the_end() -> None:
    """Wikipedia, "Majority judgment"; K and C differ only in the 34th median (votelib, tests/test_score.py)."""
    rows = {(3, 1, 0, 0): 42, (0, 3, 1, 1): 26, (0, 1, 3, 2): 15, (0, 1, 2, 3): 17}
    count = majority_judgment.count(rated("MNCK", rows, seats=4))
    assert shown(count) == ("N", "K", "C", "M")
    assert (count.steps[-1].act, count.steps[-1].options) == (Act.ELECTED, ("N", "K", "C", "M"))
    assert count.totals == {"M": 0, "N": 1, "C": 1, "K": 1}


def test_a_left_right_scale_elects_the_moderate_left() -> None:
    """Wikipedia, "Majority judgment"; the words for the grades can be any."""
    ballots = {
        "6543210": 101,
        "5654321": 101,
        "4565432": 101,
        "3456543": 50,
        "2345654": 99,
        "1234565": 99,
        "0123456": 99,
    }
    rows = {tuple(int(digit) for digit in ballot): votes for ballot, votes in ballots.items()}
    count = majority_judgment.count(rated("abcdefg", rows, grades="a, b, c, d, e, f, g"))
    assert count.winners == ("b",)
    (level,) = (step for step in count.steps if step.act is Act.TIED)
    assert (level.options, level.facts) == (("b", "c", "d", "e", "f"), {"by": "medians"})


def test_no_answer_is_the_lowest_grade_but_a_silent_ballot_is_none() -> None:
    count = majority_judgment.count(rated("ab", {(5, 3): 1, (None, 3): 2, (None, None): 9}))
    assert (count.winners, count.totals) == (("b",), {"a": 0, "b": 3})
    assert next(step for step in count.steps if step.act is Act.GRADES).matrix == (
        (2, 0, 0, 0, 0, 1),
        (0, 0, 0, 3, 0, 0),
    )


def test_the_grades_are_shown_from_the_lowest_to_the_best() -> None:
    count = majority_judgment.count(rated("a", {(1,): 1}, grades="yes, maybe, no"))
    assert next(step for step in count.steps if step.act is Act.GRADES).facts == {"grades": "no, maybe, yes"}


@pytest.mark.parametrize("number", [2, 100])
def test_there_are_two_to_a_hundred_grades(number: int) -> None:
    grades = ",".join(map(str, range(number)))
    assert majority_judgment.count(rated("a", {(number - 1,): 1}, grades=grades)).totals == {"a": number - 1}


def test_the_same_grades_are_a_true_tie() -> None:
    count = majority_judgment.count(rated("abc", {(5, 2, 0): 1, (2, 5, 5): 1}))
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, (), Tie(("a", "b"), 1))
    assert shown(count) == ("ab", "c")


def test_an_even_number_of_voters_has_the_lower_middle_as_its_median() -> None:
    assert majority_judgment.count(rated("a", {(5,): 1, (2,): 1})).totals == {"a": 2}


def test_an_option_that_misses_the_quorum_is_struck_before_grades_are_compared() -> None:
    count = majority_judgment.count(rated("ab", {(3, 0): 4, (3, 5): 1}, quorum=2))
    assert [step.act for step in count.steps[:3]] == [Act.STRUCK, Act.GRADES, Act.TALLY]
    assert (count.winners, count.totals) == (("a",), {"a": 3})


@pytest.mark.parametrize("grades", ["", "good", "good, good", "good,, bad", ",".join(map(str, range(101)))])
def test_words_without_sense_are_refused(grades: str) -> None:
    with pytest.raises(BadPoll):
        majority_judgment.count(rated("a", {(0,): 1}, grades=grades))


def test_a_grade_above_the_best_is_refused() -> None:
    with pytest.raises(BadPoll):
        majority_judgment.count(rated("a", {(2,): 1}, grades="good, bad"))
