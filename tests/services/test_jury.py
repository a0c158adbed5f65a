"""Jurors are asked as they wish, judge in secret, and never their own matter; what a decision has filled is vacant."""

import pytest

from bot.rules.challenge import Answer, Phase, Verdict
from bot.rules.challenge.errors import PartyToIt
from bot.rules.consent.moves import Amend, Confirm, Entrust, GiveConsent, RaiseFor
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.process.machine import Move
from bot.rules.reach import ReminderChoice
from bot.services import jury, proceeding
from bot.services.challenge import ChallengeView
from bot.services.values import Notice
from tests.services.mail import read, unread, wish
from tests.services.test_seat import begun as proposed_for_seat
from tests.services.test_seat import seen as circle_seen
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
    """Let a circle adopt something to which somebody objected without their name."""
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
    number = file(town, agreed_with_an_unnamed_objection(town, circle_id, shy), CROWD[1], FILED)
    assert shy in seen(town, number).lot.pool, "to leave them out would tell whose objection it was"  # type: ignore[union-attr]
    sitting(town, number)
    while shy not in (seated := [one.member for one in seen(town, number).jury]):
        town.store.run_now(jury.decline, about(number, seated[0], DRAWN))
    with pytest.raises(PartyToIt):
        town.store.run_now(jury.serve, about(number, shy, DRAWN))
    with pytest.raises(PartyToIt):
        judge(town, number, shy, Verdict.UPHOLD)
    town.store.run_now(jury.decline, about(number, shy, DRAWN))
