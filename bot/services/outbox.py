"""What becomes of messages owed: sent, tried again later, or given up with a word to a person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.decision import State
from bot.rules.ids import ChannelId, LetterId, MemberId, MessageId, ProposalId
from bot.services.letter import BEAT
from bot.services.ports import UnitOfWork
from bot.services.values import Notice, OutboxRow, Owed, Sweep

BATCH = 20
"""Messages taken at once; the next batch follows without waiting."""

LONGEST_PAUSE = timedelta(minutes=5)
"""The longest pause between two tries."""

LAST_TRY = 300
"""Tries before a message is given up: about a day of Discord not answering."""

FORBIDDEN_PAUSE = timedelta(hours=1)
"""Between two tries where a permission is missing: a person has to give it, and refusals are counted by Discord."""

FORBIDDEN_TRIES = 24 * 7
"""Tries where a permission is missing: a week."""


class Refusal(StrEnum):
    """Why Discord did not take a message: an outage, a missing right (or a closed DM), or nothing to be mended."""

    OUTAGE = "outage"
    FORBIDDEN = "forbidden"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Sent:
    """Discord has the message, for a thread the thread, and the letters that are read with it."""

    row: OutboxRow
    now: datetime
    message_id: MessageId | None = None
    channel_id: ChannelId | None = None
    read: tuple[LetterId, ...] = ()
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Discord did not take the message."""

    row: OutboxRow
    now: datetime
    reason: str
    refusal: Refusal
    key: str | None = None


def due_messages(uow: UnitOfWork, sweep: Sweep) -> Sequence[OutboxRow]:
    """Return the next messages to send."""
    return uow.outbox.due(sweep.now, BATCH, sweep.community_id)


def result_of(uow: UnitOfWork, proposal_id: ProposalId) -> MessageId | None:
    """Return the message that has announced a result, if that is remembered still."""
    return uow.outbox.posted(Notice.RESULT, proposal_id)


def record_sent(uow: UnitOfWork, outcome: Sent) -> None:
    """Put down what Discord answered, and owe what follows from it: a new card gets its thread."""
    owed = outcome.row.owed
    uow.outbox.sent(outcome.row, outcome.message_id, outcome.now)
    uow.letters.read(outcome.read, outcome.now)
    place = uow.proposals.place(owed.proposal_id) if owed.proposal_id is not None else None
    if owed.proposal_id is None or place is None or owed.member_id is not None:
        return
    if place.trouble and owed.notice is not Notice.CARD_UPDATE:
        place = replace(place, trouble="")
        uow.proposals.put(owed.proposal_id, place)
    if owed.notice is Notice.CARD and outcome.channel_id is not None:
        placed = replace(place, channel_id=outcome.channel_id, card_id=outcome.message_id)
        uow.proposals.put(owed.proposal_id, placed)
        if place.thread_id is None:
            uow.outbox.owe(Owed(Notice.THREAD, owed.community_id, owed.proposal_id), outcome.now)
        if outcome.row.attempts:
            # Discord may have kept the card of an earlier try, and updates since then found no card to change.
            uow.outbox.owe(Owed(Notice.CARD_UPDATE, owed.community_id, owed.proposal_id), outcome.now)
    elif owed.notice is Notice.THREAD:
        uow.proposals.put(owed.proposal_id, replace(place, thread_id=outcome.channel_id))
    elif owed.notice is Notice.RESULT:
        uow.decisions.move(owed.proposal_id, State.COUNTED, State.PUBLISHED, outcome.now)


def record_refused(uow: UnitOfWork, outcome: Refused) -> None:
    """Try again later, or give up.

    Where a right is missing, or nothing can be mended, the decision's card says so and its proposer is told
    once. Who takes no direct messages is called in the thread instead, from then on.
    """
    row, owed = outcome.row, outcome.row.owed
    if owed.member_id is not None and outcome.refusal is not Refusal.OUTAGE:
        uow.outbox.failed(row.id, outcome.reason, outcome.now)
        _unreachable(uow, owed, owed.member_id, outcome.now)
        return
    pause = _pause(outcome)
    if pause is None or outcome.refusal is Refusal.FORBIDDEN:
        _tell(uow, outcome)
    if pause is None:
        uow.outbox.failed(row.id, outcome.reason, outcome.now)
    else:
        uow.outbox.retry(row.id, outcome.now + pause, outcome.reason)


def _pause(outcome: Refused) -> timedelta | None:
    """Return how long to wait before the next try, None where there is none."""
    attempts = outcome.row.attempts
    match outcome.refusal:
        case Refusal.OUTAGE:
            return min(LONGEST_PAUSE, timedelta(seconds=2 ** min(attempts, 9))) if attempts < LAST_TRY else None
        case Refusal.FORBIDDEN:
            return FORBIDDEN_PAUSE if attempts < FORBIDDEN_TRIES else None
        case Refusal.FINAL:
            return None


def _unreachable(uow: UnitOfWork, owed: Owed, member_id: MemberId, now: datetime) -> None:
    """Remember who takes no direct messages; a reminder goes to the thread instead, and letters take another way."""
    uow.preferences.closed(member_id, now)
    if owed.notice is Notice.REMINDER:
        uow.outbox.owe(replace(owed, member_id=None, to=(member_id,)), now)
    elif owed.notice is Notice.LETTERS:
        uow.letters.again(member_id, owed.community_id, now + BEAT)


def _tell(uow: UnitOfWork, outcome: Refused) -> None:
    """Put the trouble on the decision's card, and owe its proposer a word."""
    owed = outcome.row.owed
    if owed.proposal_id is None:
        return
    place, proposal = uow.proposals.place(owed.proposal_id), uow.proposals.get(owed.proposal_id)
    if place is None or proposal is None:
        return
    uow.proposals.put(proposal.id, replace(place, trouble=outcome.reason))
    if place.trouble:
        return
    told = Owed(
        Notice.TROUBLE,
        proposal.community_id,
        proposal.id,
        member_id=proposal.proposer_id,
        detail=outcome.reason,
    )
    uow.outbox.owe(told, outcome.now)


def repost_card(uow: UnitOfWork, outcome: Refused) -> None:
    """Owe a new card in place of one that is gone, instead of the message that found it missing.

    Where the deletion was heard of meanwhile, the new card is owed already.
    """
    owed = outcome.row.owed
    uow.outbox.failed(outcome.row.id, outcome.reason, outcome.now)
    place = uow.proposals.place(owed.proposal_id) if owed.proposal_id else None
    if place is not None and place.card_id is not None and owed.proposal_id is not None:
        uow.proposals.put(owed.proposal_id, replace(place, card_id=None))
        uow.outbox.owe(Owed(Notice.CARD, owed.community_id, owed.proposal_id), outcome.now)
