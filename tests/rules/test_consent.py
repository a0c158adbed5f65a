"""The edge cases of a consent round, each told as it would happen (governance 3.3)."""

from datetime import timedelta

import pytest

from bot.rules.consent import MACHINE, Phase
from bot.rules.consent.moves import (
    Abandon,
    Amend,
    Appeal,
    Confirm,
    GiveConsent,
    GiveRuling,
    GiveUp,
    GoOn,
    HandToTuners,
    JudgeAppeal,
    Keep,
    MoreTime,
    Object,
    Ping,
    React,
    TakeOver,
    WithdrawObjection,
)
from bot.rules.consent.state import Consent, Fate, Judge
from bot.rules.errors import BlankText, NotProposer
from bot.rules.ids import MemberId
from bot.rules.objection import Criterion
from bot.rules.process.asking import Silence
from bot.rules.process.errors import (
    DoneAlready,
    NotAsked,
    NotFacilitator,
    NothingChanged,
    NotNow,
    NotYours,
    OwnCase,
    TooEarly,
)
from bot.rules.process.item import Why
from bot.rules.process.moves import AgreeToDrop, Answer, Ask, AskForMeeting, Open, Overtaken, Withdraw
from bot.rules.process.seats import HandOver, Joined, Left, TakeProposal, TakeSeat
from tests.rules.process.told import Told
from tests.rules.process.walks import ANNA, BEN, CORA, DAN, DAY, EVE, FAY, HOUR
from tests.rules.test_consent_walks import item

TALK = timedelta(hours=72)
"""Questions, reactions and changes, a day each."""


def opened(**settings: object) -> Told[Consent]:
    story = Told(MACHINE, item(**settings))
    story.do(Open("We miss each other."), ANNA)
    return story


def in_round(**settings: object) -> Told[Consent]:
    story = opened(**settings)
    story.ring(3)
    assert story.item.phase is Phase.ROUND
    return story


def objected(by: MemberId = EVE, **settings: object) -> Told[Consent]:
    """Return the round after all have answered, with one objection."""
    story = in_round(**settings)
    story.do(Object("It excludes me."), by)
    story.do(GiveConsent(), *(member for member in sorted(story.item.required) if member != by))
    assert story.item.phase is Phase.INTEGRATE
    return story


def resolved(story: Told[Consent], number: int = 1) -> None:
    story.do(Amend(f"{story.item.text} Or on Tuesdays."), ANNA)
    story.do(Confirm(number), ANNA, story.item.objection(number).owner)


# ------------------------------------------------------------------ before the round


def test_questions_are_answered_before_the_facilitator_goes_on() -> None:
    story = opened()
    story.do(Ask("When?"), CORA)
    with pytest.raises(NothingChanged):
        story.do(GoOn(), BEN)
    story.do(Answer(1, "At noon."), ANNA)
    assert story.do(GoOn(), BEN).phase is Phase.REACT


def test_the_clock_goes_on_with_open_questions_and_an_absent_facilitator() -> None:
    story = opened()
    story.do(Ask("When?"), CORA)
    assert story.ring().phase is Phase.REACT
    assert story.ring().phase is Phase.AMEND
    assert story.ring().phase is Phase.ROUND


def test_everybody_but_the_proposer_reacts_once_and_may_pass() -> None:
    story = opened()
    story.ring()
    with pytest.raises(NotYours):
        story.do(React("Mine."), ANNA)
    story.do(React("Good."), BEN)
    with pytest.raises(DoneAlready):
        story.do(React("Very good."), BEN)
    assert story.do(React(), CORA, DAN, EVE).phase is Phase.AMEND


def test_only_the_proposer_changes_the_text_and_a_change_differs() -> None:
    story = opened()
    story.ring(2)
    with pytest.raises(NotProposer):
        story.do(Amend("We meet on Fridays."), BEN)
    with pytest.raises(NothingChanged):
        story.do(Amend(story.item.text), ANNA)
    assert story.do(Amend("We meet on Fridays."), ANNA).version == 2


