"""The edge cases of an integration, each told as it would happen (governance 3.2, 3.3, K1, K5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules.consent import Phase
from bot.rules.consent.moves import (
    Abandon,
    Amend,
    Appeal,
    Confirm,
    GiveConsent,
    GiveRuling,
    GiveUp,
    HandToTuners,
    JudgeAppeal,
    Object,
    Ping,
    TakeOver,
    WithdrawObjection,
)
from bot.rules.consent.state import Fate, Judge
from bot.rules.errors import BlankText, NotProposer
from bot.rules.objection import Criterion
from bot.rules.process.errors import (
    NotFacilitator,
    NothingChanged,
    NotNow,
    NotYours,
    OwnCase,
    TooEarly,
)
from bot.rules.process.seats import HandOver, Joined, Left, TakeProposal, TakeSeat
from tests.rules.process.walks import ANNA, BEN, CORA, DAN, DAY, EVE
from tests.rules.test_consent import in_round, objected, resolved


def test_an_objection_is_resolved_by_both_after_the_last_change_and_then_all_are_asked_again() -> None:
    story = objected()
    with pytest.raises(NothingChanged):
        story.do(Confirm(1), EVE)
    story.do(Amend("We meet on Tuesdays."), ANNA)
    story.do(Confirm(1), EVE)
    story.do(Amend("We meet on Wednesdays."), ANNA)
    assert not story.item.objection(1).confirmed, "what was confirmed of the old text falls"
    story.do(Confirm(1), ANNA)
    with pytest.raises(NotYours):
        story.do(Confirm(1), BEN)
    assert story.item.phase is Phase.INTEGRATE
    story.do(Confirm(1), EVE)
    assert story.item.phase is Phase.ROUND
    assert not story.item.positions
    assert story.item.objection(1).fate is Fate.RESOLVED


def test_a_proposer_with_doubts_objects_and_confirms_alone() -> None:
    story = objected(ANNA)
    story.do(Amend("We meet on Tuesdays."), ANNA)
    assert story.do(Confirm(1), ANNA).phase is Phase.ROUND


def test_only_the_objector_takes_an_objection_back_and_it_is_marked_where_nothing_had_changed() -> None:
    story = objected()
    with pytest.raises(NotYours):
        story.do(WithdrawObjection(1), ANNA)
    assert story.do(WithdrawObjection(1), EVE).phase is Phase.ROUND
    assert story.item.objection(1).capitulation
    story = objected()
    story.do(Amend("We meet on Tuesdays."), ANNA)
    assert not story.do(WithdrawObjection(1), EVE).objection(1).capitulation


@pytest.mark.parametrize("phase", [Phase.ROUND, Phase.INTEGRATE])
def test_a_departed_objector_leaves_the_objection_and_only_the_clock_ends_it(phase: Phase) -> None:
    story = in_round()
    story.do(Object("It excludes me."), EVE)
    if phase is Phase.ROUND:
        story.do(Left(EVE))
    story.do(GiveConsent(), ANNA, BEN, CORA, DAN)
    if phase is Phase.INTEGRATE:
        story.do(Left(EVE))
    assert story.item.phase is Phase.INTEGRATE
    assert story.item.objection(1).fate is Fate.ORPHANED
    for member in (ANNA, BEN, CORA):
        with pytest.raises(NotYours):
            story.do(WithdrawObjection(1), member)
    with pytest.raises(NotYours):
        story.do(Abandon(1, "She is gone."), BEN)
    story.wait(timedelta(hours=48))
    assert story.item.phase is Phase.ROUND, "a fresh round, and no adoption"
    assert story.item.objection(1).fate is Fate.ABANDONED
    assert [concern.objection for concern in story.item.concerns] == [1]


def test_a_departed_objector_who_returns_does_not_own_the_objection_any_more() -> None:
    story = objected()
    story.do(Left(EVE))
    story.do(Joined(EVE))
    with pytest.raises(NotYours):
        story.do(WithdrawObjection(1), EVE)
    assert story.do(TakeOver(1), EVE).objection(1).fate is Fate.RAISED


def test_a_stand_in_takes_over_only_outside_the_round_and_cannot_make_it_go_away() -> None:
    story = in_round()
    story.do(Object("It excludes me."), EVE)
    story.do(Left(EVE))
    with pytest.raises(NotNow):
        story.do(TakeOver(1), DAN)
    story.do(GiveConsent(), ANNA, BEN, CORA, DAN)
    with pytest.raises(OwnCase):
        story.do(TakeOver(1), ANNA)
    story.do(TakeOver(1), DAN)
    with pytest.raises(NotYours):
        story.do(WithdrawObjection(1), DAN)
    assert story.do(GiveUp(1), DAN).objection(1).fate is Fate.ORPHANED
    story.do(TakeOver(1), CORA)
    story.do(Amend("We meet on Tuesdays."), ANNA)
    assert story.do(Confirm(1), ANNA, CORA).phase is Phase.ROUND


def test_a_stand_in_who_takes_the_proposal_too_is_a_stand_in_no_more() -> None:
    story = objected()
    story.do(Left(EVE))
    story.do(TakeOver(1), DAN)
    story.do(Left(ANNA))
    assert story.do(TakeProposal(), DAN).objection(1).fate is Fate.ORPHANED


def test_a_silent_objector_is_pinged_twice_and_answered_before_the_objection_is_set_aside() -> None:
    story = objected()
    with pytest.raises(TooEarly):
        story.do(Abandon(1, "Noon suits most."), BEN)
    story.do(Ping(1), BEN)
    with pytest.raises(TooEarly):
        story.do(Ping(1), BEN)
    story.wait(DAY)
    story.do(Ping(1), BEN)
    story.wait(DAY)
    with pytest.raises(BlankText):
        story.do(Abandon(1, " "), BEN)
    story.do(Abandon(1, "Noon suits most."), BEN)
    assert story.item.phase is Phase.INTEGRATE, "somebody else may still take it over"
    story.do(TakeOver(1), CORA)
    assert story.item.objection(1).open
    assert not story.item.concerns


def test_nobody_sets_aside_or_rules_on_what_is_their_own() -> None:
    story = objected(BEN)
    assert story.item.facilitator == CORA, "the facilitator objects, and hands the item over"
    story.do(HandOver(BEN), CORA)
    for move in (Ping(1), GiveRuling(1, frozenset(), "No harm is named.")):
        with pytest.raises(OwnCase):
            story.do(move, BEN)


def test_a_ruling_says_only_whether_it_is_argued_and_can_be_appealed_against() -> None:
    story = objected()
    with pytest.raises(NotFacilitator):
        story.do(GiveRuling(1, frozenset(), "I like it."), DAN)
    with pytest.raises(BlankText):
        story.do(GiveRuling(1, frozenset(), " "), BEN)
    story.do(GiveRuling(1, frozenset(), "No harm is named."), BEN)
    assert story.item.objection(1).fate is Fate.DISQUALIFIED
    story.do(Appeal(1), DAN)
    assert story.item.objection(1).open
    for party in (ANNA, BEN, EVE):
        with pytest.raises(OwnCase):
            story.do(JudgeAppeal(1, upheld=True), party)
    story.do(JudgeAppeal(1, upheld=True), CORA)
    story.do(JudgeAppeal(1, upheld=False), DAN)
    story.wait(DAY)
    assert story.item.objection(1).fate is Fate.VALID, "a tie lets the objection stand"


@pytest.mark.parametrize(
    ("argued", "fate"), [(Criterion.CAPACITY, Fate.VALID), (Criterion.OWN_ROLE, Fate.DISQUALIFIED)]
)
def test_an_objection_argues_what_the_circle_asks_for(argued: Criterion, fate: Fate) -> None:
    story = objected()
    assert story.do(GiveRuling(1, frozenset({argued}), "So it is."), BEN).objection(1).fate is fate


def test_where_nobody_judges_there_is_no_ruling() -> None:
    story = objected(judge=Judge.NOBODY)
    with pytest.raises(NotYours):
        story.do(GiveRuling(1, frozenset(), "No harm is named."), BEN)


def test_tuners_change_the_text_as_long_as_they_are_there() -> None:
    story = objected()
    with pytest.raises(BlankText):
        story.do(HandToTuners((DAN,)), ANNA)
    story.do(HandToTuners((DAN, CORA)), ANNA)
    assert story.do(Amend("We meet on Tuesdays."), DAN).version == 2
    story.do(Left(DAN))
    with pytest.raises(NotProposer):
        story.do(Amend("We meet on Sundays."), DAN)


def test_a_way_forward_shortens_the_term_adds_a_measure_puts_off_or_splits_off() -> None:
    story = objected()
    far = story.now + 60 * DAY
    whole = Amend("We try Tuesdays.", timedelta(days=30), "Stop below three.", "Rooms", DAN, far, "Snacks")
    story.do(whole, ANNA)
    story.do(Confirm(1), ANNA, EVE)
    assert story.item.review == timedelta(days=30)
    assert story.item.measures == ("Stop below three.",)
    assert [(one.what, one.owner, one.by) for one in story.item.deferred] == [("Rooms", DAN, far)]
    assert story.item.split_off == ("Snacks",)


def test_after_as_many_integrations_as_are_allowed_it_is_unsolved() -> None:
    story = objected(max_integrations=2)
    for _ in range(2):
        resolved(story, len(story.item.objections))
        story.do(Object("It still excludes me."), EVE)
        story.do(GiveConsent(), ANNA, BEN, CORA, DAN)
    assert story.item.phase is Phase.ESCALATED


def test_an_integration_in_which_nobody_does_anything_is_unsolved_in_the_end() -> None:
    story = objected()
    story.wait(7 * DAY)
    assert story.item.phase is Phase.ESCALATED


def test_when_the_facilitator_leaves_the_seat_passes_by_who_objects() -> None:
    story = objected(EVE)
    story.item = replace(story.item, order=(EVE, CORA))
    assert story.do(Left(story.item.facilitator)).facilitator == CORA


def test_a_silent_facilitator_is_replaced_in_the_surrogate_order() -> None:
    story = objected()
    with pytest.raises(NotYours):
        story.do(TakeSeat(), DAN)
    story.wait(DAY)
    assert story.item.offered == (CORA,)
    story.wait(DAY)
    assert story.item.offered == (CORA, DAN)
    with pytest.raises(NotYours):
        story.do(TakeSeat(), EVE)
    story.wait(DAY)
    assert story.item.anybody
    assert story.do(TakeSeat(), EVE).facilitator == EVE
