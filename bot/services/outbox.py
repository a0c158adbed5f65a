"""What becomes of messages owed: sent, tried again later, or given up with a word to a person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.rules.decision import State
from bot.rules.ids import ChannelId, MessageId
from bot.services.deadline import Sweep
from bot.services.ports import Notice, OutboxRow, Owed, UnitOfWork

BATCH = 20
"""Messages taken at once; the next batch follows without waiting."""

LONGEST_PAUSE = timedelta(minutes=5)
"""The longest pause between two tries."""

LAST_TRY = 300
"""Tries before a message is given up: about a day of Discord not answering."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Discord has the message, and for a thread the thread."""

    row: OutboxRow
    now: datetime
    message_id: MessageId | None = None
    channel_id: ChannelId | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Discord did not take the message; `final` where trying again cannot help."""

    row: OutboxRow
    now: datetime
    reason: str
    final: bool
    key: str | None = None


def due_messages(uow: UnitOfWork, sweep: Sweep) -> Sequence[OutboxRow]:
    """Return the next messages to send."""
    return uow.outbox.due(sweep.now, BATCH)


def record_sent(uow: UnitOfWork, outcome: Sent) -> None:
    """Put down what Discord answered, and owe what follows from it: a new card gets its thread."""
    owed = outcome.row.owed
    uow.outbox.sent(outcome.row, outcome.message_id, outcome.now)
    if owed.proposal_id is None:
        return
    place = uow.decisions.place(owed.proposal_id)
    if place is None:
        return
    if owed.notice is Notice.CARD and outcome.channel_id is not None:
        placed = replace(place, channel_id=outcome.channel_id, card_id=outcome.message_id, trouble="")
        uow.decisions.put(owed.proposal_id, placed)
        if place.thread_id is None:
            uow.outbox.owe(Owed(Notice.THREAD, owed.community_id, owed.proposal_id), outcome.now)
        if outcome.row.attempts:
            # Discord may have kept the card of an earlier try, and updates since then found no card to change.
            uow.outbox.owe(Owed(Notice.CARD_UPDATE, owed.community_id, owed.proposal_id), outcome.now)
    elif owed.notice is Notice.THREAD:
        uow.decisions.put(owed.proposal_id, replace(place, thread_id=outcome.channel_id))
    elif owed.notice is Notice.RESULT:
        uow.decisions.move(owed.proposal_id, State.COUNTED, State.PUBLISHED, outcome.now)


def record_refused(uow: UnitOfWork, outcome: Refused) -> None:
    """Try again later, or give up: the decision then says so, and its proposer is told once by DM."""
    row = outcome.row
    if not outcome.final and row.attempts < LAST_TRY:
        pause = min(LONGEST_PAUSE, timedelta(seconds=2 ** min(row.attempts, 9)))
        uow.outbox.retry(row.id, outcome.now + pause, outcome.reason)
        return
    uow.outbox.failed(row.id, outcome.reason, outcome.now)
    if row.owed.proposal_id is None or row.owed.member_id is not None:
        return
    place, decision = uow.decisions.place(row.owed.proposal_id), uow.decisions.get(row.owed.proposal_id)
    if place is None or decision is None:
        return
    uow.decisions.put(decision.id, replace(place, trouble=outcome.reason))
    if place.trouble:
        return
    told = Owed(
        Notice.TROUBLE,
        decision.community_id,
        decision.id,
        member_id=decision.proposer_id,
        detail=outcome.reason,
    )
    uow.outbox.owe(told, outcome.now)


def repost_card(uow: UnitOfWork, outcome: Refused) -> None:
    """Owe a new card in place of one that is gone, instead of the message that found it missing.

    Where the deletion was heard of meanwhile, the new card is owed already.
    """
    owed = outcome.row.owed
    uow.outbox.failed(outcome.row.id, outcome.reason, outcome.now)
    place = uow.decisions.place(owed.proposal_id) if owed.proposal_id else None
    if place is not None and place.card_id is not None and owed.proposal_id is not None:
        uow.decisions.put(owed.proposal_id, replace(place, card_id=None))
        uow.outbox.owe(Owed(Notice.CARD, owed.community_id, owed.proposal_id), outcome.now)
