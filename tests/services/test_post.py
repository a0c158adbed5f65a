"""Letters are brought as their readers wish, bundled, in their hours, and a call tells nobody whom they follow."""

from datetime import UTC, datetime, timedelta

from bot.rules.decision import Choice, Decision
from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, MemberId
from bot.rules.reach import Quiet, ReminderChoice
from bot.services.deadline import MENTIONS_PER_MESSAGE
from bot.services.letter import BEAT
from bot.services.outbox import Refusal, Refused, Sent, record_refused, record_sent
from bot.services.post import AT_ONCE
from bot.services.preference import ChooseReminders, choose_reminders
from bot.services.values import LetterKind, Notice, OutboxRow
from tests.services.mail import given, read, send, unread, wish
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, HOME, HOUR, NOW, ask
from tests.town import Town, person

SOON = NOW + BEAT
MINUTE = timedelta(minutes=1)
CROWD = [MemberId(1000 + number) for number in range(2 * MENTIONS_PER_MESSAGE + 1)]


def letters(town: Town) -> list[OutboxRow]:
    return town.owed(Notice.LETTERS)


def calls(town: Town) -> list[tuple[MemberId, ...]]:
    return [row.owed.to for row in town.owed(Notice.CALL)]


def follow(town: Town, circle_id: CircleId) -> Decision:
    """Anna follows Ben, who has voted."""
    decision = town.propose(circle_id)
    town.trust(ANNA, BEN)
    town.cast(decision, BEN, Choice.YES)
    return decision


def test_one_direct_message_brings_all_that_waits_in_a_community(town: Town, trees: Decision) -> None:
    wish(town, ANNA, invited=True)
    town.trust(ANNA, BEN)
    send(town, ANNA, LetterKind.CARRIED, trees.id)
    send(town, ANNA, LetterKind.EXPIRING, delegation_id=given(town, ANNA), at=NOW + MINUTE / 2)
    town.sweep(NOW + MINUTE / 2)
    assert letters(town) == []
    town.sweep(SOON)
    town.sweep(SOON + HOUR)
    [row] = letters(town)
    assert (row.owed.member_id, row.owed.community_id, row.owed.to) == (ANNA, HOME, ())
    assert unread(town, ANNA) == [LetterKind.CARRIED, LetterKind.EXPIRING], "it is read when Discord has it"


def test_nobody_has_two_letters_of_a_kind_about_the_same_thing(town: Town, trees: Decision) -> None:
    for _ in range(2):
        send(town, ANNA, LetterKind.CARRIED, trees.id)
        send(town, ANNA, LetterKind.LOST, trees.id)
    assert unread(town, ANNA) == [LetterKind.CARRIED, LetterKind.LOST]


def test_who_did_not_ask_for_direct_messages_is_called_in_the_thread(town: Town, trees: Decision) -> None:
    wish(town, BEN, invited=True, closed=True)
    wish(town, CLEO, ReminderChoice.THREAD, invited=True)
    for member in (ANNA, BEN, CLEO):
        send(town, member, LetterKind.OVERRIDE, trees.id)
    town.sweep(SOON)
    [row] = town.owed(Notice.CALL)
    assert (row.owed.proposal_id, row.owed.to) == (trees.id, (ANNA, BEN, CLEO))
    assert letters(town) == []


def test_who_wants_to_hear_nothing_is_neither_written_to_nor_called(town: Town, trees: Decision) -> None:
    wish(town, ANNA, ReminderChoice.NONE, invited=True)
    send(town, ANNA, LetterKind.OVERRIDE, trees.id)
    town.sweep(SOON)
    assert (letters(town), calls(town)) == ([], [])
    assert unread(town, ANNA) == [LetterKind.OVERRIDE]


def test_who_has_several_things_to_read_is_called_once(town: Town, trees: Decision) -> None:
    town.trust(BEN, ANNA, Scope.CIRCLE, trees.circle_id)
    send(town, ANNA, LetterKind.HANDED, delegation_id=given(town, BEN))
    send(town, ANNA, LetterKind.OVERRIDE, trees.id)
    town.sweep(SOON)
    assert calls(town) == [(ANNA,)]


