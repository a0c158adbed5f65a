"""Blocks case by case: validated, worked on, released, and never ended by removing a person (B1 to B3)."""

from typing import Any

import pytest

from bot.rules.consensus import Phase, Settings
from bot.rules.consensus.moves import (
    Agree,
    BackBlock,
    CallVote,
    ContestRecord,
    LiftBlock,
    PlanSession,
    RaiseBlock,
    RecordSession,
    SendNotice,
)
from bot.rules.consensus.state import FALLBACK, Fate, Stance
from bot.rules.errors import BlankText
from bot.rules.process.asking import Silence
from bot.rules.process.errors import (
    DoneAlready,
    NoSuchThing,
    NotAsked,
    NotFacilitator,
    NothingChanged,
    NotYours,
    OwnCase,
    TooEarly,
)
from bot.rules.process.moves import GoOn, Restate
from bot.rules.process.seats import Joined, Left
from tests.rules.consensus_world import blocked, under_test, worked
from tests.rules.process.told import Told
from tests.rules.process.walks import ANNA, BEN, CIRCLE, CORA, DAN, DAY, EVE, FAY, HOUR


def missed(told: Told[Any], times: int) -> Told[Any]:
    """Let sessions be held and recorded to which Cora did not come."""
    for _ in range(times):
        told.do(PlanSession(told.now + DAY), ANNA)
        told.wait(DAY)
        told.do(RecordSession(told.item.members - {CORA}, "Cora was not there."), told.item.facilitator)
    return told


def test_a_block_that_too_few_back_becomes_a_stand_aside_and_all_are_asked_again() -> None:
    told = under_test()
    told.do(RaiseBlock("I do not like boats."), CORA)
    told.do(Agree(), ANNA, BEN, DAN, EVE)
    assert told.item.phase is Phase.VALIDATE
    told.do(BackBlock(CORA), DAN)
    told.wait(48 * HOUR)
    assert told.item.phase is Phase.TEST
    assert told.item.positions.keys() == {CORA}
    assert told.item.positions[CORA].stance is Stance.STAND_ASIDE
    with pytest.raises(DoneAlready):
        told.do(RaiseBlock("I still do not like boats."), CORA)
    told.do(Agree(), ANNA, BEN, DAN, EVE)
    assert told.item.phase is Phase.CONSENSUS
    assert dict(told.item.not_obliged) == {CORA: "I do not like boats."}


def test_two_others_make_a_block_valid_and_the_blocker_is_none_of_them() -> None:
    told = under_test()
    told.do(RaiseBlock("It breaks our word."), CORA)
    told.do(Agree(), ANNA, BEN, DAN, EVE)
    with pytest.raises(OwnCase):
        told.do(BackBlock(CORA), CORA)
    with pytest.raises(NoSuchThing):
        told.do(BackBlock(DAN), EVE)
    told.do(BackBlock(CORA), DAN)
    with pytest.raises(DoneAlready):
        told.do(BackBlock(CORA), DAN)
    assert told.do(BackBlock(CORA), ANNA).phase is Phase.WORK


def test_where_nobody_validates_a_block_is_worked_on_at_once() -> None:
    assert blocked(settings=Settings(backers=0)).item.phase is Phase.WORK


def test_who_blocks_may_block_the_amended_text_and_everybody_is_asked_anew() -> None:
    told = blocked()
    told.tell([(Restate("We buy a canoe."), ANNA), (GoOn(), BEN)])
    assert told.item.phase is Phase.TEST
    assert told.item.silent == CIRCLE
    told.do(Agree(), ANNA, BEN, DAN, EVE)
    told.do(RaiseBlock("A canoe breaks it too."), CORA)
    assert told.item.phase is Phase.VALIDATE
    assert not told.item.block(CORA).backers


def test_to_block_again_neither_prolongs_the_work_nor_undoes_its_sessions() -> None:
    told = worked(blocked(), 2)
    until = told.item.block(CORA).until
    told.tell([(Restate("We buy a canoe."), ANNA), (GoOn(), BEN), (RaiseBlock("A canoe breaks it too."), CORA)])
    told.do(Agree(), ANNA, BEN, DAN, EVE)
    told.do(BackBlock(CORA), DAN, EVE)
    assert (told.item.block(CORA).until, told.item.block(CORA).sessions) == (until, 2)
    assert told.item.ends == until


def test_an_amendment_alone_does_not_end_the_block_of_one_who_is_silent() -> None:
    told = blocked(settings=Settings(silence=Silence.LAZY))
    told.tell([(Restate("We buy a canoe."), ANNA), (GoOn(), BEN)])
    told.do(Agree(), ANNA, BEN, DAN, EVE)
    told.wait(72 * HOUR)
    assert (told.item.phase, told.item.owners) == (Phase.WORK, {CORA})


def test_an_amendment_does_not_end_the_block_of_one_who_is_removed_after_it() -> None:
    told = blocked()
    told.tell([(Restate("We buy a canoe."), ANNA), (GoOn(), BEN)])
    told.do(Left(CORA))
    told.do(Agree(), ANNA, BEN, DAN, EVE)
    assert (told.item.phase, told.item.block(CORA).fate) == (Phase.WORK, Fate.VALID)


def test_a_block_ends_when_its_blocker_agrees_to_the_amended_text() -> None:
    told = blocked()
    told.tell([(Restate("We buy a canoe."), ANNA), (GoOn(), BEN)])
    told.do(Agree(), *sorted(CIRCLE))
    assert told.item.phase is Phase.CONSENSUS
    assert told.item.blocks[CORA].fate is Fate.LIFTED


