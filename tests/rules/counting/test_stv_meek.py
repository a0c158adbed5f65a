"""Meek's single transferable vote: reference counts to the last digit, proportion, ties, and what it lacks."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.outcome import Act, Count, Tie
from bot.rules.counting.poll import Ballots, Poll
from bot.rules.counting.stv_meek import count
from bot.rules.majority import Outcome
from tests.rules.counting.polls import ranked
from tests.rules.counting.transferable import check_conserved, rankings, shortened, solid_coalitions
from tests.rules.worlds import thorough

BILLION = 10**9


def poll(options: str, ballots: dict[str, int], seats: int = 1, tie_order: str = "") -> Poll:
    votes = ranked(options, ballots)
    return Poll(tuple(options), votes, votes.total, seats=seats, tie_order=tuple(tie_order))


def last_quota(counted: Count) -> Fraction:
    return Fraction([step for step in counted.steps if step.act is Act.QUOTA][-1].facts["quota"])


def test_the_reference_count_513_comes_out_to_the_last_digit() -> None:
    # droop 0.14, reference report 513 under the rule meek-prf: Castor 5, Pollux 1, Helen 3, two seats.
    counted = count(poll("cph", {"c>p": 5, "h": 3, "p": 1}, 2))
    keep = [step for step in counted.steps if step.act is Act.QUOTA][-1].numbers
    assert counted.winners == ("c", "h")
    assert last_quota(counted) == Fraction(3_000_000_001, BILLION)
    assert keep == {"c": Fraction(600_000_001, BILLION)}
    assert counted.totals == {"c": Fraction(3_000_000_005, BILLION), "p": 0, "h": 3}


def test_a_vote_passes_on_what_a_winner_does_not_keep_whoever_else_won_already() -> None:
    # Meek's own point: a's surplus goes to b too, though b has the quota from the start, and from b on to c.
    counted = count(poll("abcd", {"a>b>c": 60, "b>d": 30, "c": 5, "d": 5}, 3))
    keep = [step for step in counted.steps if step.act is Act.QUOTA][1].numbers
    assert counted.winners[:2] == ("a", "b")
    assert all(0 < share < 1 for share in keep.values())
    assert counted.winners[2] == "c"


def test_the_quota_falls_as_ballots_run_out() -> None:
    counted = count(poll("abcd", {"a": 40, "b": 30, "c": 20, "d": 19}, 2))
    quotas = [Fraction(step.facts["quota"]) for step in counted.steps if step.act is Act.QUOTA]
    assert quotas[0] > quotas[-1]
    assert counted.winners == ("a", "b")


def test_an_equal_place_is_the_average_over_all_orders_of_it() -> None:
    level = count(poll("abcd", {"a=b=c>d": 12, "d": 3, "b": 1}, 2, tie_order="abcd"))
    orders = {"a>b>c>d": 2, "a>c>b>d": 2, "b>a>c>d": 2, "b>c>a>d": 2, "c>a>b>d": 2, "c>b>a>d": 2, "d": 3, "b": 1}
    apart = count(poll("abcd", orders, 2, tie_order="abcd"))
    assert level.winners == apart.winners
    assert all(abs(level.totals[each] - apart.totals[each]) < Fraction(1, 10**6) for each in "abcd")


def test_weights_too_large_for_64_bits_are_shared_like_small_ones() -> None:
    # The same shares of a vote, computed in Python's own numbers.
    ballots = {"a>b>c": 60, "b>d": 30, "c": 5, "d": 5}
    votes = ranked("abcd", ballots)
    many = Ballots.weighed(votes.marks, [int(each) << 45 for each in votes.weights])
    large = count(Poll(tuple("abcd"), many, 100 << 45, seats=3))
    small = count(poll("abcd", ballots, 3))
    assert many.weights.dtype == object
    assert large.winners == small.winners
    assert all(
        abs(Fraction(large.totals[each]) / (1 << 45) - small.totals[each]) < Fraction(1, 10**5) for each in "abcd"
    )


def test_level_options_are_a_tie_only_where_it_matters_who_goes() -> None:
    apart = count(poll("abcd", {"a": 5, "b": 5, "c": 1, "d": 1}, 2))
    assert (apart.outcome, set(apart.winners), apart.tie) == (Outcome.ADOPTED, {"a", "b"}, None)
    level = poll("abcd", {"a": 9, "b": 4, "c": 4}, 2)
    assert (count(level).outcome, count(level).winners, count(level).tie) == (Outcome.TIE, ("a",), Tie(("b", "c"), 1))
    drawn = count(poll("abcd", {"a": 9, "b": 4, "c": 4}, 2, tie_order="dcba"))
    assert (drawn.outcome, drawn.winners) == (Outcome.ADOPTED, ("a", "c"))


def excluded(counted: Count) -> list[tuple[str, ...]]:
    """Who was excluded, one after the other."""
    return [step.options for step in counted.steps if step.act is Act.EXCLUDED]


def test_of_options_without_votes_the_last_one_listed_goes_first_and_no_tie_is_told() -> None:
    counted = count(poll("abcde", {"a": 4, "b": 3, "c>b": 2}))
    assert (counted.winners, excluded(counted)) == (("b",), [("e",), ("d",), ("c",)])
    assert not [step for step in counted.steps if step.act is Act.TIED]


def test_options_without_votes_go_before_those_with_few_after_elections_too() -> None:
    # 42 votes for 3 seats: a and b have the quota of 10.5, and 7, 6 and 7 are below it.
    counted = count(poll("abcdefg", {"a": 11, "b": 11, "c": 7, "d>c": 6, "e": 7}, 3))
    assert (counted.winners, excluded(counted)) == (("a", "b", "c"), [("g",), ("f",), ("d",)])
    assert not [step for step in counted.steps if step.act is Act.TIED]


def test_a_surplus_that_goes_to_a_shared_place_leaves_its_winner_with_the_quota() -> None:
    # A third of 15 votes is 5: a passes on 4 of its 9, and b and c get 2 each, in halves of a vote.
    level = count(poll("abcd", {"a>b=c": 9, "d": 4, "b": 2}, 2))
    second = [step.numbers for step in level.steps if step.act is Act.TALLY][1]
    assert {option: round(votes, 6) for option, votes in second.items()} == {"a": 5, "b": 4, "c": 2, "d": 4}


def test_votes_that_part_behind_one_winner_are_all_kept_and_passed_on() -> None:
    # A fifth of 71 votes is 14.2: a keeps it of the 40 on their way through a, and b and c of what comes from there.
    counted = count(poll("abcde", {"a>b>d": 20, "a>c>d": 20, "b": 10, "c": 10, "d": 5, "e": 6}, 4))
    check_conserved(counted)
    third = [step.numbers for step in counted.steps if step.act is Act.TALLY][2]
    assert [round(third[option], 6) for option in "abc"] == [Fraction(71, 5)] * 3


def test_votes_go_on_through_winners_in_whichever_order_they_won() -> None:
    # a and b have the quota of 19 at once, c the falling one later: its votes come to b, then a, then d.
    counted = count(poll("abcdef", {"a": 30, "b": 30, "c>b>a>d": 15, "e>c": 2, "d": 9, "f": 9}, 4))
    check_conserved(counted)
    assert (counted.winners, counted.tie) == (("a", "b", "c", "d"), None)


def test_options_that_reach_the_quota_together_are_elected_together() -> None:
    counted = count(poll("abc", {"a": 4, "b": 5, "c": 1}, 2))
    assert [step.options for step in counted.steps if step.act is Act.ELECTED] == [("b", "a")]


def test_parts_of_votes_are_told_in_votes() -> None:
    halves = Ballots.of([(1, 0), (0, 1)], [Fraction(5, 2), Fraction(3, 2)])
    quota, tally, *_ = count(Poll(("a", "b"), halves, 4)).steps
    assert tally.numbers == {"a": Fraction(5, 2), "b": Fraction(3, 2)}
    assert quota.facts == {"quota": 2 + Fraction(1, 2 * BILLION), "seats": 1, "votes": 4}


def test_rounds_are_numbered_from_one() -> None:
    counted = count(poll("abcd", {"a": 4, "b": 3, "c>b": 2}))
    assert [step.facts["round"] for step in counted.steps if step.act is Act.TALLY] == [1, 2, 3]


def test_many_options_without_votes_are_one_tie() -> None:
    options = "abcdefghijklmnopqrst"
    assert count(poll(options, {"a": 3, "b": 2}, 4)).tie == Tie(tuple(options[2:]), 2)


@given(rankings(shared=True))
@thorough
def test_no_vote_is_made_or_vanishes_in_any_round(poll: Poll) -> None:
    check_conserved(count(poll))


@given(rankings(shared=True))
@thorough
def test_exactly_the_seats_are_filled(poll: Poll) -> None:
    assert len(count(poll).winners) == min(poll.seats, len(poll.options))


@given(rankings())
@thorough
def test_a_solid_coalition_gets_a_seat_for_each_droop_quota(poll: Poll) -> None:
    # Droop proportionality: Woodall, "Properties of preferential election rules", Voting matters 3 (1994).
    counted = count(poll)
    unit = Fraction(1, poll.ballots.parts)
    votes = Fraction(poll.ballots.total, poll.ballots.parts)
    quota = (floor(votes / unit / (poll.seats + 1)) + 1) * unit
    for coalition, solid in solid_coalitions(poll):
        assert len(coalition & set(counted.winners)) >= min(solid // quota, len(coalition), poll.seats)


@given(rankings(), st.data())
@thorough
def test_naming_later_choices_neither_harms_nor_helps_those_before(poll: Poll, data: st.DataObject) -> None:
    ballot = data.draw(st.integers(0, len(poll.ballots.marks) - 1))
    length = data.draw(st.integers(1, len(poll.options)))
    whole, cut = count(poll), count(shortened(poll, ballot, length))
    marks = poll.ballots.marks[ballot]
    first = {option for option, mark in zip(poll.options, marks, strict=True) if 1 <= mark <= length}
    assert first & set(whole.winners) == first & set(cut.winners)


def test_it_is_not_monotone_a_winner_ranked_higher_can_lose() -> None:
    before = poll("abc", {"a>b>c": 39, "b>c>a": 35, "c>a>b": 26})
    raised = poll("abc", {"a>b>c": 49, "b>c>a": 25, "c>a>b": 26})
    assert (count(before).winners, count(raised).winners) == (("a",), ("c",))


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_no_ballots_at_all_are_a_tie_of_everybody(seats: int) -> None:
    empty = Poll(tuple("abcd"), Ballots.of([], width=4), 0, seats=seats)
    assert count(empty).tie == Tie(tuple("abcd"), seats)