def test_what_is_about_a_delegation_is_called_in_the_home_of_its_circle(town: Town) -> None:
    first, garden = town.found("First"), town.found("Garden")
    for scope, of, circle in ((Scope.CIRCLE, garden, garden), (Scope.COMMUNITY, 0, first)):
        town.trust(BEN, ANNA, scope, of)
        send(town, ANNA, LetterKind.HANDED, delegation_id=given(town, BEN))
        town.sweep(SOON)
        [row] = town.owed(Notice.CALL)
        assert (row.owed.proposal_id, row.owed.detail) == (None, f"{circle} 0")
        town.deliver(Notice.CALL)
        town.distrust(BEN, scope, of)


def test_a_crowd_is_called_in_messages_that_hold_them(town: Town) -> None:
    crowd = town.found("Crowd", [ANNA, *CROWD])
    decision = town.propose(crowd)
    for member in CROWD:
        send(town, member, LetterKind.OVERRIDE, decision.id)
    assert len(CROWD) <= AT_ONCE
    town.sweep(SOON)
    assert [len(to) for to in calls(town)] == [MENTIONS_PER_MESSAGE, MENTIONS_PER_MESSAGE, 1]


def test_right_after_a_ballot_nobody_is_called_who_follows_it(town: Town, garden: CircleId) -> None:
    wish(town, ANNA, ReminderChoice.THREAD)
    wish(town, BEN, ReminderChoice.NONE)
    decision = follow(town, garden)
    town.sweep(NOW + MINUTE)
    town.sweep(NOW + HOUR)
    assert unread(town, ANNA) == [LetterKind.CARRIED]
    assert calls(town) == []
    town.sweep(decision.closes_at - DAY + BEAT)
    assert calls(town) == [(ANNA,)]


def test_followers_are_called_together_with_those_whose_vote_would_be_lost(town: Town, garden: CircleId) -> None:
    for member in (ANNA, CLEO):
        wish(town, member, ReminderChoice.THREAD)
    for member in (BEN, DAVID):
        wish(town, member, ReminderChoice.NONE)
    decision = follow(town, garden)
    town.trust(CLEO, DAVID)
    town.sweep(NOW + HOUR)
    for late in (timedelta(0), BEAT, HOUR):
        town.sweep(decision.closes_at - DAY + late)
    assert calls(town) == [(ANNA, CLEO)]


def test_after_the_reminder_a_ballot_is_not_called_out_at_all(town: Town, garden: CircleId) -> None:
    wish(town, ANNA, ReminderChoice.THREAD)
    decision = town.propose(garden)
    town.trust(ANNA, BEN)
    town.sweep(decision.closes_at - DAY)
    after = decision.closes_at - DAY + HOUR
    town.sweep(after)
    before = len(calls(town))
    town.cast(decision, BEN, Choice.YES, after)
    for late in (MINUTE, HOUR, 2 * HOUR):
        town.sweep(after + late)
    assert LetterKind.CARRIED in unread(town, ANNA)
    assert len(calls(town)) == before


def test_the_call_about_somebody_who_left_does_not_come_as_they_leave(town: Town, garden: CircleId) -> None:
    wish(town, ANNA, ReminderChoice.THREAD)
    town.trust(ANNA, BEN, Scope.CIRCLE, garden)
    town.leave(garden, BEN, NOW + HOUR)
    town.sweep(NOW + 20 * HOUR)
    assert calls(town) == []
    town.sweep(NOW + 2 * DAY)
    assert calls(town) == [(ANNA,)]


def test_who_follows_by_direct_message_hears_at_once(town: Town, garden: CircleId) -> None:
    wish(town, ANNA, invited=True)
    follow(town, garden)
    town.sweep(NOW + MINUTE)
    town.sweep(NOW + 2 * MINUTE)
    assert [row.owed.member_id for row in letters(town)] == [ANNA]


def test_quiet_hours_hold_letters_back_until_morning(town: Town, garden: CircleId) -> None:
    night = datetime(2026, 3, 1, 23, tzinfo=UTC)
    decision = town.propose(garden)
    for member, way in ((ANNA, ReminderChoice.DM), (BEN, ReminderChoice.THREAD)):
        wish(town, member, way, quiet=Quiet(22, 7, "UTC"))
        send(town, member, LetterKind.OVERRIDE, decision.id, at=night)
    town.sweep(night + HOUR)
    assert (letters(town), calls(town)) == ([], [])
    morning = datetime(2026, 3, 2, 7, tzinfo=UTC)
    town.sweep(morning)
    assert ([row.owed.member_id for row in letters(town)], calls(town)) == ([ANNA], [(BEN,)])
    assert town.owed(Notice.CALL)[0].owed.detail == "0 0"


