"""A decision is open until its deadline, is counted over its roll, and may be put again once where it had no quorum."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules.decision import (
    Choice,
    Decision,
    FrozenRules,
    Result,
    State,
    check_open,
    check_put_again,
    conclude,
    outcome,
)
from bot.rules.errors import NotPutAgain, PutAgainAlready, PutAgainTooSoon, VoteClosed
from bot.rules.ids import CircleId, CommunityId, MemberId, ProposalId
from bot.rules.majority import Outcome, SimpleMajority, Tally
from tests.store.world import DAY, NOW

END = NOW + 5 * DAY
INSTANT = timedelta(microseconds=1)
RULES = FrozenRules(SimpleMajority(), 2, 9, {}, "0.1.0")
VOTE = Decision(
    ProposalId(1), CommunityId(1), CircleId(1), "Garden", MemberId(1), 1, "Plant trees", "Twelve.", RULES,
    NOW, END, extended=False, state=State.OPEN,
)  # fmt: skip


def counted(**votes: int) -> Decision:
    weights = {Choice(choice): number for choice, number in votes.items()}
    result = conclude(RULES, weights, direct=sum(votes.values()), delegated=0, roll=9)
    return replace(VOTE, state=State.COUNTED, result=result)


def test_a_vote_is_open_until_the_very_moment_of_its_deadline() -> None:
    check_open(VOTE, END - INSTANT)
    with pytest.raises(VoteClosed) as closed:
        check_open(VOTE, END)
    assert (closed.value.closed_at, closed.value.withdrawn) == (END, False)


@pytest.mark.parametrize("state", [state for state in State if state is not State.OPEN])
def test_a_vote_that_has_ended_before_its_deadline_is_closed(state: State) -> None:
    with pytest.raises(VoteClosed) as closed:
        check_open(replace(VOTE, state=state), NOW)
    assert closed.value.withdrawn is (state is State.WITHDRAWN)


def test_a_count_says_who_voted_who_was_spoken_for_and_who_by_nobody() -> None:
    weights = {Choice.YES: 4, Choice.NO: 1, Choice.ABSTAIN: 1}
    result = conclude(RULES, weights, direct=4, delegated=2, roll=9)
    assert (result.direct, result.delegated, result.unrepresented, result.roll) == (4, 2, 3, 9)
    assert (result.outcome, result.verdict.tally) == (Outcome.ADOPTED, Tally(yes=4, no=1, abstain=1))


def test_a_choice_that_nobody_made_has_no_votes() -> None:
    assert conclude(RULES, {}, direct=0, delegated=0, roll=9).verdict.tally == Tally(yes=0, no=0, abstain=0)


def test_a_decision_has_an_outcome_once_it_is_counted_or_withdrawn() -> None:
    assert outcome(VOTE) is None
    assert outcome(replace(VOTE, state=State.WITHDRAWN)) is Outcome.WITHDRAWN
    assert outcome(counted(yes=3, no=1)) is Outcome.ADOPTED


def test_a_vote_without_a_quorum_may_be_put_again_after_a_week() -> None:
    missed = counted(yes=1)
    assert isinstance(missed.result, Result)
    check_put_again(missed, None, END + 7 * DAY)
    with pytest.raises(PutAgainTooSoon) as soon:
        check_put_again(missed, None, END + 7 * DAY - INSTANT)
    assert soon.value.earliest == END + 7 * DAY


def test_nothing_is_put_a_third_time_or_twice_at_once() -> None:
    missed = counted(yes=1)
    with pytest.raises(PutAgainAlready) as already:
        check_put_again(missed, ProposalId(2), END + 7 * DAY)
    assert already.value.number == 2
    with pytest.raises(NotPutAgain):
        check_put_again(replace(missed, again_id=ProposalId(1)), None, END + 7 * DAY)


@pytest.mark.parametrize("ended", [VOTE, counted(yes=3, no=1), counted(yes=2, no=2), counted(yes=2, no=3)])
def test_only_a_vote_that_missed_its_quorum_is_put_again(ended: Decision) -> None:
    with pytest.raises(NotPutAgain):
        check_put_again(ended, None, END + 7 * DAY)
