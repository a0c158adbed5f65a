"""Apache's rules: a veto stops, three carry, silence is consent only where nobody objects; and k of n."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from bot.rules.counting import apache
from bot.rules.counting.outcome import Act, Count
from bot.rules.counting.poll import BadPoll, Ballots, Poll
from bot.rules.counting.yes_no import NO, YES
from bot.rules.majority import Outcome


def poll(yes: int | Fraction, no: int = 0, abstain: int = 0, quorum: int = 0, **settings: str) -> Poll:
    ballots = Ballots.of([(1, 0), (0, 1), (0, 0)], [yes, no, abstain])
    return Poll((YES, NO), ballots, 100, quorum, settings=settings)


@pytest.mark.parametrize(
    ("yes", "no", "outcome"),
    [
        (3, 0, Outcome.ADOPTED),
        (3, 1, Outcome.NOT_ADOPTED),
        (90, 1, Outcome.NOT_ADOPTED),
        (2, 0, Outcome.NO_QUORUM),
        (0, 1, Outcome.NOT_ADOPTED),
    ],
)
def test_consensus_approval_needs_three_and_bears_no_veto(yes: int, no: int, outcome: Outcome) -> None:
    assert apache.consensus_approval(poll(yes, no, 5)).outcome is outcome


@pytest.mark.parametrize(
    ("yes", "no", "outcome"),
    [
        (3, 2, Outcome.ADOPTED),
        (3, 3, Outcome.TIE),
        (3, 4, Outcome.NOT_ADOPTED),
        (2, 0, Outcome.NO_QUORUM),
    ],
)
def test_majority_approval_needs_three_and_more_for_than_against(yes: int, no: int, outcome: Outcome) -> None:
    assert apache.majority_approval(poll(yes, no)).outcome is outcome


def test_lazy_consensus_passes_in_silence_and_stops_at_one_objection() -> None:
    assert apache.lazy_consensus(poll(0)).outcome is Outcome.ADOPTED
    assert apache.lazy_consensus(poll(50, 1)).outcome is Outcome.NOT_ADOPTED


def test_vector_14_silence_adopts_nothing_where_the_circle_asks_for_somebody_in_favour() -> None:
    assert apache.lazy_consensus(poll(0, quorum=1)).outcome is Outcome.NO_QUORUM
    assert apache.lazy_consensus(poll(1, quorum=1)).outcome is Outcome.ADOPTED


def test_k_of_n_passes_at_k_whoever_says_no() -> None:
    assert apache.k_of_n(poll(2, 9)).outcome is Outcome.ADOPTED
    assert apache.k_of_n(poll(1)).outcome is Outcome.NOT_ADOPTED
    assert apache.k_of_n(poll(4, k="5")).outcome is Outcome.NOT_ADOPTED
    assert apache.k_of_n(poll(Fraction(5, 2), k="5/2")).outcome is Outcome.ADOPTED
    assert apache.k_of_n(poll(2, quorum=3)).outcome is Outcome.NO_QUORUM
    assert apache.k_of_n(poll(3, quorum=3)).outcome is Outcome.ADOPTED


@pytest.mark.parametrize("written", ["", "0", "-1", "three", "1.5", "1/0", "٣"])
def test_a_number_of_votes_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(BadPoll):
        apache.k_of_n(poll(9, k=written))


@pytest.mark.parametrize(
    ("vote", "says"),
    [
        (apache.cast(1), YES),
        (apache.cast(-1), NO),
        (apache.cast(0), None),
        (apache.cast(Fraction(1, 2)), None),
        (apache.cast(Fraction(-9, 10)), None),
        (apache.cast(1, binding=False), None),
        (apache.cast(-1, binding=False), None),
        (apache.cast(-1, argued=False), None),
        (apache.cast(1, argued=False), YES),
    ],
)
def test_vector_13_only_whole_binding_votes_count_and_a_veto_needs_its_reason(
    vote: str | None, says: str | None
) -> None:
    assert vote == says


@pytest.mark.parametrize(
    ("count", "quorum", "needed"),
    [
        (apache.consensus_approval, 2, 3),
        (apache.consensus_approval, 4, 4),
        (apache.majority_approval, 4, 4),
        (apache.lazy_consensus, 2, 2),
        (apache.k_of_n, 4, 2),
    ],
)
def test_the_tally_tells_both_sides_who_abstained_and_how_many_yes_votes_were_needed(
    count: Callable[[Poll], Count], quorum: int, needed: int
) -> None:
    (tally,) = count(poll(3, 1, 5, quorum=quorum)).steps
    assert (tally.act, tally.options, dict(tally.numbers)) == (Act.TALLY, (YES, NO), {YES: 3, NO: 1})
    assert dict(tally.facts) == {"abstained": 5, "quorum": quorum, "needed": needed}


def test_a_quorum_above_the_three_asks_for_so_many_yes_votes() -> None:
    assert apache.consensus_approval(poll(3, quorum=4)).outcome is Outcome.NO_QUORUM
    assert apache.majority_approval(poll(3, quorum=4)).outcome is Outcome.NO_QUORUM
    assert apache.consensus_approval(poll(4, quorum=4)).outcome is Outcome.ADOPTED


def test_the_three_and_the_two_can_be_set_otherwise() -> None:
    assert apache.consensus_approval(poll(3, min_plus="4")).outcome is Outcome.NO_QUORUM
    assert apache.majority_approval(poll(1, min_plus="1")).outcome is Outcome.ADOPTED


def test_a_veto_stands_until_it_is_taken_back() -> None:
    vetoed = poll(3, 1)
    withdrawn = replace(vetoed, ballots=Ballots.of([(1, 0), (0, 0)], [3, 1]))
    assert apache.consensus_approval(vetoed).outcome is Outcome.NOT_ADOPTED
    assert apache.consensus_approval(withdrawn).outcome is Outcome.ADOPTED
