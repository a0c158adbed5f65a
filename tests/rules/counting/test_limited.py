"""A limited vote refuses ballots with too many marks; satisfaction approval shares a ballot out."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bot.rules.counting.poll import BadPoll, Poll
from bot.rules.counting.registry import METHODS
from tests.rules.counting.axioms_choose import elected
from tests.rules.counting.committees import approvals
from tests.rules.counting.polls import divided


@pytest.mark.parametrize(("written", "seats", "spoilt"), [("1", 3, 2), ("2", 3, 3), ("auto", 3, 3), ("auto", 1, 2)])
def test_more_marks_than_the_limited_vote_allows_spoil_a_ballot(written: str, seats: int, spoilt: int) -> None:
    def poll(marks: str) -> Poll:
        return replace(approvals("abcd", {marks: 1}, seats), settings={"marks": written})

    assert METHODS["limited_vote"].count(poll("abcd"[: spoilt - 1])).totals["a"] == 1
    with pytest.raises(BadPoll):
        METHODS["limited_vote"].count(poll("abcd"[:spoilt]))


def test_one_ballot_with_too_many_marks_spoils_a_limited_vote_among_others_that_keep_to_it() -> None:
    asked = approvals("abcd", {"a": 3, "abc": 1, "b": 2}, 3)
    with pytest.raises(BadPoll):
        METHODS["limited_vote"].count(asked)
    assert METHODS["limited_vote"].count(replace(asked, settings={"marks": "999999999"})).winners == ("a", "b", "c")


@pytest.mark.parametrize("written", ["0", "-1", "many", "1.5", "9" * 10])
def test_a_limit_of_marks_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(BadPoll):
        METHODS["limited_vote"].count(replace(approvals("ab", {"a": 1}, 1), settings={"marks": written}))


def test_a_limited_vote_leaves_a_seat_to_a_minority_that_plain_approval_gives_to_the_majority() -> None:
    thirds = approvals("abcd", {"ab": 20, "ac": 20, "bc": 20, "d": 45}, 3)
    assert "d" in elected("limited_vote", thirds)
    assert elected("approval", approvals("abcd", {"abc": 60, "d": 45}, 3)) == {"a", "b", "c"}


def test_satisfaction_approval_shares_a_ballot_by_what_it_marks_among_those_heard() -> None:
    poll = approvals("abc", {"ab": 4, "ac": 1, "c": 2}, 1)
    assert METHODS["satisfaction_approval"].count(poll).totals == {"a": Fraction(5, 2), "b": 2, "c": Fraction(5, 2)}
    heard = METHODS["satisfaction_approval"].count(replace(poll, quorum=4))
    assert heard.totals == {"a": 3, "b": 2}
    assert METHODS["satisfaction_approval"].count(divided(poll, 2)).totals["a"] == Fraction(5, 4)


def test_a_ballot_that_marks_nobody_shares_out_nothing() -> None:
    assert METHODS["satisfaction_approval"].count(approvals("ab", {"": 4, "a": 1}, 1)).totals == {"a": 1, "b": 0}


def test_a_majority_can_take_every_seat_by_satisfaction_approval() -> None:
    poll = approvals("abcd", {"abc": 6, "d": 1, "bd": 1}, 3)
    assert elected("satisfaction_approval", poll) == {"a", "b", "c"}
    assert elected("satisfaction_approval", approvals("abcd", {"abc": 6, "d": 3}, 3)) == {"a", "b", "d"}
