"""STAR: the two largest sums meet in a runoff; ties by the Official Tiebreaker Protocol of the Equal Vote Coalition."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given

from bot.rules.counting import star
from bot.rules.counting.outcome import Act, Count, Tie
from bot.rules.counting.poll import BadPoll, Ballots, Poll
from bot.rules.majority import Outcome
from tests.rules.counting.rates import rated, scored
from tests.rules.worlds import thorough


def finalists(count: Count) -> set[str]:
    """Who met in the runoff."""
    (runoff,) = [step for step in count.steps if step.act is Act.RUNOFF]
    return set(runoff.options)


def settled_by(count: Count) -> list[tuple[str, object]]:
    """The ties on the way: who was level, and what decided."""
    return [("".join(step.options), step.facts["by"]) for step in count.steps if step.act is Act.TIED]


def listed(options: str, *ballots: str) -> Poll:
    """A poll from ballots written as digits."""
    poll = rated(options, {})
    return replace(poll, ballots=Ballots.of([[int(digit) + 1 for digit in ballot] for ballot in ballots]))


@pytest.mark.parametrize(
    ("options", "ballots", "winner", "met"),
    [
        ("ABCD", "5214 5210 5210 5210 5340 5140 5140 4051 3450 3555", "A", "AC"),
        ("ABCD", "5433 4511 4512 3510 5430 5041 5040 4051 3450 3554", "A", "AB"),
        ("AB", "05 24", "B", "AB"),
        ("AB", "05 32", "B", "AB"),
        ("AB", "24 53", "A", "AB"),
    ],
)
def test_the_coalitions_own_examples_come_out_as_published(options: str, ballots: str, winner: str, met: str) -> None:
    """Equal-Vote/star-server, packages/backend/src/Tabulators/Star.test.ts."""
    count = star.count(listed(options, *ballots.split()))
    assert (count.winners, finalists(count)) == ((winner,), set(met))


def test_the_larger_sum_can_lose_the_runoff() -> None:
    count = star.count(rated("abc", {(5, 1, 0): 2, (0, 1, 0): 3}))
    assert (count.totals["a"], count.totals["b"], count.winners) == (10, 5, ("b",))


def test_the_sums_and_the_votes_that_are_level_in_the_runoff_are_told() -> None:
    count = star.count(rated("ab", {(5, 1): 3, (2, 4): 1, (3, 3): 2}))
    (tally,) = (step for step in count.steps if step.act is Act.TALLY)
    (runoff,) = (step for step in count.steps if step.act is Act.RUNOFF)
    assert (tally.options, tally.numbers) == (("a", "b"), {"a": 23, "b": 13})
    assert (runoff.options, runoff.numbers, runoff.facts) == (("a", "b"), {"a": 3, "b": 1}, {"level": 2})


def test_a_level_runoff_goes_to_the_larger_sum_then_to_more_top_scores() -> None:
    assert settled_by(star.count(listed("AB", "05", "32"))) == [("BA", "score")]
    true_tie = listed("AB", "24", "53")
    assert settled_by(star.count(true_tie)) == [("AB", "top_scores")]
    free = star.count(replace(true_tie, settings={"five_stars": "no"}))
    assert (free.outcome, free.tie, settled_by(free)) == (Outcome.TIE, Tie(("A", "B"), 1), [("AB", "nothing")])


def test_options_level_for_the_runoff_are_compared_head_to_head() -> None:
    """starvote, test_election_breakable_tie_for_second_in_score_round."""
    count = star.count(rated("ABC", {(1, 2, 5): 2, (5, 3, 5): 1}))
    assert (count.winners, finalists(count)) == (("C",), {"B", "C"})
    assert settled_by(count) == [("AB", "head_to_head")]


@pytest.mark.parametrize(
    ("options", "ballots", "ties", "met"),
    [
        # A loses to nobody and C is level with B, who loses to A
        ("ABC", "034 442 323 422", [("ABC", "head_to_head")], "AC"),
        # C alone loses no match-up and is through; among the others A beats B and D
        ("ABCD", "1045 2132 4401 3532", [("ABCD", "head_to_head"), ("ABD", "head_to_head")], "AC"),
        # D has the most top scores; then the others are compared again, without D
        ("ABCD", "3235 5331 4515 0251", [("ABCD", "top_scores"), ("ABC", "head_to_head")], "AD"),
    ],
)
def test_many_level_options_lose_those_with_most_lost_match_ups_until_two_are_left(
    options: str, ballots: str, ties: list[tuple[str, str]], met: str
) -> None:
    count = star.count(listed(options, *ballots.split()))
    assert len(set(count.totals.values())) == 1
    assert (settled_by(count), finalists(count)) == (ties, set(met))


def test_the_two_with_most_top_scores_meet_where_each_loses_one_match_up() -> None:
    count = star.count(listed("abc", "254", "543", "001", "143", "522", "313"))
    assert (finalists(count), count.winners, settled_by(count)) == ({"a", "b"}, ("a",), [("abc", "top_scores")])


def test_a_tie_for_the_runoff_that_changes_nothing_is_none() -> None:
    """starvote, test_election_unbreakable_tie_for_second_in_score_round: C beats whoever comes second."""
    poll = rated("ABC", {(1, 2, 5): 1, (2, 1, 5): 1, (3, 3, 5): 1})
    count = star.count(poll)
    assert (count.winners, count.tie, settled_by(count)) == (("C",), None, [("AB", "runoff")])
    ordered = star.count(replace(poll, tie_order=("B", "A", "C")))
    assert (ordered.winners, finalists(ordered), settled_by(ordered)) == (("C",), {"B", "C"}, [("BA", "order")])


def test_an_order_for_ties_chooses_the_runoff_and_its_winner() -> None:
    """starvote, test_election_no_preference_count_regression."""
    poll = rated("ABC", {(3, 3, 3): 1, (4, 4, 4): 1, (5, 5, 5): 1})
    assert star.count(poll).tie == Tie(("A", "B", "C"), 1)
    count = star.count(replace(poll, tie_order=("C", "A", "B")))
    assert (count.outcome, count.winners, finalists(count)) == (Outcome.ADOPTED, ("C",), {"A", "C"})


def test_several_seats_are_filled_one_after_the_other() -> None:
    """starvote, test_election_bloc_star_and_electowiki: L is level for the first seat and then always loses."""
    rows = {(3, 0, 1, 1, 1): 8, (0, 4, 0, 0, 0): 5, (0, 1, 3, 2, 1): 2, (0, 2, 5, 4, 3): 1}
    count = star.count(rated("FL234", rows, seats=4, tie_order="FL234"))
    assert set(count.winners) == {"F", "2", "3", "4"}


def test_no_answer_is_no_stars() -> None:
    silent, nothing = rated("ab", {(None, 2): 1, (4, 3): 2}), rated("ab", {(0, 2): 1, (4, 3): 2})
    assert star.count(silent).totals == star.count(nothing).totals
    assert star.count(silent).winners == star.count(nothing).winners


@pytest.mark.parametrize("settings", [{"max_score": "4"}, {"five_stars": "perhaps"}])
def test_stars_above_the_largest_and_settings_without_sense_are_refused(settings: dict[str, str]) -> None:
    with pytest.raises(BadPoll):
        star.count(rated("a", {(5,): 1}, **settings))


@given(scored(ballots=4, largest=2))
@thorough
def test_a_tie_names_exactly_those_who_win_under_some_order(poll: Poll) -> None:
    free = star.count(poll)
    winners = {star.count(replace(poll, tie_order=order)).winners[0] for order in permutations(poll.options)}
    assert winners == set(free.tie.options if free.tie else free.winners)