def test_what_ends_before_morning_comes_in_the_night_without_a_sound(town: Town, garden: CircleId) -> None:
    decision = town.propose(garden, ends=datetime(2026, 3, 5, 7, 30, tzinfo=UTC))
    night = decision.closes_at - 8 * HOUR
    for member, way in ((ANNA, ReminderChoice.DM), (BEN, ReminderChoice.THREAD)):
        wish(town, member, way, quiet=Quiet(22, 7, "UTC"))
        send(town, member, LetterKind.LOST, decision.id, at=night)
    send(town, CLEO, LetterKind.LOST, decision.id, at=night)
    town.sweep(night + BEAT)
    assert [row.owed.member_id for row in letters(town)] == [ANNA]
    assert read(town, ANNA, night + BEAT).quiet
    assert {row.owed.to: row.owed.detail for row in town.owed(Notice.CALL)} == {(BEN,): "0 1", (CLEO,): "0 0"}


def test_letters_are_read_once_discord_has_them_and_those_that_came_meanwhile_wait(town: Town, trees: Decision) -> None:
    wish(town, ANNA, invited=True)
    send(town, ANNA, LetterKind.CARRIED, trees.id)
    town.sweep(SOON)
    [row] = letters(town)
    send(town, ANNA, LetterKind.LOST, trees.id, at=SOON)
    [first, second] = ask(town.store, lambda unit: unit.letters.waiting(ANNA))
    assert int(row.owed.detail) == first.id, "a second try says what the first one said"
    town.store.run_now(record_sent, Sent(row, SOON, read=(first.id,)))
    assert unread(town, ANNA) == [LetterKind.LOST]
    town.sweep(SOON + BEAT)
    [after] = letters(town)
    assert int(after.owed.detail) == second.id
    assert after.nonce != row.nonce


def test_a_closed_door_is_remembered_and_the_letters_are_called_instead(town: Town, trees: Decision) -> None:
    wish(town, ANNA, invited=True)
    send(town, ANNA, LetterKind.OVERRIDE, trees.id)
    town.sweep(SOON)
    [row] = letters(town)
    town.store.run_now(record_refused, Refused(row, SOON, "Cannot send messages to this user", Refusal.FORBIDDEN))
    assert unread(town, ANNA) == [LetterKind.OVERRIDE]
    town.sweep(SOON + BEAT)
    assert (letters(town), calls(town)) == ([], [(ANNA,)])


def test_letters_and_calls_wait_for_everything_else_that_is_due(town: Town, trees: Decision) -> None:
    wish(town, ANNA, invited=True)
    for member in (ANNA, BEN):
        send(town, member, LetterKind.OVERRIDE, trees.id)
    town.sweep(SOON)
    town.propose(trees.circle_id, now=SOON)
    rows = ask(town.store, lambda unit: unit.outbox.due(SOON + DAY, 100))
    assert [row.owed.notice for row in rows] == [Notice.CARD, Notice.CARD, Notice.LETTERS, Notice.CALL]


def test_a_letter_about_a_vote_that_is_over_is_not_brought(town: Town, trees: Decision) -> None:
    send(town, ANNA, LetterKind.LOST, trees.id, at=trees.closes_at - MINUTE)
    town.withdraw(trees)
    town.sweep(trees.closes_at)
    assert calls(town) == []
    assert read(town, ANNA, trees.closes_at).told == []


def test_the_alarm_rings_for_letters(town: Town, trees: Decision) -> None:
    send(town, ANNA, LetterKind.OVERRIDE, trees.id)
    assert ask(town.store, lambda unit: unit.letters.next_due()) == SOON
    town.sweep(SOON)
    assert ask(town.store, lambda unit: unit.letters.next_due()) is None


def test_preferences_chosen_anew_bring_what_waits_on_the_new_way(town: Town, trees: Decision) -> None:
    wish(town, ANNA, ReminderChoice.NONE)
    send(town, ANNA, LetterKind.OVERRIDE, trees.id)
    town.sweep(SOON)
    chosen = ChooseReminders(actor=person(ANNA), now=SOON, choice=ReminderChoice.DM)
    town.store.run_now(choose_reminders, chosen)
    town.sweep(SOON)
    assert [row.owed.member_id for row in letters(town)] == [ANNA]
