"""Gradients of agreement: a proposal passes with enough support, without too many vetoes, and warmly if asked."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting import gradients
from bot.rules.counting.gradients import STEPS
from bot.rules.counting.outcome import Act, Count, Tie
from bot.rules.counting.poll import BadPoll, Ballots, Poll
from bot.rules.majority import Outcome, UnknownThreshold
from tests.rules.counting.rates import joined, raised, rated, scored
from tests.rules.worlds import thorough


def asked(answers: str, *, quorum: int = 0, **settings: str) -> Count:
    """Count one proposal: each digit is one answer by its step, 1 for endorsement to 8 for a veto; 0 is none."""
    rows = {(None if digit == "0" else 8 - int(digit),): answers.count(digit) for digit in answers}
    return gradients.count(rated("p", rows, quorum=quorum, **settings))


def struck(count: Count) -> list[tuple[object, object]]:
    """What the proposal missed, and by what."""
    return [(dict(step.numbers), dict(step.facts)) for step in count.steps if step.act is Act.STRUCK]


def test_there_are_eight_steps_from_endorsement_to_veto() -> None:
    assert (len(STEPS), STEPS[0], STEPS[3], STEPS[-1]) == (8, "whole-hearted endorsement", "abstain", "veto")


@pytest.mark.parametrize(
    ("answers", "settings", "passes"),
    [
        ("1235", {}, True),
        ("1255", {}, False),
        ("123", {}, True),
        ("444", {}, False),
        ("12344444", {}, True),
        ("11111118", {}, False),
        ("11111118", {"vetoes": "1"}, True),
        ("111111188", {"vetoes": "1"}, False),
        ("115", {"support": "2:1"}, True),
        ("1155", {"support": "simple"}, False),
        ("333", {"warm": "50"}, False),
        ("1233", {"warm": "50"}, True),
        ("12344", {"warm": "50"}, False),
        ("1" * 50 + "3" * 51, {"warm": "50"}, False),
        ("100000", {"support": "absolute"}, False),
    ],
)
def test_a_proposal_passes_by_support_vetoes_and_warmth(answers: str, settings: dict[str, str], passes: bool) -> None:
    count = asked(answers, **settings)
    assert (count.outcome is Outcome.ADOPTED, bool(count.winners)) == (passes, passes)


def test_a_proposal_that_fails_says_what_it_missed() -> None:
    assert struck(asked("1255")) == [({"p": 2}, {"ratio": "3:1"})]
    assert struck(asked("1118")) == [({"p": 1}, {"vetoes": 0})]
    assert struck(asked("3333", warm="40")) == [({"p": 0}, {"warm": 40})]


def test_the_quorum_asks_for_votes_in_favour_and_is_told_apart_from_a_refusal() -> None:
    assert asked("1244", quorum=3).outcome is Outcome.NO_QUORUM
    assert asked("1235555", quorum=3).outcome is Outcome.NOT_ADOPTED
    assert asked("1234", quorum=3).outcome is Outcome.ADOPTED


def test_the_answers_are_told_by_step_from_the_lowest_and_who_gave_none_is_in_no_step() -> None:
    count = asked("1123445678000")
    (grades,) = [step for step in count.steps if step.act is Act.GRADES]
    assert grades.options == ("p",)
    assert grades.matrix == ((1, 1, 1, 1, 2, 1, 1, 2),)
    assert grades.facts == {"grades": ", ".join(reversed(STEPS))}


def test_a_proposal_nobody_is_against_passes_with_a_part_of_a_vote() -> None:
    half = Poll(("p",), Ballots.of([(8,)], [Fraction(1, 2)]), Fraction(1, 2))
    assert gradients.count(half).winners == ("p",)


def test_of_several_that_pass_the_one_with_most_net_support_wins_and_level_ones_tie() -> None:
    count = gradients.count(rated("ab", {(7, 5): 3, (3, 6): 1}))
    assert (count.winners, count.totals) == (("b",), {"a": 2, "b": 4})
    level = gradients.count(rated("ab", {(7, 5): 3}))
    assert (level.outcome, level.tie) == (Outcome.TIE, Tie(("a", "b"), 1))


@pytest.mark.parametrize("settings", [{"vetoes": "few"}, {"vetoes": "1000001"}, {"warm": "101"}])
def test_settings_without_sense_are_refused(settings: dict[str, str]) -> None:
    with pytest.raises(BadPoll):
        asked("1", **settings)
    with pytest.raises(UnknownThreshold):
        asked("1", support="much")


def test_there_is_no_ninth_step() -> None:
    with pytest.raises(BadPoll):
        gradients.count(rated("p", {(8,): 1}))


@given(scored(largest=7, options=1), st.sampled_from(["0", "50"]), st.data())
@thorough
def test_more_agreement_never_stops_a_proposal(poll: Poll, warm: str, data: st.DataObject) -> None:
    poll = rated_again(poll, warm=warm)
    if gradients.count(poll).winners:
        assert gradients.count(data.draw(raised(poll, "a", 7))).winners


@given(scored(largest=7, options=1), st.integers(0, 3))
@thorough
def test_one_more_vote_against_never_carries_a_proposal(poll: Poll, against: int) -> None:
    if not gradients.count(poll).winners:
        assert not gradients.count(joined(poll, rated("a", {(against,): 1}))).winners


def rated_again(poll: Poll, **settings: str) -> Poll:
    """The poll with settings."""
    return Poll(poll.options, poll.ballots, poll.roll, poll.quorum, poll.seats, settings)
