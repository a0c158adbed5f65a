"""Instant run-off: exact rounds, and a tie only where it matters who is excluded."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from bot.rules.counting import irv, runoff
from bot.rules.counting.outcome import Act, Count, Tie
from bot.rules.counting.poll import Ballots, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.majority import Outcome
from tests.rules.counting.axioms import in_front, profile, rankings
from tests.rules.worlds import thorough


def rounds(count: Count) -> list[dict[str, object]]:
    return [dict(step.numbers) for step in count.steps if step.act is Act.TALLY]


def test_the_irish_president_of_1990_was_elected_in_two_rounds() -> None:
    # First preferences and transfers as published by the returning officer.
    ballots = {"l": 694_484, "r": 612_265, "c>r": 205_565, "c>l": 36_789, "c": 25_548}
    count = irv.count(profile("clr", ballots))
    assert rounds(count) == [{"c": 267_902, "l": 694_484, "r": 612_265}, {"l": 731_273, "r": 817_830}]
    assert (count.winners, count.totals) == (("r",), {"l": 731_273, "r": 817_830})
    facts = [dict(step.facts) for step in count.steps if step.act is Act.TALLY]
    assert facts == [{"round": 1, "exhausted": 0}, {"round": 2, "exhausted": 25_548}]
    gone, elected = (next(step for step in count.steps if step.act is act) for act in (Act.EXCLUDED, Act.ELECTED))
    assert (gone.options, gone.numbers) == (("c",), {"c": 267_902})
    assert (elected.options, elected.numbers) == (("r",), {"r": 817_830})


def test_who_has_no_first_places_makes_nobody_else_a_possible_winner() -> None:
    first = runoff.FirstPlaces(profile("abcd", {"a": 3, "b": 2, "c": 2}).ballots)
    assert runoff.possible_winners(first, frozenset(range(4))) == {0}


def test_a_shared_first_place_is_split_beside_any_number_of_exhausted_ballots() -> None:
    first = runoff.FirstPlaces(profile("abc", {"a=b": 1, "c": 5}).ballots)
    assert first.votes(frozenset({0, 1})) == {0: Fraction(1, 2), 1: Fraction(1, 2)}


def test_the_fewest_who_together_stay_below_the_next_are_sure_losers() -> None:
    assert runoff.sure_losers({0: 9, 1: 2, 2: 1, 3: 4}) == {2}
    assert runoff.sure_losers({0: 9, 1: 2, 2: 2, 3: 5}) == {1, 2}
    assert runoff.sure_losers({0: 4, 1: 2, 2: 2}) == frozenset()


def test_a_shared_first_place_is_split_into_equal_fractions_among_those_left() -> None:
    count = irv.count(profile("abc", {"a=b=c": 1, "a=b": 3, "c>b": 2, "b": 1}))
    assert rounds(count)[0] == {"a": Fraction(11, 6), "b": Fraction(17, 6), "c": Fraction(7, 3)}
    assert rounds(count)[1] == {"b": Fraction(9, 2), "c": Fraction(5, 2)}
    assert count.winners == ("b",)


def test_a_tie_for_the_last_place_that_decides_the_winner_is_a_tie_of_all_who_could_win() -> None:
    poll = profile("abc", {"a>b>c": 26, "b>c>a": 20, "c>a>b": 20})
    count = irv.count(poll)
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, (), Tie(("a", "c"), 1))
    assert [(step.options, step.facts["by"]) for step in count.steps if step.act is Act.TIED] == [
        (("b", "c"), "nothing")
    ]
    settled = irv.count(replace(poll, tie_order=("a", "b", "c")))
    assert (settled.winners, settled.tie) == (("a",), Tie(("a", "c"), 1))
    assert next(step for step in settled.steps if step.act is Act.TIED).facts == {"by": "order"}
    assert irv.count(replace(poll, tie_order=("c", "a", "b"))).winners == ("c",)


def test_a_tie_for_the_last_place_that_cannot_matter_is_none() -> None:
    count = irv.count(profile("abcd", {"a": 5, "b": 6, "c>b": 2, "d>b": 2}))
    assert (count.outcome, count.winners, count.tie) == (Outcome.ADOPTED, ("b",), None)
    together = [step.options for step in count.steps if step.act is Act.EXCLUDED]
    assert together[0] == ("c", "d")
    assert next(step.facts["by"] for step in count.steps if step.act is Act.TIED) == "no difference"


def test_a_tie_for_the_last_place_that_leads_to_one_winner_either_way_is_none() -> None:
    count = irv.count(profile("abc", {"a": 6, "b>a": 4, "c>a": 4}))
    assert (count.winners, count.tie) == (("a",), None)
    assert [step.options for step in count.steps if step.act is Act.EXCLUDED] == [("c",)]


def test_without_any_vote_all_options_are_level() -> None:
    count = irv.count(Poll(("a", "b", "c"), Ballots.of([], width=3), 5))
    assert (count.outcome, count.tie) == (Outcome.TIE, Tie(("a", "b", "c"), 1))


def test_where_nobody_is_heard_there_is_no_round() -> None:
    count = irv.count(replace(profile("ab", {"a": 1}), quorum=2))
    assert (count.outcome, count.winners, rounds(count)) == (Outcome.NO_QUORUM, (), [])


def test_the_default_option_can_win_and_then_nothing_changes() -> None:
    count = irv.count(replace(profile("ax", {"x>a": 2, "a": 1}), default="x"))
    assert (count.outcome, count.winners) == (Outcome.NOT_ADOPTED, ())


def every_way(poll: Poll, left: frozenset[str]) -> set[str]:
    """Exclude one at a time down to one, following every tie."""
    if len(left) == 1:
        return set(left)
    tally = dict.fromkeys(left, Fraction())
    for marks, weight in zip(poll.ballots.marks.tolist(), poll.ballots.weights.tolist(), strict=True):
        mark = {option: mark for option, mark in zip(poll.options, marks, strict=True) if mark and option in left}
        first = [option for option in mark if mark[option] == min(mark.values())]
        for option in first:
            tally[option] += Fraction(weight, len(first))
    return {
        winner for option in left if tally[option] == min(tally.values()) for winner in every_way(poll, left - {option})
    }


@given(rankings(most_options=5, most_rows=7))
@thorough
def test_those_in_front_are_whoever_wins_for_some_way_of_settling_ties(poll: Poll) -> None:
    assert in_front(METHODS["irv"], poll) == every_way(poll, frozenset(poll.options))


def test_too_many_ties_are_a_tie_of_all_who_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    poll = profile("abcz", {"a>b>c": 26, "b>c>a": 20, "c>a>b": 20, "z": 1})
    exact = irv.count(poll).tie
    monkeypatch.setattr(runoff, "MOST_STATES", 1)
    bounded = irv.count(poll).tie
    assert exact is not None
    assert bounded is not None
    assert set(exact.options) < set(bounded.options) == set("abc")


def test_fifty_level_options_end_in_a_tie_at_once() -> None:
    options = tuple(f"option {number}" for number in range(50))
    count = irv.count(Poll(options, Ballots.of([[1] * 50]), 1))
    assert count.tie == Tie(options, 1)
