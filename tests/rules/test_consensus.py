"""Consensus case by case: B1 to B4 of governance 9.2, and what 3.3 asks of every process."""

from typing import Any

import pytest

from bot.rules.consensus import MACHINE, Phase, Settings
from bot.rules.consensus.knobs import knobs
from bot.rules.consensus.moves import (
    Agree,
    BackBlock,
    RaiseBlock,
    Reserve,
    StandAside,
)
from bot.rules.consensus.state import FALLBACK
from bot.rules.errors import BlankText, NotProposer
from bot.rules.process.asking import Silence
from bot.rules.process.errors import (
    DoneAlready,
    NotAsked,
    NothingChanged,
    NotNow,
)
from bot.rules.process.item import Why
from bot.rules.process.moves import Ask, GoOn, MoreTime, Open, Overtaken, Restate
from bot.rules.process.seats import Joined, Left, TakeProposal
from tests.rules.consensus_world import blocked, draft, under_test
from tests.rules.process.told import Told
from tests.rules.process.walks import ANNA, BEN, CIRCLE, CORA, DAN, DAY, EVE, FAY, HOUR


def test_consensus_is_that_all_answered_and_nobody_blocked() -> None:
    told = under_test()
    told.do(Agree(), ANNA, BEN, CORA)
    told.do(Reserve("It will leak."), DAN)
    assert told.item.phase is Phase.TEST
    told.do(StandAside("I get seasick."), EVE)
    assert told.item.phase is Phase.CONSENSUS


def test_who_stands_aside_is_recorded_with_the_reason_and_is_not_obliged() -> None:
    told = under_test()
    told.do(Agree(), ANNA, BEN, CORA, DAN)
    told.do(StandAside("I get seasick."), EVE)
    assert dict(told.item.not_obliged) == {EVE: "I get seasick."}


@pytest.mark.parametrize("move", [Reserve(" "), StandAside(""), RaiseBlock("\u200b")])
def test_whoever_does_not_simply_agree_says_why(move: Any) -> None:
    with pytest.raises(BlankText):
        under_test().do(move, EVE)


def test_with_more_than_a_fifth_standing_aside_it_is_too_thin() -> None:
    told = under_test()
    told.do(Agree(), ANNA, BEN, CORA)
    told.do(StandAside("Not mine."), DAN, EVE)
    assert told.item.phase is Phase.EXPLORE


def test_where_fewer_than_half_agree_without_reservations_it_is_too_thin() -> None:
    told = under_test()
    told.do(Agree(), ANNA, BEN)
    told.do(Reserve("It will leak."), CORA, DAN, EVE)
    assert told.item.phase is Phase.EXPLORE


def test_half_of_a_circle_of_four_is_enough() -> None:
    told = under_test(members=CIRCLE - {EVE})
    told.do(Agree(), ANNA, BEN)
    told.do(Reserve("It will leak."), CORA, DAN)
    assert told.item.phase is Phase.CONSENSUS


def test_a_text_that_was_too_thin_is_changed_or_stalls() -> None:
    told = under_test()
    told.do(Agree(), ANNA, BEN)
    told.do(Reserve("It will leak."), CORA, DAN, EVE)
    with pytest.raises(NothingChanged):
        told.do(GoOn(), BEN)
    changed = Told(MACHINE, told.item)
    changed.now = told.now
    changed.do(Restate("We buy a canoe."), ANNA)
    assert changed.do(GoOn(), BEN).phase is Phase.PROPOSED
    assert told.wait(48 * HOUR).phase is Phase.STALLED


def test_three_times_too_thin_is_stalled() -> None:
    told = under_test()
    for text in ("We buy a canoe.", "We buy a raft.", None):
        told.do(Agree(), ANNA, BEN)
        told.do(Reserve("It will leak."), CORA, DAN, EVE)
        if text:
            told.tell([(Restate(text), ANNA), (GoOn(), BEN), (GoOn(), BEN)])
    assert told.item.phase is Phase.STALLED


def test_silence_is_no_agreement_and_after_one_extension_it_stalls() -> None:
    told = under_test()
    told.do(Agree(), ANNA, BEN, CORA, DAN)
    assert told.wait(72 * HOUR).phase is Phase.TEST
    assert told.wait(48 * HOUR).phase is Phase.STALLED


def test_where_silence_is_borne_those_who_agree_still_have_to_be_half_of_those_asked() -> None:
    for agreeing, phase in (((ANNA, BEN, CORA), Phase.CONSENSUS), ((ANNA, BEN), Phase.EXPLORE)):
        told = under_test(settings=Settings(silence=Silence.LAZY))
        told.do(Agree(), *agreeing)
        assert told.wait(72 * HOUR).phase is phase


