"""Reweighted range voting gives groups seats in proportion, one winner after the other."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting import reweighted_range
from bot.rules.counting.outcome import Act, Tie
from bot.rules.counting.poll import BadPoll, Poll
from bot.rules.majority import Outcome
from tests.rules.counting.rates import rated, scored
from tests.rules.worlds import thorough


def test_the_published_example_elects_two_of_the_larger_group_and_one_of_the_smaller() -> None:
    """Smith, https://rangevoting.org/RRVr.html: 60 voters for the list PQR, 40 for ST, three seats."""
    poll = rated("PQRST", {(10, 9, 8, 1, 0): 60, (0, 0, 0, 10, 10): 40}, seats=3, max_score="10")
    count = reweighted_range.count(poll)
    assert count.winners == ("P", "S", "Q")
    rounds = [step for step in count.steps if step.act is Act.TALLY]
    assert rounds[2].numbers == {"Q": Fraction(1800, 7), "R": Fraction(1600, 7), "T": 200}
    assert [step.facts["round"] for step in rounds] == [1, 2, 3]
    assert count.totals == {"P": 600, "S": 430, "Q": Fraction(1800, 7), "R": Fraction(1600, 7), "T": 200}
    elected = [(step.options, step.numbers) for step in count.steps if step.act is Act.ELECTED]
    assert elected == [(("P",), {"P": 600}), (("S",), {"S": 430}), (("Q",), {"Q": Fraction(1800, 7)})]


@given(st.lists(st.integers(1, 40), min_size=2, max_size=4), st.sampled_from(["dhondt", "sainte_lague"]))
@thorough
def test_voters_who_score_by_party_get_the_seats_of_a_divisor_rule(votes: list[int], divisors: str) -> None:
    seats = 5
    parties = range(len(votes))
    options = "".join(chr(ord("a") + at) for at in range(seats * len(votes)))
    rows: dict[tuple[int | None, ...], int] = {}
    for party in parties:
        row = tuple(5 * (at // seats == party) for at in range(len(options)))
        rows[row] = votes[party]
    poll = rated(options, rows, seats=seats, tie_order=options, divisors=divisors)
    step = 1 if divisors == "dhondt" else 2
    quotients = [(Fraction(-votes[party], 1 + step * won), party) for party in parties for won in range(seats)]
    expected = [party for _, party in sorted(quotients)[:seats]]
    won = [options.index(option) // seats for option in reweighted_range.count(poll).winners]
    assert [won.count(party) for party in parties] == [expected.count(party) for party in parties]


@given(scored(options=5), st.integers(1, 3))
@thorough
def test_one_seat_more_takes_none_away(poll: Poll, seats: int) -> None:
    fewer, more = (
        reweighted_range.count(Poll(poll.options, poll.ballots, poll.roll, 0, number, {}, poll.options))
        for number in (seats, seats + 1)
    )
    assert set(fewer.winners) <= set(more.winners)


def test_a_tie_for_a_seat_ends_the_count_and_an_order_goes_on() -> None:
    count = reweighted_range.count(rated("abc", {(5, 5, 5): 5}, seats=2))
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, (), Tie(("a", "b", "c"), 1))
    assert (count.steps[-1].act, count.steps[-1].options) == (Act.TIED, ("a", "b", "c"))
    settled = reweighted_range.count(rated("abc", {(5, 5, 5): 5}, seats=2, tie_order="cab"))
    assert (settled.outcome, settled.winners) == (Outcome.ADOPTED, ("c", "a"))


def test_as_many_options_as_seats_all_win() -> None:
    count = reweighted_range.count(rated("ab", {(3, 3): 5}, seats=2))
    assert (count.outcome, set(count.winners)) == (Outcome.ADOPTED, {"a", "b"})


def test_a_scale_of_nothing_and_one_is_the_smallest() -> None:
    assert reweighted_range.count(rated("ab", {(1, 0): 2}, max_score="1")).winners == ("a",)


@pytest.mark.parametrize("settings", [{"max_score": "4"}, {"divisors": "hare"}])
def test_scores_above_the_largest_and_settings_without_sense_are_refused(settings: dict[str, str]) -> None:
    with pytest.raises(BadPoll):
        reweighted_range.count(rated("a", {(5,): 1}, **settings))
