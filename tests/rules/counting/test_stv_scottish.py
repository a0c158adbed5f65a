"""The Scottish single transferable vote: published counts, proportion, ties, and what the method lacks."""

from dataclasses import replace
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.outcome import Act, Count, Tie
from bot.rules.counting.poll import BadPoll, Ballots, Poll
from bot.rules.counting.stv_scottish import METHOD, count
from bot.rules.majority import Outcome
from tests.rules.counting.polls import ranked
from tests.rules.counting.transferable import (
    check_conserved,
    rankings,
    shortened,
    solid_coalitions,
    valid_votes,
)
from tests.rules.worlds import thorough

GUIDE = {
    "b": 377, "m": 331, "a>g>m": 267, "c>a>m": 263, "c>m": 252, "c>b": 223, "g>m": 96, "a>g>b": 84, "a>m": 78,
    "c>g>m": 58, "c": 57, "g>b": 54, "a>g": 49, "c>a": 38, "a": 37, "a>b": 35, "c>a>g": 23, "c>a>g>m": 19, "g": 17,
    "c>g>b": 15, "c>g": 10, "c>a>b": 7, "c>a>g>b": 7,
}  # fmt: skip
"""Scottish Government, guide to the count (0038/00389095): Adams, Baker, Campbell, Gray and Miller for 3 seats."""


def poll(options: str, ballots: dict[str, int], seats: int = 1, tie_order: str = "", **settings: str) -> Poll:
    votes = ranked(options, ballots)
    return Poll(tuple(options), votes, votes.total, seats=seats, tie_order=tuple(tie_order), settings=settings)


def tallies(counted: Count) -> list[dict[str, object]]:
    return [dict(step.numbers) for step in counted.steps if step.act is Act.TALLY]


def test_the_governments_guide_comes_out_as_printed() -> None:
    counted = count(poll("abcgm", GUIDE, 3))
    whole = [{option: floor(votes) for option, votes in tally.items()} for tally in tallies(counted)]
    assert whole[0] == {"a": 550, "b": 377, "c": 972, "g": 167, "m": 331}
    assert whole[1] == {"a": 686, "b": 462, "c": 600, "g": 198, "m": 427}
    assert (whole[2]["b"], whole[2]["g"], whole[2]["m"]) == (467, 251, 449)
    assert (whole[3]["b"], whole[3]["m"]) == (537, 602)
    assert (counted.winners, counted.tie) == (("c", "a", "m"), None)


def test_a_transfer_value_is_cut_to_five_decimals_and_what_is_lost_is_told() -> None:
    # 971 - 600 surplus votes of the guide's Campbell: 372/972 = 0.38271 604...
    moved = next(step for step in count(poll("abcgm", GUIDE, 3)).steps if step.act is Act.TRANSFERRED)
    assert moved.facts["value"] == Fraction(38271, 100_000)
    assert moved.numbers["a"] == 357 * Fraction(38271, 100_000)
    assert moved.facts["exhausted"] == 57 * Fraction(38271, 100_000)
    assert moved.facts["lost"] == 372 - 972 * Fraction(38271, 100_000)


def test_a_second_transfer_multiplies_before_it_cuts() -> None:
    # Rule 48(3), surplus x value / votes cut once, by hand: the quota is 4, b has 3 votes and 9 papers at 0.55555.
    counted = count(poll("abcd", {"a>b>c": 9, "b>c": 3, "c": 1, "d": 2}, 3))
    moved = [step for step in counted.steps if step.act is Act.TRANSFERRED][:2]
    assert [step.options for step in moved] == [("a",), ("b",)]
    votes = 3 + 9 * Fraction(55555, 100_000)
    own = Fraction(floor((votes - 4) / votes * 100_000), 100_000)
    passed = Fraction(floor(Fraction(55555, 100_000) * (votes - 4) / votes * 100_000), 100_000)
    assert [step.facts["value"] for step in moved] == [Fraction(55555, 100_000), own]
    assert moved[1].numbers == {"c": 3 * own + 9 * passed}


@pytest.mark.parametrize(
    ("order", "sources"), [("largest", ["a", "e", "b"]), ("first", ["a", "b", "e"]), ("together", ["ab", "e"])]
)
def test_surpluses_go_by_size_or_by_stage_or_together(order: str, sources: list[str]) -> None:
    counted = count(poll("abcde", {"a>e": 40, "b>d": 15, "e>d": 5, "d": 4, "c": 4}, 4, surplus=order))
    seen: dict[object, str] = {}
    for step in counted.steps:
        if step.act is Act.TRANSFERRED and "value" in step.facts:
            seen[step.facts["round"]] = seen.get(step.facts["round"], "") + "".join(step.options)
    assert list(seen.values()) == sources


def test_whom_to_exclude_is_told_by_the_latest_earlier_stage_that_differs() -> None:
    # c and d are level at stage 2 with 4 each, but c had 4 at stage 1 and d only 3: rule 51(2).
    counted = count(poll("abcde", {"a": 9, "b": 8, "c": 4, "d>b": 3, "e>d": 1}, 1))
    gone = [step.options for step in counted.steps if step.act is Act.EXCLUDED]
    assert gone[:2] == [("e",), ("d",)]
    assert counted.winners == ("b",)


