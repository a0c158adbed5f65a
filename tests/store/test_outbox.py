"""Messages owed: each once, in order, with its tries."""

from bot.rules.ids import MessageId, ProposalId
from bot.services.values import Notice, Owed
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, HOME, HOUR, NOW, ask, do


def owe(store: Store, owed: Owed) -> None:
    do(store, lambda unit: unit.outbox.owe(owed, NOW))


def test_a_message_comes_back_as_it_was_owed(store: Store, proposal_id: ProposalId) -> None:
    owed = Owed(Notice.REMINDER, HOME, proposal_id, ANNA, (ANNA, BEN), "soon")
    owe(store, owed)
    [row] = ask(store, lambda unit: unit.outbox.due(NOW, 10))
    assert (row.owed, row.attempts, row.due_at) == (owed, 0, NOW)
    assert 16 <= len(row.nonce) <= 25


def test_a_waiting_card_update_is_not_added_twice(store: Store, proposal_id: ProposalId) -> None:
    update = Owed(Notice.CARD_UPDATE, HOME, proposal_id)
    for _ in range(3):
        owe(store, update)
    [row] = ask(store, lambda unit: unit.outbox.due(NOW, 10))
    do(store, lambda unit: unit.outbox.sent(row, MessageId(1 << 60), NOW))
    owe(store, update)
    [later] = ask(store, lambda unit: unit.outbox.due(NOW, 10))
    assert later.nonce != row.nonce


def test_a_card_update_owed_again_while_it_is_sent_goes_on_waiting(store: Store, proposal_id: ProposalId) -> None:
    owe(store, Owed(Notice.CARD_UPDATE, HOME, proposal_id))
    [read] = ask(store, lambda unit: unit.outbox.due(NOW, 10))
    owe(store, Owed(Notice.CARD_UPDATE, HOME, proposal_id))
    do(store, lambda unit: unit.outbox.sent(read, MessageId(1 << 60), NOW))
    [again] = ask(store, lambda unit: unit.outbox.due(NOW, 10))
    do(store, lambda unit: unit.outbox.sent(again, MessageId(1 << 60), NOW))
    assert ask(store, lambda unit: unit.outbox.due(NOW, 10)) == []


def test_messages_are_due_in_the_order_they_were_owed_and_at_most_so_many(store: Store) -> None:
    for detail in "abc":
        owe(store, Owed(Notice.TROUBLE, HOME, detail=detail))
    assert [row.owed.detail for row in ask(store, lambda unit: unit.outbox.due(NOW, 2))] == ["a", "b"]
    assert ask(store, lambda unit: unit.outbox.due(NOW - HOUR, 2)) == []


def test_a_failed_try_keeps_its_nonce_and_waits(store: Store) -> None:
    owe(store, Owed(Notice.TROUBLE, HOME))
    [row] = ask(store, lambda unit: unit.outbox.due(NOW, 10))
    do(store, lambda unit: unit.outbox.retry(row.id, NOW + HOUR, "503"))
    assert ask(store, lambda unit: unit.outbox.due(NOW, 10)) == []
    assert ask(store, lambda unit: unit.outbox.next_due()) == NOW + HOUR
    [again] = ask(store, lambda unit: unit.outbox.due(NOW + HOUR, 10))
    assert (again.nonce, again.attempts) == (row.nonce, 1)


def test_what_cannot_be_delivered_is_not_due_again(store: Store) -> None:
    owe(store, Owed(Notice.TROUBLE, HOME))
    [row] = ask(store, lambda unit: unit.outbox.due(NOW, 10))
    do(store, lambda unit: unit.outbox.failed(row.id, "gone", NOW))
    assert ask(store, lambda unit: unit.outbox.due(NOW + HOUR, 10)) == []
    assert ask(store, lambda unit: unit.outbox.next_due()) is None
