"""Approval ballots joined by what they mark, and what is asked of them."""

from bot.rules.counting.patterns import Patterns
from tests.rules.counting.polls import marked


def test_equal_ballots_are_joined_and_those_without_marks_or_votes_left_out() -> None:
    patterns = Patterns.of(marked("abc", ab=3, c=1, ba=2, ac=0, x=4))
    found = {
        tuple(marks): weights for marks, weights in zip(patterns.chosen.tolist(), patterns.marks.tolist(), strict=True)
    }
    assert found == {(True, True, False): 2, (False, False, True): 1}
    assert sorted(zip(patterns.columns.tolist(), patterns.weights.tolist(), strict=True)) == [(0, 5), (1, 5), (2, 1)]


def test_the_weight_behind_each_option_is_added_up_group_by_group() -> None:
    patterns = Patterns.of(marked("abc", ab=3, c=1, bc=2))
    assert patterns.sums(patterns.nowhere(), 1) == [[3, 5, 3]]
    assert patterns.marking((0, 2)).all()
    assert patterns.sums(patterns.marking((0,)).astype(int), 2) == [[0, 2, 3], [3, 3, 0]]


def test_options_are_apart_where_no_ballot_marks_two_of_them() -> None:
    patterns = Patterns.of(marked("abc", ab=3, c=1))
    assert patterns.apart((0, 2))
    assert not patterns.apart((0, 1))
    assert Patterns.of(marked("ab")).apart((0, 1))


def test_clones_are_marked_by_exactly_the_same_ballots() -> None:
    patterns = Patterns.of(marked("abcd", ab=3, abc=1))
    assert patterns.clones() == [{0, 1}, {0, 1}, {2}, {3}]