def test_level_options_are_a_tie_only_where_it_matters_who_goes() -> None:
    apart = count(poll("abcd", {"a": 5, "b": 5, "c": 1, "d": 1}, 2))
    assert (apart.outcome, set(apart.winners), apart.tie) == (Outcome.ADOPTED, {"a", "b"}, None)
    matters = poll("abc", {"a": 4, "b>a": 2, "c>b": 2}, 1)
    assert (count(matters).outcome, count(matters).tie) == (Outcome.ADOPTED, None)
    level = poll("abcd", {"a": 9, "b": 4, "c": 4}, 2)
    counted = count(level)
    assert (counted.outcome, counted.winners, counted.tie) == (Outcome.TIE, ("a",), Tie(("b", "c"), 1))
    drawn = count(replace(level, tie_order=tuple("dcba")))
    assert (drawn.outcome, drawn.winners, drawn.tie) == (Outcome.ADOPTED, ("a", "c"), Tie(("c", "b"), 1))


def test_many_options_without_votes_are_one_tie_and_not_a_forest() -> None:
    options = "abcdefghijklmnopqrst"
    counted = count(poll(options, {"a": 3, "b": 2}, 4))
    assert (counted.winners, counted.tie) == (("a", "b"), Tie(tuple(options[2:]), 2))
    assert count(poll(options, {"a": 3, "b": 2}, 2)).tie is None


def test_as_many_options_as_seats_are_elected_at_once() -> None:
    counted = count(poll("ab", {"a": 3}, 5))
    assert (counted.winners, len(tallies(counted))) == (("a", "b"), 1)


def test_an_equal_place_is_the_average_over_all_orders_of_it() -> None:
    level = count(poll("abcd", {"a=b=c>d": 6, "d": 3, "b": 1}, 2, tie_order="abcd"))
    orders = {"a>b>c>d": 1, "a>c>b>d": 1, "b>a>c>d": 1, "b>c>a>d": 1, "c>a>b>d": 1, "c>b>a>d": 1, "d": 3, "b": 1}
    assert tallies(level) == tallies(count(poll("abcd", orders, 2, tie_order="abcd")))


def test_votes_in_parts_are_counted_as_if_each_part_were_a_vote() -> None:
    third = Poll(tuple("ab"), Ballots.of([(1, 2), (2, 1)], [Fraction(4, 3), Fraction(1)]), 3)
    assert next(step.facts["quota"] for step in count(third).steps if step.act is Act.QUOTA) == Fraction(4, 3)
    assert count(third).winners == ("a",)


def test_more_than_the_seats_with_exactly_the_exact_quota_are_a_tie() -> None:
    counted = count(poll("abc", {"a": 2, "b": 2, "c": 2}, 2, quota="exact"))
    assert (counted.outcome, counted.tie) == (Outcome.TIE, Tie(tuple("abc"), 2))


@pytest.mark.parametrize("setting", METHOD.settings, ids=lambda each: each.key)
def test_a_setting_that_is_not_offered_is_refused(setting: object) -> None:
    with pytest.raises(BadPoll):
        count(poll("ab", {"a": 1}, **{setting.key: "most"}))  # type: ignore[attr-defined]


SETTINGS = st.fixed_dictionaries({each.key: st.sampled_from(each.choices) for each in METHOD.settings})


@given(rankings(shared=True), SETTINGS)
@thorough
def test_no_vote_is_made_or_vanishes_at_any_stage(poll: Poll, settings: dict[str, str]) -> None:
    if settings["surplus"] != "together":
        check_conserved(count(replace(poll, settings=settings)))


@given(rankings(shared=True), SETTINGS)
@thorough
def test_exactly_the_seats_are_filled(poll: Poll, settings: dict[str, str]) -> None:
    counted = count(replace(poll, settings=settings))
    assert len(counted.winners) == min(poll.seats, len(poll.options))


@given(rankings(), st.sampled_from(METHOD.settings[1].choices), st.sampled_from(METHOD.settings[2].choices))
@thorough
def test_a_solid_coalition_gets_a_seat_for_each_droop_quota(poll: Poll, values: str, surplus: str) -> None:
    # Droop proportionality: Woodall, "Properties of preferential election rules", Voting matters 3 (1994).
    counted = count(replace(poll, settings={"values": values, "surplus": surplus}))
    unit = Fraction(1, poll.ballots.parts)
    quota = (floor(valid_votes(counted) / unit / (poll.seats + 1)) + 1) * unit
    for coalition, votes in solid_coalitions(poll):
        assert len(coalition & set(counted.winners)) >= min(votes // quota, len(coalition), poll.seats)


@given(rankings(), st.data())
@thorough
def test_naming_later_choices_neither_harms_nor_helps_those_before(poll: Poll, data: st.DataObject) -> None:
    # Woodall (1994): a later choice is not looked at before the fate of all earlier ones is settled.
    ballot = data.draw(st.integers(0, len(poll.ballots.marks) - 1))
    length = data.draw(st.integers(1, len(poll.options)))
    whole, cut = count(poll), count(shortened(poll, ballot, length))
    first = {
        option for option, mark in zip(poll.options, poll.ballots.marks[ballot], strict=True) if 1 <= mark <= length
    }
    assert first & set(whole.winners) == first & set(cut.winners)


def test_it_is_not_monotone_a_winner_ranked_higher_can_lose() -> None:
    # Shown first by Doron and Kronick, American Journal of Political Science 21 (1977), 303-311; our own numbers.
    before = poll("abc", {"a>b>c": 39, "b>c>a": 35, "c>a>b": 26})
    raised = poll("abc", {"a>b>c": 49, "b>c>a": 25, "c>a>b": 26})
    assert (count(before).winners, count(raised).winners) == (("a",), ("c",))


def test_more_seats_can_cost_a_winner_the_seat() -> None:
    ballots = {"b>a>c": 8, "d>a>c": 2, "a>c>b": 2, "c>b>a": 5}
    one, two = count(poll("abcd", ballots, 1)), count(poll("abcd", ballots, 2))
    assert (one.winners, set(two.winners)) == (("c",), {"a", "b"})
