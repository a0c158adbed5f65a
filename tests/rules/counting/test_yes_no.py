"""Yes/no ballots are counted by the threshold, with fractions of votes too, and never say both."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bot.rules.counting.outcome import Tie
from bot.rules.counting.poll import BadPoll, Ballots, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.counting.yes_no import NO, YES
from bot.rules.majority import Outcome, UnknownThreshold


def poll(yes: int | Fraction, no: int | Fraction, roll: int = 10) -> Poll:
    return Poll((YES, NO), Ballots.of([(1, 0), (0, 1)], [yes, no]), roll, quorum=1)


@pytest.mark.parametrize("spoilt", [(1, 1), (2, 0)])
def test_a_ballot_that_says_yes_and_no_or_one_of_them_twice_is_refused(spoilt: tuple[int, int]) -> None:
    with pytest.raises(BadPoll):
        METHODS["simple"].count(Poll((YES, NO), Ballots.of([(0, 1), spoilt]), roll=2))


def test_as_many_yes_as_no_are_a_tie_for_the_one_place() -> None:
    count = METHODS["simple"].count(poll(2, 2))
    assert (count.outcome, count.winners, count.tie) == (Outcome.TIE, (), Tie((YES, NO), 1))


def test_the_quorum_and_the_votes_needed_are_told_with_the_votes() -> None:
    (step,) = METHODS["supermajority"].count(poll(2, 3)).steps
    assert (step.options, step.numbers) == ((YES, NO), {YES: 2, NO: 3})
    assert step.facts == {"abstained": 0, "quorum": 1, "needed": 6}


def test_other_options_than_yes_and_no_are_refused() -> None:
    with pytest.raises(BadPoll):
        METHODS["simple"].count(Poll(("red", "blue"), Ballots.of([(1, 0)]), roll=1))


def test_the_supermajority_takes_its_ratio_from_the_settings() -> None:
    count = METHODS["supermajority"].count
    assert count(poll(2, 1)).winners == (YES,)
    assert count(replace(poll(2, 1), settings={"ratio": "3/4"})).outcome is Outcome.NOT_ADOPTED
    with pytest.raises(UnknownThreshold):
        count(replace(poll(2, 1), settings={"ratio": "most"}))


def test_a_fraction_of_a_vote_can_decide() -> None:
    assert METHODS["simple"].count(poll(Fraction(7, 3), Fraction(9, 4))).outcome is Outcome.ADOPTED
    assert METHODS["supermajority"].count(poll(Fraction(2, 3) * 3, Fraction(1))).outcome is Outcome.ADOPTED
    assert METHODS["supermajority"].count(poll(2, Fraction(1001, 1000))).outcome is Outcome.NOT_ADOPTED


def test_more_than_half_of_an_odd_roll_is_what_absolute_means() -> None:
    assert METHODS["absolute"].count(poll(Fraction(11, 2), 0, roll=11)).outcome is Outcome.NOT_ADOPTED
    assert METHODS["absolute"].count(poll(6, 0, roll=11)).outcome is Outcome.ADOPTED
