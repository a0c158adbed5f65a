"""The edge cases of a consent round, each told as it would happen (governance 3.3)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules.consent import MACHINE, Phase
from bot.rules.consent.moves import (
    Amend,
    Confirm,
    GiveConsent,
    GoOn,
    Keep,
    MoreTime,
    Object,
    React,
)
from bot.rules.consent.state import Consent, Fate
from bot.rules.errors import BlankText, NotProposer
from bot.rules.ids import MemberId
from bot.rules.process.asking import Silence
from bot.rules.process.errors import (
    DoneAlready,
    NotAsked,
    NothingChanged,
    NotNow,
    NotYours,
    OwnCase,
)
from bot.rules.process.item import Why
from bot.rules.process.moves import AgreeToDrop, Answer, Ask, AskForMeeting, Open, Overtaken, Withdraw
from bot.rules.process.seats import HandOver, Joined, Left, TakeProposal
from tests.rules.consent_world import item
from tests.rules.process.told import Told
from tests.rules.process.walks import ANNA, BEN, CORA, DAN, DAY, EVE, FAY, HOUR

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
    story = Told(MACHINE, replace(item(), subject=CORA))
    story.do(Open("She steps back."), ANNA)
    story.do(Ask("Why me?"), CORA)
    story.ring(3)
    with pytest.raises(NotAsked):
        story.do(GiveConsent(), CORA)
    assert story.do(GiveConsent(), ANNA, BEN, DAN, EVE).phase is Phase.ADOPTED


def test_the_nominee_consents_like_everybody_and_never_leads_the_round_about_themselves() -> None:
    story = Told(MACHINE, replace(item(), facilitator=CORA, nominee=CORA, order=(CORA, BEN)))
    story.do(Open("We need somebody."), ANNA)
    assert story.item.facilitator == BEN, "the next in the order"
    with pytest.raises(OwnCase):
        story.do(HandOver(CORA), BEN)
    story.do(Left(BEN))
    assert story.item.facilitator in {DAN, EVE}
    story.ring(3)
    story.do(GiveConsent(), ANNA, DAN, EVE)
    assert story.item.phase is Phase.ROUND
    assert story.do(GiveConsent(), CORA).phase is Phase.ADOPTED


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
