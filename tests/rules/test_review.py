"""Whatever a circle does in a review, its agreement is kept, changed or dropped by a decision, or by none."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.rules import agreement
from bot.rules.consent import Phase as Round
from bot.rules.consent.moves import Confirm, GiveConsent, Object, Overtaken
from bot.rules.errors import BlankText
from bot.rules.ids import ProposalId
from bot.rules.process.errors import NotAsked, NothingChanged, NotYours
from bot.rules.process.item import Why
from bot.rules.process.machine import Turn
from bot.rules.process.seats import Joined, Left
from bot.rules.review import MACHINE, Choice, Phase
from bot.rules.review.errors import NoSuchPeriod
from bot.rules.review.moves import Evaluate, Helped, Put
from bot.rules.review.record import outcome, record
from bot.rules.review.state import LONGEST
from tests.rules.process.walks import ANNA, BEN, CORA, DAN, DAY, FAY, NOW, Taken, by_chance, stateful, untaken
from tests.rules.review_world import ANSWER, BEGIN, TEXT, ReviewWorld, begun, consented, done

TestLife = stateful(ReviewWorld).TestCase


def test_every_line_of_the_table_is_walked_to_each_of_its_targets() -> None:
    taken = sum((by_chance(ReviewWorld(), seed, walks=700) for seed in (1, 2, 3)), Counter[Taken]())
    assert untaken(MACHINE, taken) == []


def test_what_was_voiced_at_the_decision_comes_back_and_everybody_is_asked_for_a_week() -> None:
    item = begun()
    assert (item.need, item.voices, item.review) == (BEGIN.need, BEGIN.voices, 120 * DAY)
    assert item.ends == NOW + 7 * DAY


def test_one_press_keeps_it_until_the_soonest_date_that_anybody_wishes() -> None:
    item = done(begun(), (ANSWER, CORA), (Evaluate(Helped.YES, after=45 * DAY), DAN))
    assert item.for_keeping
    item = consented(done(item, (Put(Choice.KEEP), BEN)))
    assert (item.phase, item.review) == (Phase.KEPT, 45 * DAY)
    assert outcome(item, ProposalId(7)) == agreement.Renew(45 * DAY)


def test_without_a_wish_it_keeps_the_time_it_had() -> None:
    assert done(begun(), (Put(Choice.KEEP), ANNA)).review == 120 * DAY


@pytest.mark.parametrize(
    "doubt", [Evaluate(Helped.PARTLY), Evaluate(Helped.YES, drop=True), Evaluate(Helped.YES, improve="Less.")]
)
def test_a_doubt_is_no_word_for_keeping(doubt: Evaluate) -> None:
    assert not done(begun(), (ANSWER, CORA), (doubt, DAN)).for_keeping


def test_the_last_answer_of_a_member_counts() -> None:
    item = done(begun(), (Evaluate(Helped.NO), CORA), (ANSWER, CORA))
    assert item.answers == {CORA: ANSWER}


def test_in_the_first_week_only_the_responsible_person_and_the_facilitator_put_it() -> None:
    with pytest.raises(NotYours):
        done(begun(), (Put(Choice.KEEP), DAN))
    assert done(begun(), (Put(Choice.KEEP), ANNA)).phase is Round.ROUND
    assert done(begun(), (Put(Choice.KEEP), BEN)).phase is Round.ROUND


def test_after_a_silent_week_anybody_puts_it_and_after_another_nothing_is_decided() -> None:
    opened = MACHINE.at(begun(), NOW + 7 * DAY)
    assert opened.phase is Phase.OPEN
    assert done(opened, (Put(Choice.DROP), DAN)).phase is Round.ROUND
    silent = MACHINE.at(opened, NOW + 14 * DAY)
    assert silent.phase is Phase.UNDECIDED
    assert outcome(silent, ProposalId(7)) == agreement.LeaveOpen()
    assert record(silent) is None


def test_who_is_not_in_the_circle_neither_answers_nor_puts() -> None:
    for move in (ANSWER, Put(Choice.KEEP)):
        with pytest.raises(NotAsked):
            done(MACHINE.at(begun(), NOW + 7 * DAY), (move, FAY))


def test_a_newcomer_answers_the_form_and_is_asked_in_the_round() -> None:
    item = done(begun(), (Joined(FAY), None), (ANSWER, FAY), (Put(Choice.KEEP), BEN))
    assert FAY in item.asked


def test_a_change_is_a_new_version_with_a_record_and_a_date_of_its_own() -> None:
    item = consented(done(begun(), (Put(Choice.CHANGE, "We bake on Tuesdays.", 30 * DAY), ANNA)))
    assert item.phase is Phase.AMENDED
    found = record(item)
    assert found
    assert (found.text, found.review, found.responsible) == ("We bake on Tuesdays.", 30 * DAY, ANNA)
    assert outcome(item, ProposalId(7)) == agreement.Change(found, ProposalId(7))


def test_who_has_left_is_responsible_no_more() -> None:
    item = consented(done(begun(), (Left(ANNA), None), (Put(Choice.CHANGE, "We rest."), BEN)))
    found = record(item)
    assert found
    assert found.responsible == BEN


def test_it_is_dropped_only_when_nobody_objects() -> None:
    item = done(begun(), (Put(Choice.DROP), ANNA))
    objected = done(item, (Object("We need it."), CORA), *((GiveConsent(), one) for one in item.required - {CORA}))
    assert objected.phase is Round.INTEGRATE
    assert consented(item).phase is Phase.DROPPED
    assert outcome(consented(item), ProposalId(7)) == agreement.Drop()


def test_an_objection_to_dropping_is_met_by_keeping_it_after_all() -> None:
    item = done(begun(), (Put(Choice.DROP), ANNA))
    item = done(item, (Object("We need it."), CORA), *((GiveConsent(), one) for one in sorted(item.required - {CORA})))
    with pytest.raises(NothingChanged):
        done(item, (Put(Choice.DROP), ANNA))
    item = done(item, (Put(Choice.KEEP), ANNA), (Confirm(1), ANNA), (Confirm(1), CORA))
    assert item.phase is Round.ROUND
    assert consented(item).phase is Phase.KEPT


def test_what_was_confirmed_of_one_answer_does_not_hold_for_the_next() -> None:
    item = done(begun(), (Put(Choice.DROP), ANNA))
    item = done(item, (Object("We need it."), CORA), *((GiveConsent(), one) for one in sorted(item.required - {CORA})))
    item = done(item, (Put(Choice.CHANGE, "Less."), ANNA), (Confirm(1), CORA), (Put(Choice.KEEP), ANNA))
    assert not item.objection(1).confirmed
    assert item.text == TEXT


def test_a_change_has_to_change_something_and_to_say_something() -> None:
    with pytest.raises(NothingChanged):
        done(begun(), (Put(Choice.CHANGE, f" {TEXT}\n"), ANNA))
    with pytest.raises(BlankText):
        done(begun(), (Put(Choice.CHANGE, " "), ANNA))


@pytest.mark.parametrize("after", [DAY / 2, LONGEST + DAY])
def test_the_next_review_is_neither_at_once_nor_out_of_sight(after: object) -> None:
    for move in (Put(Choice.KEEP, after=after), replace(ANSWER, after=after)):  # type: ignore[arg-type]
        with pytest.raises(NoSuchPeriod):
            done(begun(), (move, ANNA))


def test_another_decision_ends_it_without_a_word_on_the_agreement() -> None:
    item = done(begun(), (Overtaken(), None))
    assert item.phase is Phase.OVERTAKEN
    assert outcome(item, ProposalId(7)) is None


def test_an_empty_circle_decides_nothing() -> None:
    item = done(begun(), *((Left(one), None) for one in sorted(begun().members)))
    assert (item.phase, item.why) == (Phase.UNDECIDED, Why.EMPTY)


def test_what_is_put_too_late_is_refused_by_the_clock() -> None:
    late = MACHINE.at(begun(), NOW + 14 * DAY)
    assert MACHINE.next_alarm(late) is None
    with pytest.raises(Exception, match="undecided"):
        MACHINE.act(late, Put(Choice.KEEP), Turn(ANNA, NOW + 15 * DAY))
