"""Who is heard at all, method by method alike: votes in favour against the quorum, and what a ballot may hold."""

import pytest

from bot.rules.counting.levels import fill, heard, levels
from bot.rules.counting.outcome import Act, Tie
from bot.rules.counting.poll import BadPoll, BallotKind, Ballots, Poll
from tests.rules.counting.polls import marked, ranked


def poll(ballots: Ballots, *, quorum: int = 0, default: str | None = None, tie_order: str = "") -> Poll:
    options = tuple("abx"[: ballots.marks.shape[1]])
    return Poll(options, ballots, 100, quorum, default=default, tie_order=tuple(tie_order))


@pytest.mark.parametrize("kind", [BallotKind.APPROVALS, BallotKind.YES_NO])
def test_an_option_is_marked_once_or_not_at_all(kind: BallotKind) -> None:
    assert heard(poll(Ballots.of([(1, 0), (0, 1)])), kind)[1] == []
    with pytest.raises(BadPoll):
        heard(poll(Ballots.of([(0, 2), (1, 0)])), kind)


def test_a_score_of_nothing_helps_nobody_and_a_score_of_one_does() -> None:
    # A mark is one more than the score: a has a score of 1, b one of 0, and x none.
    standing, (struck,) = heard(poll(Ballots.of([(2, 1, 0)], [3]), quorum=3), BallotKind.SCORES)
    assert (standing.options, struck.options, struck.numbers) == (("a",), ("b", "x"), {"b": 0, "x": 0})


def test_a_ranked_option_is_favoured_only_where_it_stands_above_the_default_option() -> None:
    ballots = ranked("abx", {"a>x>b": 5, "b=x": 4, "b": 2, "x": 1})
    standing, (struck,) = heard(poll(ballots, quorum=5, default="x"), BallotKind.RANKING)
    assert (standing.options, struck.act, struck.facts) == (("a", "x"), Act.STRUCK, {"quorum": 5})
    assert struck.numbers == {"b": 2}


def test_without_a_default_option_whoever_is_ranked_at_all_is_favoured() -> None:
    ballots = ranked("abx", {"x>a>b": 5, "x": 1})
    assert heard(poll(ballots, quorum=5), BallotKind.RANKING)[1] == []


def test_a_marked_option_is_favoured_whether_or_not_the_default_option_is_marked_too() -> None:
    assert heard(poll(marked("abx", abx=4), quorum=4, default="x"), BallotKind.APPROVALS)[1] == []


def test_the_default_option_stays_however_few_want_it() -> None:
    standing, _ = heard(poll(marked("abx", a=4), quorum=4, default="x"), BallotKind.APPROVALS)
    assert standing.options == ("a", "x")


def test_level_options_stand_in_the_order_for_ties_else_as_listed() -> None:
    numbers = {"b": 2, "a": 2, "x": 3}
    assert levels(poll(marked("abx")), numbers) == [("x",), ("a", "b")]
    assert levels(poll(marked("abx"), tie_order="bax"), numbers) == [("x",), ("b", "a")]


def test_once_the_seats_are_full_a_level_further_down_is_no_tie() -> None:
    assert fill(poll(marked("abx")), [("x",), ("a", "b")]) == (["x"], None)
    assert fill(poll(marked("abx")), [("a", "b"), ("x",)]) == ([], Tie(("a", "b"), 1))
