"""Thresholds and quorums are exact, read what people write, and give verdicts that can be checked by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.majority import (
    AbsoluteMajority,
    FixedQuorum,
    ImpossibleTally,
    Outcome,
    Quorum,
    RootQuorum,
    ShareQuorum,
    SimpleMajority,
    Supermajority,
    Tally,
    Threshold,
    UnknownQuorum,
    UnknownThreshold,
    decide,
    parse_quorum,
    parse_threshold,
    write_quorum,
    write_threshold,
)
from tests.rules import majority_properties as properties
from tests.rules.worlds import thorough

quorums = st.one_of(
    st.builds(FixedQuorum, st.integers(1, 10_000)),
    st.builds(ShareQuorum, st.fractions(0, 1, max_denominator=1_000).filter(bool)),
    st.just(RootQuorum()),
)


@given(properties.votes())
@thorough
def test_v1_an_extra_yes_never_hurts_and_an_extra_no_never_helps(vote: properties.Vote) -> None:
    properties.v1_more_support_never_hurts(properties.REAL, vote)


@given(properties.votes())
@thorough
def test_v2_the_status_quo_wins_every_tie(vote: properties.Vote) -> None:
    properties.v2_things_stay_as_they_are_in_a_tie(properties.REAL, vote)


@given(properties.votes())
@thorough
def test_v7_a_supermajority_is_exactly_its_fraction(vote: properties.Vote) -> None:
    properties.v7_shares_are_exact(properties.REAL, vote)


@given(properties.votes())
@thorough
def test_the_number_needed_is_the_smallest_that_passes(vote: properties.Vote) -> None:
    threshold, _, tally, roll = vote
    needed = decide(threshold, 1, tally, roll).needed
    room = 10 * (roll + 10)
    if needed is None:
        assert decide(threshold, 1, Tally(room, tally.no, 0), 2 * room).outcome is Outcome.NOT_ADOPTED
        return
    on_this_roll = roll if isinstance(threshold, AbsoluteMajority) else 2 * max(room, needed)
    if needed + tally.no <= on_this_roll:
        assert decide(threshold, 1, Tally(needed, tally.no, 0), on_this_roll).outcome is Outcome.ADOPTED
    fewer = Tally(needed - 1, tally.no, 0)
    if fewer.cast <= on_this_roll:
        assert decide(threshold, 1, fewer, on_this_roll).outcome is not Outcome.ADOPTED


@given(properties.votes())
@thorough
def test_too_few_in_favour_is_no_quorum_whatever_else(vote: properties.Vote) -> None:
    threshold, quorum, tally, roll = vote
    outcome = decide(threshold, quorum, tally, roll).outcome
    assert (outcome is Outcome.NO_QUORUM) == (tally.yes < quorum)


@given(properties.thresholds)
@thorough
def test_a_written_threshold_reads_back_the_same(threshold: Threshold) -> None:
    assert parse_threshold(write_threshold(threshold)) == threshold


@given(quorums)
@thorough
def test_a_written_quorum_reads_back_the_same(quorum: Quorum) -> None:
    assert parse_quorum(write_quorum(quorum)) == quorum


@given(quorums, st.integers(0, 10**18))
@thorough
def test_a_quorum_is_the_smallest_whole_number_that_reaches_it_and_at_least_one(quorum: Quorum, roll: int) -> None:
    needed = quorum.needed(roll)
    assert needed >= 1
    match quorum:
        case FixedQuorum(votes=votes):
            assert needed == votes
        case ShareQuorum(share=share):
            assert needed >= share * roll
            assert needed == 1 or needed - 1 < share * roll
        case RootQuorum():
            assert 4 * needed**2 >= 9 * roll or needed == roll
            assert needed == 1 or 4 * (needed - 1) ** 2 < 9 * roll


@given(st.text(max_size=12))
@thorough
def test_any_words_are_read_or_refused_with_the_words(text: str) -> None:
    for parse in (parse_threshold, parse_quorum):
        refused = None
        try:
            parse(text)
        except (UnknownThreshold, UnknownQuorum) as unknown:
            refused = unknown.text
        assert refused in {None, text}


@pytest.mark.parametrize(
    ("text", "threshold"),
    [
        ("simple", SimpleMajority()),
        (" Majority ", SimpleMajority()),
        ("1/2", SimpleMajority()),
        ("1:1", SimpleMajority()),
        ("50 %", SimpleMajority()),
        ("more than half", SimpleMajority()),
        ("absolute", AbsoluteMajority()),
        ("More than half of all members", AbsoluteMajority()),
        ("2:1", Supermajority(2, 1)),
        ("2 to 1", Supermajority(2, 1)),
        ("2 / 3", Supermajority(2, 1)),
        ("⅔", Supermajority(2, 1)),
        ("Two-Thirds", Supermajority(2, 1)),
        ("three quarters", Supermajority(3, 1)),
        ("75 %", Supermajority(3, 1)),
        ("75 percent", Supermajority(3, 1)),
        ("66%", Supermajority(33, 17)),
        ("62.5 %", Supermajority(5, 3)),
        ("62,5 %", Supermajority(5, 3)),
        ("unanimous", Supermajority(1, 0)),
        ("100%", Supermajority(1, 0)),
    ],
)
def test_people_write_thresholds_in_many_ways(text: str, threshold: Threshold) -> None:
    assert parse_threshold(text) == threshold


@pytest.mark.parametrize("text", ["", "most", "1/3", "4/3", "101 %", "1:2", "0:0", "0/0", "-2/3", "2:1:1", "0.5"])
def test_what_names_no_threshold_is_refused(text: str) -> None:
    with pytest.raises(UnknownThreshold):
        parse_threshold(text)


@pytest.mark.parametrize(
    ("text", "quorum"),
    [
        ("3", FixedQuorum(3)),
        ("none", FixedQuorum(1)),
        ("0", FixedQuorum(1)),
        ("0 %", FixedQuorum(1)),
        ("20%", ShareQuorum(Fraction(1, 5))),
        ("1/5", ShareQuorum(Fraction(1, 5))),
        ("a fifth", ShareQuorum(Fraction(1, 5))),
        ("1/1", ShareQuorum(Fraction(1))),
        ("Auto", RootQuorum()),
    ],
)
def test_people_write_quorums_in_many_ways(text: str, quorum: Quorum) -> None:
    assert parse_quorum(text) == quorum


@pytest.mark.parametrize("text", ["", "-3", "2.5", "150 %", "6/5", "1/0", "many"])
def test_what_names_no_quorum_is_refused(text: str) -> None:
    with pytest.raises(UnknownQuorum):
        parse_quorum(text)


@pytest.mark.parametrize(
    ("roll", "needed"),
    [(0, 1), (1, 1), (2, 2), (3, 3), (4, 3), (9, 5), (16, 6), (25, 8), (100, 15), (1000, 48)],
)
def test_the_root_quorum_has_debians_sizes_and_never_exceeds_the_roll(roll: int, needed: int) -> None:
    assert RootQuorum().needed(roll) == needed


def test_a_fixed_quorum_above_the_roll_is_never_reached() -> None:
    assert decide(SimpleMajority(), FixedQuorum(5).needed(4), Tally(4, 0, 0), 4).outcome is Outcome.NO_QUORUM


def test_an_even_vote_is_a_tie_and_an_empty_one_has_no_quorum() -> None:
    assert decide(SimpleMajority(), 2, Tally(2, 2, 1), 9).outcome is Outcome.TIE
    assert decide(SimpleMajority(), 1, Tally(0, 0, 0), 9).outcome is Outcome.NO_QUORUM


@pytest.mark.parametrize(("roll", "needed"), [(10, 6), (11, 6), (Fraction(21, 2), 6), (12, 7)])
def test_more_than_half_of_the_roll_is_said_in_whole_votes(roll: int | Fraction, needed: int) -> None:
    assert decide(AbsoluteMajority(), 1, Tally(1, 0, 0), roll).needed == needed


def test_more_votes_than_a_fraction_against_are_the_next_whole_number() -> None:
    assert decide(SimpleMajority(), 1, Tally(3, Fraction(9, 4), 0), 9).needed == 3


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("a half", 2),
        ("one third", 3),
        ("a quarter", 4),
        ("one fourth", 4),
        ("a fifth", 5),
        ("one sixth", 6),
        ("a seventh", 7),
        ("one eighth", 8),
        ("a ninth", 9),
        ("one tenth", 10),
    ],
)
def test_parts_of_a_whole_can_be_spelled(words: str, parts: int) -> None:
    assert parse_quorum(words) == ShareQuorum(Fraction(1, parts))


def test_how_many_parts_can_be_spelled() -> None:
    for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine"), 2):
        assert parse_quorum(f"{word} tenths") == ShareQuorum(Fraction(number, 10))


@pytest.mark.parametrize(
    ("words", "threshold"),
    [
        ("simple majority", SimpleMajority()),
        ("more yes than no", SimpleMajority()),
        ("half", SimpleMajority()),
        ("absolute majority", AbsoluteMajority()),
        ("majority of all members", AbsoluteMajority()),
        ("unanimity", Supermajority(1, 0)),
        ("123456:1", Supermajority(123456, 1)),
        ("99.999999 %", Supermajority(99999999, 1)),
    ],
)
def test_thresholds_have_names(words: str, threshold: Threshold) -> None:
    assert parse_threshold(words) == threshold


@pytest.mark.parametrize("text", ["1234567:1", "1:1234567", "1234567/1234568", "0999 %", "99.9999999 %"])
def test_numbers_longer_than_anybody_means_are_refused(text: str) -> None:
    with pytest.raises(UnknownThreshold):
        parse_threshold(text)


def test_unanimity_needs_one_vote_in_favour_and_none_against() -> None:
    assert decide(Supermajority(1, 0), 1, Tally(0, 0, 0), 9).needed == 1
    assert decide(Supermajority(1, 0), 1, Tally(8, 1, 0), 9).needed is None


def test_who_stays_away_counts_like_a_no_under_the_absolute_majority() -> None:
    assert decide(AbsoluteMajority(), 1, Tally(5, 0, 0), 10).outcome is Outcome.NOT_ADOPTED
    assert decide(AbsoluteMajority(), 1, Tally(6, 4, 0), 10).outcome is Outcome.ADOPTED


def test_unanimity_bears_no_vote_against_and_says_that_no_number_would_do() -> None:
    verdict = decide(Supermajority(1, 0), 1, Tally(8, 1, 0), 9)
    assert (verdict.outcome, verdict.needed) == (Outcome.NOT_ADOPTED, None)
    assert decide(Supermajority(1, 0), 1, Tally(1, 0, 8), 9).outcome is Outcome.ADOPTED


def test_equal_ratios_are_the_same_rule() -> None:
    assert Supermajority(4, 2) == Supermajority(2, 1)


@pytest.mark.parametrize(("yes", "no"), [(1, 1), (1, 2), (0, 0), (2, -1)])
def test_a_ratio_that_is_no_supermajority_is_refused(yes: int, no: int) -> None:
    with pytest.raises(ValueError, match="not a supermajority"):
        Supermajority(yes, no)


@pytest.mark.parametrize("tally", [Tally(3, 2, 1), Tally(-1, 0, 0)])
def test_a_tally_that_does_not_fit_its_roll_is_refused(tally: Tally) -> None:
    with pytest.raises(ImpossibleTally):
        decide(SimpleMajority(), 1, tally, 5)


@pytest.mark.parametrize("share", [Fraction(0), Fraction(3, 2)])
def test_a_share_outside_the_roll_is_refused(share: Fraction) -> None:
    with pytest.raises(ValueError, match="share"):
        ShareQuorum(share)


def test_a_quorum_of_no_votes_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        FixedQuorum(0)
