"""Several seats beside a default option: only what stands above it gets one, in whatever order options are listed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.counting.method import Method
from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BallotKind, Ballots, Poll
from bot.rules.counting.registry import METHODS
from bot.ui.counting import report

SEVERAL = [method for method in METHODS.values() if method.several and method.key != "lot"]
HIGHEST = {BallotKind.APPROVALS: 1, BallotKind.RANKING: 4, BallotKind.SCORES: 4, BallotKind.POINTS: 1}
BY_DUELS = {"stv_scottish", "stv_meek", "star", "reweighted_range"}
BY_DUELS |= {"sequential_proportional_approval", "sequential_phragmen", "equal_shares"}


def counted(method: Method, rows: list[list[int]], seats: int, order: list[int]) -> Count:
    """Count with "a" as the default option, the options listed in this order."""
    options = tuple("abcd"[at] for at in order)
    ballots = Ballots.of([[row[at] for at in order] for row in rows], width=4)
    settings = {"marks": "4"} if method.key == "limited_vote" and seats > 1 else {}
    return method.count(Poll(options, ballots, len(rows), seats=seats, settings=settings, default="a"))


def above(rows: list[list[int]], kind: BallotKind, one: int) -> int:
    """How many more ballots put an option above the default than below it."""
    better = 0
    for row in rows:
        marks = [-(mark or 9) if kind is BallotKind.RANKING else mark for mark in row]
        if kind is BallotKind.SCORES:
            marks = [max(mark, 1) for mark in marks]
        better += (marks[one] > marks[0]) - (marks[one] < marks[0])
    return better


@pytest.mark.parametrize("method", SEVERAL, ids=lambda method: method.key)
@given(data=st.data())
@settings(max_examples=40)
def test_what_is_not_above_the_default_wins_no_seat_however_options_are_listed(
    method: Method, data: st.DataObject
) -> None:
    row = st.lists(st.integers(0, HIGHEST[method.ballots]), min_size=4, max_size=4)
    if method.key == "limited_vote":
        row = st.sampled_from([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    rows, seats = data.draw(st.lists(row, max_size=5)), data.draw(st.integers(2, 4))
    found = counted(method, rows, seats, [0, 1, 2, 3])
    for winner in found.winners:
        if method.key in BY_DUELS:
            assert above(rows, method.ballots, "abcd".index(winner)) > 0
        elif "a" in found.totals:
            assert found.totals[winner] > found.totals["a"] or method.key in {"majority_judgment", "gradients"}
    turned = counted(method, rows, seats, data.draw(st.permutations(range(4))))
    assert (turned.outcome, set(turned.winners)) == (found.outcome, set(found.winners))


@pytest.mark.parametrize("key", ["borda", "stv_scottish", "stv_meek"])
def test_a_seat_that_nobody_above_the_default_is_there_for_stays_empty(key: str) -> None:
    rows = [[2, 1, 3, 4]] * 5 + [[2, 1, 4, 3]] * 4
    assert counted(METHODS[key], rows, 3, [0, 1, 2, 3]).winners == ("b",)


def test_who_is_struck_for_the_default_is_told_in_words() -> None:
    rows = [[2, 1, 3, 4]] * 5 + [[2, 1, 4, 3]] * 4
    words = report(counted(METHODS["stv_scottish"], rows, 2, [0, 1, 2, 3]), METHODS["stv_scottish"])
    assert "c and d: not above a." in words
