"""Discernment: Q1 and Q2 of governance 9.4, the grades of dissent, and every line of its table."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from bot.rules.errors import BlankText, DeadlinePast
from bot.rules.minute import MACHINE, Phase, Settings
from bot.rules.minute.knobs import knobs
from bot.rules.minute.moves import (
    BeUncomfortable,
    CannotUnite,
    Correct,
    DraftMinute,
    LayOver,
    NameGroup,
    RefuseCorrection,
    Speak,
    Submit,
    Unite,
)
from bot.rules.process.asking import Silence
from bot.rules.process.errors import (
    DoneAlready,
    NoSuchThing,
    NotAsked,
    NotFacilitator,
    NothingChanged,
    NotNow,
    TooEarly,
)
from bot.rules.process.item import Why
from bot.rules.process.moves import Ask, GoOn, Open, Overtaken
from bot.rules.process.seats import Joined, Left, TakeProposal, TakeSeat
from tests.rules.minute_world import SENSE, MinuteWorld, draft, gathered, redrafted, under_test
from tests.rules.process.told import Told
from tests.rules.process.walks import ANNA, BEN, CIRCLE, CORA, DAN, DAY, EVE, FAY, HOUR, by_chance, stateful, untaken


def test_every_line_of_the_table_is_walked_to_each_of_its_targets() -> None:
    taken: Counter[tuple[str, str, str]] = Counter()
    for seed in (1, 2, 3):
        taken += by_chance(MinuteWorld(), seed, walks=300)
    assert untaken(MACHINE, taken) == []


TestMinute = stateful(MinuteWorld).TestCase


def united(**changes: Any) -> Told[Any]:
    told = under_test(**changes)
    told.do(Unite(), *sorted(told.item.silent))
    return told


def test_the_meeting_waits_in_silence_before_the_matter_is_presented() -> None:
    told = Told(MACHINE, draft())
    told.do(Open("The hay is due."), ANNA)
    for move, by in ((Speak("Now!"), CORA), (GoOn(), BEN)):
        with pytest.raises(NotNow):
            told.do(move, by)
    assert told.wait(10 * timedelta(minutes=1)).phase is Phase.PRESENTED


def test_the_clerk_goes_on_when_every_question_is_answered() -> None:
    told = Told(MACHINE, draft())
    told.do(Open("The hay is due."), ANNA)
    told.ring()
    told.do(Ask("How much hay?"), CORA)
    with pytest.raises(NothingChanged):
        told.do(GoOn(), BEN)
    assert told.wait(DAY).phase is Phase.DISCERN


def test_each_speaks_once_and_the_clerk_drafts_only_what_was_said() -> None:
    told = Told(MACHINE, draft())
    told.do(Open("The hay is due."), ANNA)
    told.ring()
    told.do(GoOn(), BEN)
    with pytest.raises(NothingChanged):
        told.do(GoOn(), BEN)
    told.do(Speak("Larks breed there."), CORA)
    with pytest.raises(DoneAlready):
        told.do(Speak("Larks, I say."), CORA)
    assert told.do(GoOn(), BEN).phase is Phase.DRAFTING


def test_only_the_clerk_drafts_the_minute() -> None:
    told = gathered()
    for by in (ANNA, CORA):
        with pytest.raises(NotFacilitator):
            told.do(DraftMinute(SENSE), by)
    told.do(DraftMinute(SENSE), BEN)
    assert (told.item.phase, told.item.text) == (Phase.TEST, SENSE)


def test_a_silent_clerk_is_replaced_and_without_one_the_matter_is_laid_over_to_a_date() -> None:
    told = gathered()
    told.wait(DAY)
    told.do(TakeSeat(), CORA)
    told.do(DraftMinute(SENSE), CORA)
    assert told.item.phase is Phase.TEST
    told = gathered()
    told.wait(72 * HOUR)
    assert (told.item.phase, told.item.until) == (Phase.LAID_OVER, told.now + 14 * DAY)


def test_the_meeting_unites_when_all_do_and_the_minute_is_adopted_at_once() -> None:
    told = united()
    assert (told.item.phase, told.item.united_with) == (Phase.UNITED, 2)
    assert told.wait(7 * DAY).phase is Phase.RECORDED
    assert told.item.text == SENSE


def test_discomfort_does_not_stand_in_the_way_and_is_named_only_if_wished() -> None:
    told = under_test()
    told.do(Unite(), ANNA, BEN, CORA)
    told.do(BeUncomfortable("It is a pity.", named=True), DAN)
    told.do(BeUncomfortable("I would mow."), EVE)
    assert told.item.phase is Phase.UNITED
    assert dict(told.item.named) == {DAN: "It is a pity."}


@pytest.mark.parametrize("move", [BeUncomfortable(" "), CannotUnite("")])
def test_dissent_has_a_reason(move: Any) -> None:
    with pytest.raises(BlankText):
        under_test().do(move, DAN)


def test_one_who_cannot_unite_stops_it_and_all_are_asked_anew_about_the_next_minute() -> None:
    told = under_test()
    told.do(Unite(), ANNA, BEN, CORA, DAN)
    assert told.do(CannotUnite("I hear no call."), EVE).phase is Phase.DISCERN
    redrafted(told, "We mow half of it.")
    assert told.item.silent == CIRCLE
    told.do(Unite(), *sorted(CIRCLE))
    assert told.item.phase is Phase.UNITED
    assert not told.item.named


def test_the_same_minute_is_not_tested_twice() -> None:
    told = under_test()
    told.do(CannotUnite("I hear no call."), EVE)
    told.do(Unite(), ANNA, BEN, CORA, DAN)
    told.do(Speak("I have heard that."), CORA)
    told.do(GoOn(), BEN)
    with pytest.raises(NothingChanged):
        told.do(DraftMinute(SENSE), BEN)


def test_the_last_word_of_a_member_counts() -> None:
    told = under_test()
    told.do(CannotUnite("I hear no call."), EVE)
    told.do(Unite(), EVE, ANNA, BEN, CORA, DAN)
    assert told.item.phase is Phase.UNITED


def test_after_three_minutes_there_is_no_unity() -> None:
    told = under_test()
    for text in ("We mow half of it.", "We mow a third.", None):
        told.do(Unite(), ANNA, BEN, CORA, DAN)
        told.do(CannotUnite("I hear no call."), EVE)
        if text:
            redrafted(told, text)
    assert told.item.phase is Phase.NO_UNITY


def test_the_meeting_may_discern_to_go_on_only_where_the_circle_lets_it_and_not_in_a_first_test() -> None:
    told = under_test(settings=Settings(despite=True))
    told.do(Unite(), ANNA, BEN, CORA, DAN)
    assert told.do(CannotUnite("I hear no call."), EVE).phase is Phase.DISCERN
    redrafted(told, "We mow half of it.")
    told.do(Unite(), ANNA, BEN, CORA, DAN)
    assert told.do(CannotUnite("I still hear none."), EVE).phase is Phase.UNITED
    assert dict(told.item.named) == {EVE: "I still hear none."}


def test_the_meeting_does_not_go_on_when_somebody_else_is_uncomfortable() -> None:
    told = under_test(settings=Settings(despite=True))
    told.do(Unite(), ANNA, BEN, CORA, DAN)
    told.do(CannotUnite("I hear no call."), EVE)
    redrafted(told, "We mow half of it.")
    told.do(Unite(), ANNA, BEN, CORA)
    told.do(BeUncomfortable("It is a pity."), DAN)
    assert told.do(CannotUnite("I still hear none."), EVE).phase is Phase.DISCERN


def test_one_person_alone_does_not_go_on_without_the_other() -> None:
    told = under_test(members=frozenset({ANNA, CORA}), settings=Settings(despite=True))
    told.do(Unite(), CORA)
    told.do(CannotUnite("I hear no call."), ANNA)
    redrafted(told, "We mow half of it.")
    told.do(Unite(), CORA)
    assert told.do(CannotUnite("I hear none."), ANNA).phase is Phase.DISCERN


def test_who_cannot_unite_and_is_removed_in_the_test_stops_it_still() -> None:
    told = under_test()
    told.do(CannotUnite("I hear no call."), EVE)
    told.do(Unite(), ANNA, BEN, CORA)
    told.do(Left(EVE))
    assert told.do(Unite(), DAN).phase is Phase.DISCERN


def test_the_dissent_of_one_who_was_removed_is_heeded_for_two_days_and_named() -> None:
    told = under_test()
    told.do(Unite(), ANNA, BEN, CORA, DAN)
    told.do(CannotUnite("I hear no call."), EVE)
    told.do(Left(EVE))
    told.do(Speak("I have heard that."), CORA)
    told.do(GoOn(), BEN)
    with pytest.raises(TooEarly):
        told.do(DraftMinute("We mow half of it."), BEN)
    told.wait(48 * HOUR)
    told.do(DraftMinute("We mow half of it."), BEN)
    told.do(Unite(), ANNA, BEN, CORA, DAN)
    assert told.item.phase is Phase.UNITED
    assert dict(told.item.named) == {EVE: "I hear no call."}


def test_who_cannot_unite_and_then_is_silent_has_not_changed_their_mind() -> None:
    told = under_test(settings=Settings(silence=Silence.LAZY))
    told.do(Unite(), ANNA, BEN, CORA, DAN)
    told.do(CannotUnite("I hear no call."), EVE)
    redrafted(told, "We mow half of it.")
    told.do(Unite(), ANNA, BEN, CORA, DAN)
    assert told.wait(DAY).phase is Phase.DISCERN


def test_silence_is_no_unity_and_the_matter_is_laid_over() -> None:
    told = under_test()
    told.do(Unite(), ANNA, BEN, CORA, DAN)
    assert told.wait(DAY).phase is Phase.TEST
    assert told.wait(48 * HOUR).phase is Phase.LAID_OVER
    assert told.item.until is not None


def test_silence_suffices_where_the_circle_says_so_but_not_the_silence_of_all() -> None:
    told = under_test(settings=Settings(silence=Silence.LAZY))
    told.do(Unite(), CORA)
    assert told.wait(DAY).phase is Phase.UNITED
    told = under_test(settings=Settings(silence=Silence.LAZY))
    told.wait(DAY)
    assert told.wait(48 * HOUR).phase is Phase.LAID_OVER


def test_half_of_those_asked_have_to_be_there_still() -> None:
    told = under_test()
    told.do(Unite(), ANNA, BEN)
    for member in (CORA, DAN, EVE):
        told.do(Left(member))
    assert told.item.phase is Phase.LAID_OVER


def test_who_comes_or_returns_during_a_test_is_asked_about_the_next_minute() -> None:
    told = under_test()
    told.do(Joined(FAY))
    told.do(Left(DAN))
    told.do(Joined(DAN))
    for late in (FAY, DAN):
        with pytest.raises(NotAsked):
            told.do(Unite(), late)
    told.do(Unite(), ANNA, BEN, CORA)
    told.do(CannotUnite("I hear no call."), EVE)
    redrafted(told, "We mow half of it.")
    assert told.item.asked == CIRCLE | {FAY}


def test_it_is_laid_over_only_to_a_date_to_come() -> None:
    told = gathered()
    with pytest.raises(DeadlinePast):
        told.do(LayOver(told.now), BEN)
    with pytest.raises(NotFacilitator):
        told.do(LayOver(told.now + DAY), CORA)
    told.do(LayOver(told.now + DAY), BEN)
    assert (told.item.phase, told.item.until) == (Phase.LAID_OVER, told.now + DAY)


def test_a_small_group_has_two_members_at_least_and_a_date() -> None:
    told = gathered()
    for people, error in (({CORA}, NothingChanged), ({CORA, FAY}, NotAsked)):
        with pytest.raises(error):
            told.do(NameGroup(frozenset(people), told.now + DAY), BEN)
    with pytest.raises(DeadlinePast):
        told.do(NameGroup(frozenset({CORA, DAN}), told.now), BEN)
    told.do(NameGroup(frozenset({CORA, DAN}), told.now + DAY), BEN)
    assert (told.item.phase, told.item.until, len(told.item.group)) == (Phase.SMALL_GROUP, told.now + DAY, 2)


def test_an_error_of_fact_is_put_right_and_the_old_wording_is_kept() -> None:
    told = united()
    for by in (ANNA, CORA):
        with pytest.raises(NotFacilitator):
            told.do(Correct("We keep the north meadow as it is.", "which one"), by)
    with pytest.raises(NothingChanged):
        told.do(Correct(SENSE, "nothing"), BEN)
    told.do(Correct("We keep the north meadow as it is.", "which one"), BEN)
    assert told.item.text == SENSE
    told.wait(DAY)
    assert told.item.texts[1:] == (SENSE, "We keep the north meadow as it is.")
    assert told.item.united_with == 2


def test_one_voice_is_enough_to_leave_the_minute_as_it_is() -> None:
    told = united()
    with pytest.raises(NoSuchThing):
        told.do(RefuseCorrection(), EVE)
    told.do(Joined(FAY))
    told.do(Correct("We mow the meadow.", "a slip"), BEN)
    with pytest.raises(DoneAlready):
        told.do(Correct("We mow it.", "a slip"), BEN)
    with pytest.raises(NotAsked):
        told.do(RefuseCorrection(), FAY)
    told.do(RefuseCorrection(), EVE)
    told.wait(2 * DAY)
    assert told.item.text == SENSE


def test_a_late_correction_is_left_its_whole_time() -> None:
    told = united()
    told.wait(7 * DAY - HOUR)
    told.do(Correct("We keep the north meadow as it is.", "which one"), BEN)
    assert told.wait(2 * HOUR).phase is Phase.UNITED
    assert told.wait(DAY).phase is Phase.RECORDED
    assert "north" in told.item.text


def test_the_minute_of_a_decision_taken_elsewhere_is_tested_as_it_is() -> None:
    told = Told(MACHINE, draft(texts=(SENSE,)))
    assert told.do(Submit(), ANNA).phase is Phase.TEST
    told.do(Unite(), *sorted(CIRCLE))
    assert (told.item.phase, told.item.united_with) == (Phase.UNITED, 1)


def test_a_minute_that_was_overtaken_is_not_adopted() -> None:
    told = under_test()
    told.do(Unite(), ANNA)
    assert told.do(Overtaken()).phase is Phase.DISCERN
    told = under_test()
    told.do(CannotUnite("I hear no call."), EVE)
    told.do(Overtaken())
    told.do(Unite(), EVE, ANNA, BEN, CORA, DAN)
    assert told.item.phase is Phase.LAID_OVER


def test_a_test_waits_a_day_for_somebody_to_take_the_matter_over() -> None:
    told = under_test()
    told.do(Left(ANNA))
    told.do(Unite(), BEN, CORA, DAN, EVE)
    assert told.item.phase is Phase.TEST
    assert told.do(TakeProposal(), EVE).phase is Phase.UNITED
    told = under_test()
    told.do(Left(ANNA))
    told.wait(DAY)
    assert (told.item.phase, told.item.why) == (Phase.WITHDRAWN, Why.NO_PROPOSER)


def test_a_minute_is_adopted_even_if_everybody_leaves_afterwards() -> None:
    told = united()
    for member in sorted(CIRCLE):
        told.do(Left(member))
    assert told.item.phase is Phase.RECORDED


def test_the_knobs_say_what_silence_and_dissent_mean() -> None:
    assert knobs(Settings())["K2 silence at the deadline"] == "no unity"
    assert "all others unite" in knobs(Settings(despite=True))["K1 who judges an objection"]
    assert "1 at least" in knobs(Settings(silence=Silence.LAZY))["K2 silence at the deadline"]
    assert len(knobs(Settings())) == 13


def divided(**changes: Any) -> Told[Any]:
    """Return a second test, where the meeting may go on although Eve could not unite."""
    told = under_test(settings=Settings(despite=True), **changes)
    told.do(CannotUnite("I hear no call."), EVE)
    told.do(Unite(), *sorted(told.item.silent))
    return redrafted(told, "We mow half of it.")


def test_the_meeting_does_not_go_on_about_one_who_was_removed() -> None:
    told = divided()
    told.do(CannotUnite("I still hear none."), EVE)
    told.do(Unite(), ANNA, BEN, CORA)
    told.do(Left(EVE))
    assert told.do(Unite(), DAN).phase is Phase.DISCERN


def test_half_a_meeting_does_not_go_on_without_one() -> None:
    told = divided(members=CIRCLE | {FAY})
    for member in (BEN, DAN, FAY):
        told.do(Left(member))
    told.do(CannotUnite("I still hear none."), EVE)
    assert told.do(Unite(), ANNA, CORA).phase is Phase.DISCERN
