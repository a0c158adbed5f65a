"""A block never goes away with its blocker, and a stand-in carries it without ending it (governance 9.2, C14, C15)."""

from datetime import timedelta

import pytest

from bot.rules.consensus import Phase, Settings
from bot.rules.consensus.moves import (
    Agree,
    BackBlock,
    CallVote,
    GiveUpBlock,
    LiftBlock,
    PlanSession,
    RaiseBlock,
    RecordSession,
    TakeOverBlock,
)
from bot.rules.consensus.state import FALLBACK, Fate
from bot.rules.process.errors import (
    NoSuchThing,
    NothingChanged,
    NotYours,
    OwnCase,
    TooEarly,
)
from bot.rules.process.moves import GoOn, Overtaken, Restate
from bot.rules.process.seats import Joined, Left, TakeProposal, TakeSeat
from tests.rules.consensus_world import blocked, under_test, worked
from tests.rules.process.walks import ANNA, BEN, CIRCLE, CORA, DAN, DAY, EVE, HOUR


def test_the_removal_of_a_blocker_never_ends_the_block_in_the_round() -> None:
    told = under_test()
    told.do(RaiseBlock("It breaks our word."), CORA)
    told.do(Agree(), ANNA, BEN, DAN)
    told.do(Left(CORA))
    told.do(Agree(), EVE)
    assert told.item.phase is Phase.VALIDATE
    assert told.do(BackBlock(CORA), DAN).phase is Phase.WORK


def test_a_block_without_its_blocker_waits_two_days_for_another_and_then_all_are_asked_again() -> None:
    told = blocked()
    told.do(Left(CORA))
    assert told.wait(48 * HOUR - timedelta(seconds=1)).phase is Phase.WORK
    told.wait(timedelta(seconds=1))
    assert (told.item.phase, told.item.silent) == (Phase.TEST, CIRCLE - {CORA})
    assert told.item.blocks[CORA].fate is Fate.RELEASED
    assert dict(told.item.not_obliged) == {CORA: told.item.blocks[CORA].reason}


def test_a_stand_in_never_ends_the_block_that_they_took_over() -> None:
    told = blocked()
    with pytest.raises(NotYours):
        told.do(TakeOverBlock(CORA), DAN)
    told.do(Left(CORA))
    with pytest.raises(OwnCase):
        told.do(TakeOverBlock(CORA), ANNA)
    told.do(TakeOverBlock(CORA), DAN)
    with pytest.raises(NoSuchThing):
        told.do(LiftBlock(), DAN)
    told.tell([(Restate("We buy a canoe."), ANNA), (GoOn(), told.item.facilitator)])
    told.do(Agree(), ANNA, BEN, DAN, EVE)
    assert told.item.phase is Phase.WORK
    assert told.item.block(CORA).owner is None


def test_who_gives_up_a_block_leaves_it_to_others_again() -> None:
    told = blocked()
    told.do(Left(CORA))
    told.do(TakeOverBlock(CORA), DAN)
    with pytest.raises(NotYours):
        told.do(GiveUpBlock(CORA), EVE)
    told.do(GiveUpBlock(CORA), DAN)
    told.do(TakeOverBlock(CORA), EVE)
    assert told.item.block(CORA).owner == EVE


def test_a_stand_in_who_misses_the_sessions_leaves_the_block_to_others() -> None:
    told = blocked()
    told.do(Left(CORA))
    told.do(TakeOverBlock(CORA), DAN)
    for _ in range(2):
        told.do(PlanSession(told.now + DAY), ANNA)
        told.wait(DAY)
        told.do(RecordSession(frozenset({ANNA}), "Dan was not there."), told.item.facilitator)
    told.wait(DAY)
    assert told.item.block(CORA).owner is None
    assert told.item.phase is Phase.WORK
    assert told.wait(48 * HOUR).phase is Phase.TEST


def test_who_takes_over_a_block_and_then_the_proposal_carries_the_block_no_more() -> None:
    told = blocked()
    told.do(Left(CORA))
    told.do(TakeOverBlock(CORA), DAN)
    told.do(Left(ANNA))
    told.do(TakeProposal(), DAN)
    assert told.item.block(CORA).owner is None


def test_the_backing_of_those_who_were_removed_counts_on() -> None:
    told = under_test()
    told.do(RaiseBlock("It breaks our word."), CORA)
    told.do(Agree(), ANNA, BEN, DAN, EVE)
    told.do(BackBlock(CORA), DAN)
    told.do(Left(DAN))
    assert told.do(BackBlock(CORA), EVE).phase is Phase.WORK


def test_a_new_block_has_its_sessions_whatever_was_done_for_another() -> None:
    told = worked(blocked(), 3)
    told.tell([(Restate("We buy a canoe."), ANNA), (GoOn(), BEN)])
    told.do(RaiseBlock("It breaks our word."), CORA, EVE)
    told.do(Agree(), ANNA, BEN, DAN)
    told.do(BackBlock(CORA), BEN, DAN)
    told.do(BackBlock(EVE), BEN, DAN)
    assert told.item.phase is Phase.WORK
    with pytest.raises(NothingChanged):
        told.do(GoOn(), told.item.facilitator)


def test_after_the_sessions_a_block_of_the_amended_text_is_a_deadlock() -> None:
    told = worked(blocked(), 3)
    told.tell([(Restate("We buy a canoe."), ANNA), (GoOn(), BEN)])
    told.do(RaiseBlock("It breaks our word."), CORA)
    told.do(Agree(), ANNA, BEN, DAN, EVE)
    told.do(BackBlock(CORA), BEN)
    assert told.do(BackBlock(CORA), DAN).phase is Phase.DEADLOCK


def test_a_blocker_who_returns_does_not_lift_what_another_carries_on() -> None:
    told = blocked()
    told.do(Left(CORA))
    told.do(TakeOverBlock(CORA), DAN)
    told.do(Joined(CORA))
    with pytest.raises(NotYours):
        told.do(LiftBlock(), CORA)


def test_a_blocker_who_takes_the_seat_does_not_record_the_sessions() -> None:
    told = blocked()
    told.do(PlanSession(told.now + DAY), ANNA)
    told.wait(DAY)
    told.do(TakeSeat(), CORA)
    with pytest.raises(OwnCase):
        told.do(RecordSession(CIRCLE, "We agreed on everything."), CORA)


def test_a_session_without_anybody_who_carries_the_block_does_not_count_for_it() -> None:
    told = blocked()
    told.do(PlanSession(told.now + DAY), ANNA)
    told.do(Left(CORA))
    told.wait(DAY)
    told.do(RecordSession(told.item.members, "We drew maps."), BEN)
    assert told.item.block(CORA).sessions == 0


def test_what_was_overtaken_goes_to_no_vote_and_is_fitted_when_the_block_is_lifted() -> None:
    told = worked(blocked(settings=Settings(fallback=FALLBACK)), 3)
    told.do(Overtaken())
    told.do(GoOn(), BEN)
    with pytest.raises(NothingChanged):
        told.do(CallVote(), ANNA)
    assert told.do(LiftBlock(), CORA).phase is Phase.PROPOSED


def test_sessions_are_eighteen_hours_apart_even_where_they_are_called_at_short_notice() -> None:
    told = blocked(settings=Settings(notice=HOUR))
    worked(told, 1)
    with pytest.raises(TooEarly):
        told.do(PlanSession(told.now + 17 * HOUR), CORA)
    told.do(PlanSession(told.now + 18 * HOUR), CORA)