def test_the_proposer_never_facilitates_if_anyone_else_is_there() -> None:
    story = opened()
    with pytest.raises(OwnCase):
        story.do(HandOver(ANNA), BEN)
    story.do(Left(BEN))
    assert story.item.facilitator == CORA, "the next in the order"
    story.do(Left(CORA))
    story.do(Left(DAN))
    assert story.item.facilitator == EVE
    story.do(Left(EVE))
    assert story.item.facilitator == ANNA, "nobody else is there"


# ------------------------------------------------------------------ the round


def test_it_is_adopted_when_everybody_who_was_asked_consents() -> None:
    story = in_round()
    story.do(GiveConsent(), ANNA, BEN, CORA, DAN)
    assert story.item.phase is Phase.ROUND
    story.do(GiveConsent("Look at it soon."), EVE)
    assert story.item.phase is Phase.ADOPTED
    assert [concern.by for concern in story.item.concerns] == [EVE]
    assert story.item.review_at == story.now + timedelta(days=90)
    with pytest.raises(NotNow):
        story.do(Withdraw(), ANNA)


def test_silence_is_no_consent_and_is_asked_once_more() -> None:
    story = in_round()
    story.do(GiveConsent(), ANNA, BEN, CORA, DAN)
    story.ring()
    assert story.item.phase is Phase.ROUND
    assert story.item.extended
    assert story.ring().phase is Phase.STALLED
    assert story.item.silent == {EVE}, "recorded as no answer"


def test_lazy_silence_is_consent_once_somebody_has_consented() -> None:
    story = in_round(silence=Silence.LAZY)
    story.do(GiveConsent(), ANNA)
    assert story.ring().phase is Phase.ADOPTED


def test_a_lazy_round_that_nobody_answers_is_extended_and_then_stalls() -> None:
    story = in_round(silence=Silence.LAZY)
    assert story.ring().phase is Phase.ROUND
    assert story.ring().phase is Phase.STALLED


def test_an_answer_counts_until_the_deadline_and_not_at_it() -> None:
    story = in_round()
    story.do(GiveConsent(), ANNA, BEN, CORA, DAN)
    story.wait(TALK + 2 * DAY - timedelta(microseconds=1))
    assert story.do(GiveConsent(), EVE).phase is Phase.ADOPTED
    story = in_round()
    story.do(GiveConsent(), ANNA, BEN, CORA, DAN)
    story.now += TALK + 2 * DAY
    with pytest.raises(NotNow):
        story.do(GiveConsent(), EVE)


def test_who_joins_during_a_round_is_asked_in_the_next() -> None:
    story = in_round()
    story.do(Joined(FAY))
    with pytest.raises(NotAsked):
        story.do(GiveConsent(), FAY)
    story.do(Object("It excludes me."), EVE)
    story.do(GiveConsent(), ANNA, BEN, CORA, DAN)
    resolved(story)
    assert FAY in story.item.asked


def test_who_leaves_and_returns_is_a_late_joiner() -> None:
    story = in_round()
    story.do(GiveConsent(), DAN)
    story.do(Left(DAN))
    assert DAN not in story.item.positions
    story.do(Joined(DAN))
    with pytest.raises(NotAsked):
        story.do(GiveConsent(), DAN)
    assert story.do(GiveConsent(), ANNA, BEN, CORA, EVE).phase is Phase.ADOPTED


def test_nothing_is_adopted_when_half_of_those_asked_have_left() -> None:
    story = in_round()
    story.do(GiveConsent(), ANNA, BEN)
    for member in (CORA, DAN, EVE):
        story.do(Left(member))
    assert story.item.phase is Phase.STALLED


def test_more_time_is_granted_once_in_a_round() -> None:
    story = in_round()
    before = story.item.ends
    assert before
    assert story.do(MoreTime(), DAN).ends == before + timedelta(hours=48)
    with pytest.raises(DoneAlready):
        story.do(MoreTime(), EVE)


