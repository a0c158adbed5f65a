"""Who takes no direct messages is reminded in the thread instead, and asked again once they wish it."""

import pytest

from bot.rules.decision import Decision
from bot.rules.ids import MemberId
from bot.rules.reach import ReminderChoice
from bot.services.outbox import Refusal, Refused, record_refused
from bot.services.preference import ChooseReminders, choose_reminders
from bot.services.values import Notice, OutboxRow
from tests.store.world import ANNA, BEN, DAY, NOW
from tests.town import Town, person

ALMOST = NOW + 4 * DAY + DAY / 24


def choose(town: Town, member: MemberId, choice: ReminderChoice) -> None:
    town.store.run_now(choose_reminders, ChooseReminders(actor=person(member), now=NOW, choice=choice))


def refuse(town: Town, row: OutboxRow) -> None:
    outcome = Refused(row, ALMOST, "Cannot send messages to this user", Refusal.FORBIDDEN)
    town.store.run_now(record_refused, outcome)


def by_dm(rows: list[OutboxRow]) -> list[MemberId | None]:
    return [row.owed.member_id for row in rows if row.owed.member_id]


@pytest.mark.usefixtures("trees")
def test_a_reminder_that_a_closed_door_refused_is_owed_in_the_thread(town: Town) -> None:
    choose(town, BEN, ReminderChoice.DM)
    town.sweep(ALMOST)
    [dm] = [row for row in town.owed(Notice.REMINDER) if row.owed.member_id == BEN]
    before = len(town.owed(Notice.REMINDER))
    refuse(town, dm)
    rows = town.owed(Notice.REMINDER)
    assert len(rows) == before
    assert by_dm(rows) == []
    assert rows[-1].owed.to == (BEN,)


def test_the_next_reminder_goes_to_the_thread_at_once_until_they_choose_again(town: Town, trees: Decision) -> None:
    choose(town, BEN, ReminderChoice.DM)
    town.sweep(ALMOST)
    [dm] = [row for row in town.owed(Notice.REMINDER) if row.owed.member_id == BEN]
    refuse(town, dm)
    second = town.propose(trees.circle_id, now=NOW + 10 * DAY)
    town.sweep(second.closes_at - DAY / 2)
    [reminder] = [row for row in town.owed(Notice.REMINDER) if row.owed.proposal_id == second.id]
    assert BEN in reminder.owed.to
    choose(town, BEN, ReminderChoice.DM)
    third = town.propose(trees.circle_id, now=NOW + 30 * DAY)
    town.sweep(third.closes_at - DAY / 2)
    assert by_dm([row for row in town.owed(Notice.REMINDER) if row.owed.proposal_id == third.id]) == [BEN]


def test_a_missing_right_is_told_once_on_the_card_and_to_the_proposer_and_tried_again(
    town: Town, trees: Decision
) -> None:
    town.counted(trees)
    [result] = town.owed(Notice.RESULT)
    town.store.run_now(record_refused, Refused(result, NOW, "Missing Permissions", Refusal.FORBIDDEN))
    [again] = town.owed(Notice.RESULT)
    assert again.nonce == result.nonce
    assert again.due_at > NOW
    town.store.run_now(record_refused, Refused(again, again.due_at, "Missing Permissions", Refusal.FORBIDDEN))
    [told] = town.owed(Notice.TROUBLE)
    assert (told.owed.member_id, told.owed.detail) == (ANNA, "Missing Permissions")
    assert town.place(trees).trouble == "Missing Permissions"


def test_the_trouble_is_over_once_something_was_posted(town: Town, trees: Decision) -> None:
    town.counted(trees)
    [result] = town.owed(Notice.RESULT)
    town.store.run_now(record_refused, Refused(result, NOW, "Missing Permissions", Refusal.FORBIDDEN))
    town.deliver(Notice.CARD_UPDATE)
    assert town.place(trees).trouble
    town.deliver(Notice.RESULT)
    assert not town.place(trees).trouble
