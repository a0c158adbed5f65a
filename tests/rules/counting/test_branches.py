"""Counts in stages are followed into every way to settle a tie, and only a tie that matters stops them."""

from dataclasses import replace

import pytest

from bot.rules.counting import branches
from bot.rules.counting.branches import Move, logged
from bot.rules.counting.outcome import Act, Count, Tie
from bot.rules.counting.poll import Poll
from bot.rules.counting.stv_scottish import count
from bot.rules.majority import Outcome
from tests.rules.counting.axioms import profile

THREE_LEVEL = replace(profile("abcd", {"a": 9, "b": 4, "c": 4, "d": 4}), seats=2)
CHAIN = replace(profile("abce", {"e": 40, "a>b>c": 26, "b>c>a": 20, "c>a>b": 20}), seats=2)
"""e has the quota; of b and c, who go last level, the one that stays decides whether c or a wins. b never does."""


def ties(counted: Count) -> list[tuple[tuple[str, ...], object]]:
    return [(step.options, step.facts["by"]) for step in counted.steps if step.act is Act.TIED]


def gone(counted: Count) -> str:
    return "".join(option for step in counted.steps if step.act is Act.EXCLUDED for option in step.options)


def test_exclusions_that_follow_each_other_are_one_set_and_other_moves_keep_their_order() -> None:
    log = logged(logged((), Move(Act.EXCLUDED, (2,))), Move(Act.EXCLUDED, (0,)))
    assert log == ((Act.EXCLUDED, frozenset((0, 2))),)
    log = logged(logged(log, Move(Act.ELECTED, (1, 3))), Move(Act.ELECTED, (4,)))
    assert log[1:] == ((Act.ELECTED, frozenset((1, 3))), (Act.ELECTED, frozenset((4,))))
    log = logged(logged(log, Move(Act.EXCLUDED, (5,))), Move(Act.EXCLUDED, (6,)))
    assert (len(log), log[-1]) == (4, (Act.EXCLUDED, frozenset((5, 6))))


def test_a_tie_that_matters_stops_the_count_where_it_comes_up() -> None:
    acts = [step.act for step in count(CHAIN).steps]
    assert acts == [Act.QUOTA, Act.TALLY, Act.ELECTED, Act.TRANSFERRED, Act.TALLY, Act.TIED]
    assert ties(count(CHAIN)) == [(("b", "c"), "nothing")]
    assert (count(CHAIN).winners, count(CHAIN).tie) == (("e",), Tie(("a", "c"), 1))


def test_whoever_wins_however_a_tie_is_settled_is_elected_although_it_is_not() -> None:
    counted = count(replace(profile("abcde", {"e": 9, "a": 6, "b": 4, "c": 4, "d": 4}), seats=3))
    assert (counted.outcome, counted.winners, counted.tie) == (Outcome.TIE, ("e", "a"), Tie(("b", "c", "d"), 1))
    tied, elected = counted.steps[-2:]
    assert (tied.act, elected.act, elected.options) == (Act.TIED, Act.ELECTED, ("a",))
    assert elected.facts == {"by": "every way to settle the tie"}


@pytest.mark.parametrize(("order", "out", "winner"), [("abcd", "dc", "b"), ("dcba", "bc", "d"), ("cbda", "db", "c")])
def test_an_order_for_ties_excludes_whom_it_has_last_and_the_first_tie_stays_on_record(
    order: str, out: str, winner: str
) -> None:
    counted = count(replace(THREE_LEVEL, tie_order=tuple(order)))
    assert (gone(counted), counted.winners) == (out, ("a", winner))
    assert counted.tie == Tie(tuple(each for each in order if each != "a"), 1)
    assert [by for _, by in ties(counted)] == ["order", "order"]


@pytest.mark.parametrize("order", ["", "abc", "cba"])
def test_where_it_makes_no_difference_the_last_one_listed_is_excluded_whatever_the_order_for_ties(order: str) -> None:
    counted = count(replace(profile("abc", {"a": 4, "b>a": 2, "c>b": 2}), tie_order=tuple(order)))
    assert (gone(counted)[0], counted.winners, counted.tie) == ("c", ("a",), None)
    assert ties(counted) == [(tuple(each for each in order or "abc" if each != "a"), "no difference")]


def test_too_many_situations_are_a_tie_of_all_who_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(branches, "_MOST_STATES", 0)
    assert (count(CHAIN).winners, count(CHAIN).tie) == (("e",), Tie(("a", "b", "c"), 1))


def test_as_many_situations_as_are_allowed_are_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(branches, "_MOST_STATES", 1)
    assert count(CHAIN).tie == Tie(("a", "c"), 1)
    assert count(Poll(tuple("ab"), THREE_LEVEL.ballots.only((1, 2)), 21)).tie == Tie(("a", "b"), 1)
