"""Jurors are asked as they wish, judge in secret, and never their own matter; what a decision has filled is vacant."""

import pytest

from bot.rules.agreement import Status
from bot.rules.challenge import Answer, Ground, Phase, Verdict
from bot.rules.challenge.errors import NotAdopted, PartyToIt
from bot.rules.consent.moves import Amend, Confirm, Entrust, GiveConsent, RaiseFor
from bot.rules.ids import AgreementId, CircleId, MemberId, ProposalId
from bot.rules.process.machine import Move
from bot.rules.reach import ReminderChoice
from bot.rules.review import Choice as Becomes
from bot.rules.review.moves import Evaluate, Helped, Put
from bot.services import jury, proceeding
from bot.services.agreement import AboutAgreement, AgreementView, show_agreement
from bot.services.challenge import ChallengeView
from bot.services.values import Notice
from tests.services.mail import read, unread, wish
from tests.services.test_agreements import begun as change_begun
from tests.services.test_seat import begun as proposed_for_seat
from tests.services.test_seat import seen as circle_seen
from tests.services.test_seat import standing
from tests.services.test_way import begun, choose
from tests.services.trials import CROWD, DRAWN, FILED, about, decide, file, judge, large, seen, sitting, voted
from tests.store.world import ANNA, DAY, HOUR, MEMBERS, NOW, ask
from tests.town import Town, person

MINUTE = HOUR / 60


def test_who_takes_direct_messages_gets_the_summons_and_the_thread_calls_the_others(town: Town) -> None:
    number = file(town, voted(town, large(town)))
    for member in CROWD:
        wish(town, member, ReminderChoice.DM)
    seated = sitting(town, number)
    town.sweep(DRAWN + 2 * MINUTE)
    written = {row.owed.member_id for row in town.owed(Notice.LETTERS, now=DRAWN + DAY)}
    assert written == {*seated} & {*CROWD}
    assert not town.owed(Notice.CALL, now=DRAWN + DAY), "the thread has called them by name"
    wish(town, seated[2], ReminderChoice.NONE)
    assert ask(town.store, lambda unit: jury.called_by_name(unit, seated)) == [*seated[:2], *seated[3:]]
    [told] = read(town, seated[0], DRAWN + MINUTE).told
    assert isinstance(told.about, ChallengeView)
    assert told.about.mine
    town.store.run_now(jury.read_summons, about(number, seated[0], DRAWN))
    assert unread(town, seated[0]) == []
    town.store.run_now(jury.decline, about(number, seated[1], DRAWN))
    assert read(town, seated[1], DRAWN + MINUTE).told == [], "who has left their seat is not asked any more"


def test_a_verdict_is_bettered_until_the_end_and_answered_with_a_receipt_that_says_nothing(town: Town) -> None:
    number = file(town, voted(town, large(town)))
    first, *others = sitting(town, number)
    codes = {judge(town, number, first, verdict).code for verdict in Verdict}
    assert len(codes) == 2
    assert "uphold" not in repr(judge(town, number, first, Verdict.UPHOLD))
    for member in others[:-1]:
        assert judge(town, number, member, Verdict.UPHOLD).until == DRAWN + 3 * DAY
    assert seen(town, number).running
    assert judge(town, number, others[-1], Verdict.DISMISS).until is None
    assert seen(town, number).phase is Phase.UPHELD
    assert "Because." not in repr(seen(town, number))


def act(town: Town, number: ProposalId, member: MemberId, move: Move, now: object) -> None:
    wish_ = proceeding.Act(actor=person(member), now=now, proposal_id=number, move=move)  # type: ignore[arg-type]
    town.store.run_now(proceeding.act, wish_)


def elected(town: Town, circle_id: CircleId) -> ProposalId:
    """Let the circle choose Cleo as its facilitator."""
    number = proposed_for_seat(town, circle_id, nominee=MEMBERS[2])
    town.sweep(NOW + 3 * DAY + HOUR)
    for member in (*MEMBERS, *CROWD):
        act(town, number, member, GiveConsent(), NOW + 3 * DAY + 2 * HOUR)
    return number


def test_a_seat_is_vacant_while_the_choice_is_before_a_jury(town: Town) -> None:
    circle_id = large(town)
    number = elected(town, circle_id)
    assert circle_seen(town, circle_id).facilitator_id == MEMBERS[2]
    filed = file(town, number, MEMBERS[3], NOW + 4 * DAY)
    assert circle_seen(town, circle_id).facilitator_id is None
    assert MEMBERS[2] not in seen(town, filed).lot.pool, "who was chosen does not judge"  # type: ignore[union-attr]
    decide(town, filed, 1, NOW + 5 * DAY + HOUR / 2)
    assert circle_seen(town, circle_id).facilitator_id == MEMBERS[2]


def test_a_seat_stays_vacant_where_the_choice_is_annulled(town: Town) -> None:
    circle_id = large(town)
    filed = file(town, elected(town, circle_id), MEMBERS[3], NOW + 4 * DAY)
    decide(town, filed, 4, NOW + 5 * DAY + HOUR / 2)
    assert circle_seen(town, circle_id).facilitator_id is None


def test_the_clock_alone_brings_it_to_an_end(town: Town) -> None:
    number = file(town, voted(town, large(town)))
    sitting(town, number)
    for day in range(5):
        town.sweep(DRAWN + day * DAY + HOUR)
    ended = seen(town, number)
    assert (ended.phase, ended.judged) == (Phase.UNHEARD, 0)
    assert [one.answer for one in ended.jurors[:5]] == [Answer.SILENT] * 5
    assert ask(town.store, lambda unit: unit.challenges.next_due()) is None