def test_more_time_is_granted_once_in_a_round() -> None:
    told = under_test()
    before = told.item.ends
    told.do(MoreTime(), CORA)
    assert told.item.ends == before + 48 * HOUR
    with pytest.raises(DoneAlready):
        told.do(MoreTime(), DAN)


def test_a_question_holds_the_facilitator_back_but_not_the_clock() -> None:
    told = Told(MACHINE, draft())
    told.do(Open("We cannot cross the lake."), ANNA)
    told.do(Ask("What does it cost?"), CORA)
    with pytest.raises(NothingChanged):
        told.do(GoOn(), BEN)
    assert told.wait(48 * HOUR).phase is Phase.PROPOSED


def test_half_of_those_asked_have_to_be_there_still() -> None:
    told = under_test()
    told.do(Agree(), ANNA, BEN)
    for member in (CORA, DAN, EVE):
        told.do(Left(member))
    assert told.item.phase is Phase.STALLED


def test_who_comes_or_returns_in_a_round_is_not_asked_in_it() -> None:
    told = under_test()
    told.do(Joined(FAY))
    told.do(Left(DAN))
    told.do(Joined(DAN))
    for late in (FAY, DAN):
        with pytest.raises(NotAsked):
            told.do(RaiseBlock("Too late."), late)


def test_the_one_whom_it_is_about_is_not_asked() -> None:
    told = under_test(subject=EVE)
    with pytest.raises(NotAsked):
        told.do(Agree(), EVE)
    told.do(Agree(), ANNA, BEN, CORA, DAN)
    assert told.item.phase is Phase.CONSENSUS


def test_what_was_overtaken_is_not_agreed_on_until_it_is_fitted() -> None:
    told = under_test()
    told.do(Agree(), ANNA)
    assert told.do(Overtaken()).phase is Phase.PROPOSED
    with pytest.raises(NothingChanged):
        told.do(GoOn(), BEN)
    told.wait(DAY)
    assert (told.item.phase, told.item.why) == (Phase.WITHDRAWN, Why.STALE)
    told = under_test()
    told.do(RaiseBlock("It breaks our word."), CORA)
    told.do(Overtaken())
    told.do(Agree(), CORA, ANNA, BEN, DAN, EVE)
    assert told.item.phase is Phase.PROPOSED


def test_only_the_proposer_states_the_text_anew_and_never_within_a_test() -> None:
    told = under_test()
    with pytest.raises(NotNow):
        told.do(Restate("We buy a canoe."), ANNA)
    told = blocked()
    with pytest.raises(NotProposer):
        told.do(Restate("We buy a canoe."), CORA)


def test_an_answer_at_the_deadline_is_too_late() -> None:
    told = under_test(settings=Settings(silence=Silence.LAZY))
    told.do(Agree(), ANNA, BEN, DAN)
    told.now += 72 * HOUR
    with pytest.raises(NotNow):
        told.do(RaiseBlock("It breaks our word."), CORA)


def test_a_test_waits_a_day_for_somebody_to_take_the_proposal_over() -> None:
    told = under_test()
    told.do(Left(ANNA))
    told.do(Agree(), BEN, CORA, DAN, EVE)
    assert told.item.phase is Phase.TEST
    assert told.do(TakeProposal(), EVE).phase is Phase.CONSENSUS


def test_one_person_alone_reaches_consensus() -> None:
    assert under_test(members=frozenset({ANNA})).do(Agree(), ANNA).phase is Phase.CONSENSUS


def test_the_knobs_say_how_blocks_are_judged_and_deadlocks_end() -> None:
    plain, voting = knobs(Settings(backers=0)), knobs(Settings(fallback=FALLBACK, silence=Silence.LAZY))
    assert plain["K1 who judges an objection"].startswith("nobody")
    assert voting["K1 who judges an objection"].startswith("2 others, or 1/4")
    assert "dropped" in plain["K6 deadlock"]
    assert "3 in favour for every 1 against" in voting["K6 deadlock"]
    assert plain["K2 silence at the deadline"] != voting["K2 silence at the deadline"]
    assert len(plain) == 13


def test_the_block_of_one_who_is_alone_needs_nobody_to_back_it() -> None:
    assert under_test(members=frozenset({ANNA})).do(RaiseBlock("I doubt it."), ANNA).phase is Phase.WORK


def test_in_a_small_circle_a_quarter_is_enough_to_back_a_block() -> None:
    told = under_test(members=frozenset({ANNA, BEN, CORA}))
    told.do(RaiseBlock("It breaks our word."), CORA)
    told.do(Agree(), ANNA, BEN)
    assert told.do(BackBlock(CORA), BEN).phase is Phase.WORK