def test_only_the_blocker_lifts_a_block_and_then_all_are_asked_again() -> None:
    told = blocked()
    for by in (ANNA, BEN, DAN):
        with pytest.raises(NoSuchThing):
            told.do(LiftBlock(), by)
    told.do(LiftBlock(), CORA)
    assert (told.item.phase, told.item.silent) == (Phase.TEST, CIRCLE)


def test_who_facilitates_the_work_is_neither_blocker_nor_proposer() -> None:
    told = under_test()
    told.do(RaiseBlock("It breaks our word."), BEN)
    told.do(Agree(), ANNA, CORA, DAN, EVE)
    assert told.item.facilitator not in {ANNA, BEN}


def test_when_who_facilitates_leaves_the_work_goes_to_neither_blocker_nor_proposer() -> None:
    told = blocked()
    while told.item.members - {ANNA, CORA}:
        assert told.item.facilitator not in {ANNA, CORA}
        told.do(Left(told.item.facilitator), None)
    assert told.item.facilitator in {ANNA, CORA}, "nobody else is left"


def test_sessions_are_called_in_time_one_after_the_other() -> None:
    told = blocked()
    for at in (told.now + 23 * HOUR, told.now + 8 * DAY):
        with pytest.raises(TooEarly):
            told.do(PlanSession(at), CORA)
    with pytest.raises(NotYours):
        told.do(PlanSession(told.now + DAY), EVE)
    told.do(PlanSession(told.now + DAY), CORA)
    with pytest.raises(DoneAlready):
        told.do(PlanSession(told.now + 2 * DAY), CORA)
    with pytest.raises(TooEarly):
        told.do(RecordSession(CIRCLE, "We drew maps."), BEN)
    told.wait(DAY)
    with pytest.raises(NotFacilitator):
        told.do(RecordSession(CIRCLE, "We drew maps."), ANNA)
    with pytest.raises(BlankText):
        told.do(RecordSession(CIRCLE, ""), BEN)
    told.do(RecordSession(CIRCLE, "We drew maps."), BEN)
    assert told.item.block(CORA).sessions == 1


def test_without_the_sessions_there_is_no_deadlock_by_declaration_and_no_vote() -> None:
    told = worked(blocked(settings=Settings(fallback=FALLBACK)), 2)
    with pytest.raises(NothingChanged):
        told.do(GoOn(), BEN)
    told.wait(30 * DAY)
    assert told.item.phase is Phase.DEADLOCK
    with pytest.raises(NothingChanged):
        told.do(CallVote(), ANNA)
    assert told.wait(7 * DAY).phase is Phase.DROPPED


def test_after_the_sessions_a_vote_follows_only_where_the_circle_agreed_on_it_beforehand() -> None:
    for fallback in (FALLBACK, None):
        told = worked(blocked(settings=Settings(fallback=fallback)), 3)
        with pytest.raises(DoneAlready):
            told.do(PlanSession(told.now + DAY), CORA)
        assert told.do(GoOn(), BEN).phase is Phase.DEADLOCK
        if fallback is None:
            with pytest.raises(NotYours):
                told.do(CallVote(), ANNA)
        else:
            assert told.do(CallVote(), ANNA).phase is Phase.VOTE


def test_who_was_not_asked_does_not_call_the_vote() -> None:
    told = worked(blocked(settings=Settings(fallback=FALLBACK)), 3)
    told.do(Joined(FAY))
    told.do(GoOn(), BEN)
    with pytest.raises(NotAsked):
        told.do(CallVote(), FAY)


def test_two_sessions_missed_without_notice_release_the_block_after_a_day() -> None:
    told = missed(blocked(), 1)
    assert told.wait(2 * DAY).phase is Phase.WORK
    missed(told, 1)
    assert told.item.block(CORA).stands
    told.wait(DAY)
    assert told.item.blocks[CORA].fate is Fate.RELEASED
    assert told.item.phase is Phase.TEST
    assert told.item.positions[CORA].stance is Stance.STAND_ASIDE
    with pytest.raises(DoneAlready):
        told.do(RaiseBlock("But it breaks our word."), CORA)


def test_a_session_missed_with_notice_is_not_missed() -> None:
    told = missed(blocked(), 1)
    told.do(PlanSession(told.now + DAY), CORA)
    with pytest.raises(NotYours):
        told.do(SendNotice(), EVE)
    told.do(SendNotice(), CORA)
    with pytest.raises(DoneAlready):
        told.do(SendNotice(), CORA)
    told.wait(DAY)
    told.do(RecordSession(CIRCLE - {CORA}, "Cora is ill."), BEN)
    told.wait(2 * DAY)
    assert told.item.block(CORA).missed == (1,)
    assert told.item.block(CORA).sessions == 2


def test_notice_is_given_before_the_session() -> None:
    told = blocked()
    told.do(PlanSession(told.now + DAY), ANNA)
    told.wait(DAY)
    with pytest.raises(DoneAlready):
        told.do(SendNotice(), CORA)


def test_a_record_alone_does_not_release_a_block() -> None:
    told = missed(blocked(), 2)
    with pytest.raises(NotYours):
        told.do(ContestRecord(), ANNA)
    told.do(ContestRecord(), CORA)
    told.wait(2 * DAY)
    assert told.item.block(CORA).missed == (1,)
    with pytest.raises(NotYours):
        told.do(ContestRecord(), CORA)


def test_a_record_is_contested_within_a_day() -> None:
    told = missed(blocked(), 1)
    told.wait(DAY)
    with pytest.raises(DoneAlready):
        told.do(ContestRecord(), CORA)