def agreed_with_an_unnamed_objection(town: Town, circle_id: CircleId, shy: MemberId) -> ProposalId:
    """Let a circle adopt something to which somebody objected without their name; who leads in the end is drawn."""
    choose(town, circle_id, "relayed", value=True)
    number = begun(town, circle_id).id
    town.sweep(NOW + 3 * DAY + HOUR)
    at = NOW + 3 * DAY + 2 * HOUR
    act(town, number, shy, Entrust("It harms us."), at)
    act(town, number, ANNA, RaiseFor(1), at)
    for member in {*MEMBERS, *CROWD} - {shy}:
        act(town, number, member, GiveConsent(), at)
    act(town, number, MEMBERS[1], Amend("We meet on Tuesdays."), at + HOUR)
    for member in (shy, MEMBERS[1]):
        act(town, number, member, Confirm(1), at + HOUR)
    for member in (*MEMBERS, *CROWD):
        act(town, number, member, GiveConsent(), at + 2 * HOUR)
    return number


def test_who_objected_without_a_name_is_not_given_away_and_does_not_judge(town: Town) -> None:
    circle_id, shy = large(town), CROWD[0]
    agreed_on = (agreed_with_an_unnamed_objection(town, circle_id, shy) for _ in range(9))
    led_by_another = next(one for one in agreed_on if standing(town, one).item().facilitator != shy)
    number = file(town, led_by_another, CROWD[1], FILED)
    assert shy in seen(town, number).lot.pool, "to leave them out would tell whose objection it was"  # type: ignore[union-attr]
    sitting(town, number)
    while shy not in (seated := [one.member for one in seen(town, number).jury]):
        town.store.run_now(jury.decline, about(number, seated[0], DRAWN))
    with pytest.raises(PartyToIt):
        town.store.run_now(jury.serve, about(number, shy, DRAWN))
    with pytest.raises(PartyToIt):
        judge(town, number, shy, Verdict.UPHOLD)
    town.store.run_now(jury.decline, about(number, shy, DRAWN))


def test_a_review_waits_while_the_adoption_is_before_a_jury_and_begins_anew(town: Town) -> None:
    circle_id = large(town)
    choose(town, circle_id, "review", 7 * DAY)
    number = begun(town, circle_id).id
    town.sweep(NOW + 3 * DAY + HOUR)
    for member in (*MEMBERS, *CROWD):
        act(town, number, member, GiveConsent(), NOW + 3 * DAY + 2 * HOUR)
    town.sweep(NOW + 11 * DAY)
    assert agreed(town).agreement.status is Status.REVIEW_DUE
    at = NOW + 12 * DAY
    filed = file(town, number, CROWD[0], at)
    assert [course.phase for course in agreed(town).courses] == ["overtaken"]
    town.sweep(at + HOUR)
    assert agreed(town).agreement.status is Status.SUSPENDED
    decide(town, filed, 1, at + DAY + HOUR / 2)
    town.sweep(at + DAY + HOUR)
    assert agreed(town).agreement.status is Status.REVIEW_DUE
    assert [course.ended_at is None for course in agreed(town).courses] == [False, True]


def agreed(town: Town) -> AgreementView:
    about_it = AboutAgreement(actor=person(ANNA), now=NOW, agreement_id=AgreementId(1))
    return town.store.read_now(show_agreement, about_it)


def test_a_drop_is_suspended_and_annulled_like_any_decision(town: Town) -> None:
    circle_id = large(town)
    voted(town, circle_id)
    town.sweep(NOW + 186 * DAY)
    [review] = agreed(town).courses
    act(town, review.proposal_id, ANNA, Evaluate(Helped.NO, drop=True), NOW + 187 * DAY)
    act(town, review.proposal_id, ANNA, Put(Becomes.DROP), NOW + 187 * DAY)
    for member in (*MEMBERS, *CROWD):
        act(town, review.proposal_id, member, GiveConsent(), NOW + 187 * DAY + HOUR)
    assert agreed(town).agreement.status is Status.DROPPED
    assert agreed(town).decided_by == review.proposal_id
    filed = file(town, review.proposal_id, CROWD[0], NOW + 188 * DAY)
    assert agreed(town).agreement.in_force
    assert ask(town.store, lambda unit: unit.agreements.due(NOW + 999 * DAY)) == [], "it does not come back meanwhile"
    decide(town, filed, 1, NOW + 189 * DAY + HOUR / 2)
    assert agreed(town).agreement.status is Status.DROPPED
    again = file(town, review.proposal_id, CROWD[0], NOW + 190 * DAY, ground=Ground.COUNT)
    decide(town, again, 5, NOW + 191 * DAY + HOUR / 2)
    assert agreed(town).agreement.in_force


def test_a_decision_that_another_has_overtaken_cannot_be_challenged(town: Town) -> None:
    circle_id = large(town)
    first = voted(town, circle_id)
    at = NOW + 6 * DAY
    change = change_begun(town, circle_id, "We plant bushes.", at, changes=1)
    town.sweep(at + 3 * DAY + HOUR)
    for member in (*MEMBERS, *CROWD):
        act(town, change, member, GiveConsent(), at + 3 * DAY + 2 * HOUR)
    with pytest.raises(NotAdopted):
        file(town, first, CROWD[0], at + 4 * DAY)
    file(town, change, CROWD[0], at + 4 * DAY)
    assert agreed(town).agreement.record.text == "Twelve of them."