def test_the_last_word_of_a_round_counts() -> None:
    story = in_round()
    story.do(Object("It excludes me."), EVE)
    story.do(Object("It excludes me on Mondays."), EVE)
    assert [one.reason for one in story.item.objections] == ["It excludes me on Mondays."]
    story.do(GiveConsent("Still a pity."), EVE)
    story.do(GiveConsent(), EVE)
    assert story.item.objections[0].fate is Fate.WITHDRAWN
    assert not story.item.concerns
    assert story.do(GiveConsent(), ANNA, BEN, CORA, DAN).phase is Phase.ADOPTED


def test_an_objection_gives_a_reason() -> None:
    with pytest.raises(BlankText):
        in_round().do(Object(" "), EVE)


def test_the_subject_has_a_voice_and_no_consent() -> None:
    story = Told(MACHINE, Consent(**{**_fields(item()), "subject": CORA}))
    story.do(Open("She steps back."), ANNA)
    story.do(Ask("Why me?"), CORA)
    story.ring(3)
    with pytest.raises(NotAsked):
        story.do(GiveConsent(), CORA)
    assert story.do(GiveConsent(), ANNA, BEN, DAN, EVE).phase is Phase.ADOPTED


def _fields(begun: Consent) -> dict[str, object]:
    return {name: getattr(begun, name) for name in begun.__dataclass_fields__}


# ------------------------------------------------------------------ integration


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


# ------------------------------------------------------------------ other ends


def test_a_proposal_whose_proposer_has_left_waits_a_day_for_another() -> None:
    story = in_round()
    story.wait(TALK - HOUR)
    story.do(Left(ANNA))
    story.do(GiveConsent(), BEN, CORA, DAN, EVE)
    assert story.item.phase is Phase.ROUND, "somebody has to see to what is adopted"
    assert story.do(TakeProposal(), BEN).phase is Phase.ADOPTED
    assert story.item.proposer == BEN
    story = in_round()
    story.do(Left(ANNA))
    story.wait(DAY)
    assert (story.item.phase, story.item.why) == (Phase.WITHDRAWN, Why.NO_PROPOSER)


def test_any_member_may_ask_for_a_meeting_which_ends_it_here() -> None:
    assert in_round().do(AskForMeeting(), DAN).why is Why.MEETING
    with pytest.raises(NotYours):
        in_round(meetings=False).do(AskForMeeting(), DAN)


def test_dropping_it_takes_everybody_but_the_proposer() -> None:
    story = in_round()
    story.do(AgreeToDrop(), BEN, CORA, DAN)
    assert story.item.phase is Phase.ROUND
    assert story.do(AgreeToDrop(), EVE).phase is Phase.DISCARDED


def test_a_text_that_was_overtaken_stops_and_is_fitted_by_the_proposer() -> None:
    story = in_round()
    story.do(GiveConsent(), BEN)
    story.do(Overtaken())
    assert story.item.phase is Phase.AMEND
    with pytest.raises(NothingChanged):
        story.do(Keep("It is fine."), ANNA)
    story.do(Amend("We meet on Tuesdays, as agreed."), ANNA)
    assert story.do(Keep("Fitted."), ANNA).phase is Phase.ROUND
    assert not story.item.positions


def test_an_overtaken_text_that_nobody_fits_is_withdrawn() -> None:
    story = in_round()
    story.do(Overtaken())
    assert story.ring().why is Why.STALE


def test_a_circle_without_anybody_ends_it() -> None:
    story = in_round()
    for member in (ANNA, BEN, CORA, DAN):
        story.do(Left(member))
    assert story.item.phase in {Phase.ROUND, Phase.STALLED}
    story = opened()
    for member in (ANNA, BEN, CORA, DAN, EVE):
        story.do(Left(member))
    assert story.item.why is Why.EMPTY
