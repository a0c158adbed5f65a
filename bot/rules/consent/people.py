"""Who comes and goes in a consent round, and how it can be ended before a decision (governance 3.2, 3.3)."""

from dataclasses import replace
from datetime import datetime

from bot.rules.consent.integrate import orphaned
from bot.rules.consent.moves import AgreeToDrop, AskForMeeting, Overtaken, Withdraw
from bot.rules.consent.round import LEADING, all_answered, to_amend
from bot.rules.consent.state import OPEN, Consent, Phase
from bot.rules.consent.table import MACHINE
from bot.rules.consent.talk import all_reacted
from bot.rules.process.errors import DoneAlready, NotYours
from bot.rules.process.item import Why, reseated, without
from bot.rules.process.machine import Turn
from bot.rules.process.seats import PROPOSER_GRACE, Joined, Left, check_member, check_proposer, departed, lay

AFTER = {Phase.REACT: (Phase.AMEND,), Phase.ROUND: LEADING}
"""Where it leads when somebody is out of the way for whom it waited."""


def settle(item: Consent, now: datetime) -> Consent:
    """Return the item one phase on, where it waited only for somebody who is out of the way now.

    Who has taken over an objection and then the proposal too is no stand-in any more: it has no objector again.
    """
    for one in item.standing:
        if one.taken_over and one.owner == item.proposer:
            item = item.with_objection(orphaned(item, one, now))
    if item.phase is Phase.REACT:
        return all_reacted(item, now)
    if item.phase is Phase.ROUND:
        return all_answered(item, now)
    return item


lay(MACHINE, OPEN, Phase.WITHDRAWN, settle, AFTER, offering=(Phase.INTEGRATE,))


@MACHINE.on(Joined, *OPEN, who="a newcomer", guard="speaks at once, and is asked from the next round on")
def joined(item: Consent, move: Joined, turn: Turn) -> Consent:
    """Let them in; who was asked before stays as it was (C4)."""
    return reseated(replace(item, members=item.members | {move.member}), turn.at)


@MACHINE.on(
    Left,
    *OPEN,
    who="who leaves or is removed",
    guard="their objection stays",
    to={phase: (*AFTER.get(phase, ()), Phase.WITHDRAWN) for phase in OPEN},
)
def left(item: Consent, move: Left, turn: Turn) -> Consent:
    """Let them go: out of the round with their consent, but never with their objection (C14)."""
    if move.member not in item.members:
        return item
    gone = departed(item, move.member, turn.at)
    if not gone.members:
        return _withdrawn(gone, Why.EMPTY, turn.at)
    objections = tuple(
        orphaned(item, one, turn.at) if one.open and one.owner == move.member else one for one in item.objections
    )
    gone = replace(
        gone,
        objections=objections,
        tuners=gone.tuners - {move.member},
        for_dropping=gone.for_dropping - {move.member},
        positions=without(gone.positions, move.member),
        gone=gone.gone | ({move.member} & gone.asked),
    )
    return settle(_waiting(gone), turn.at)


def _waiting(item: Consent) -> Consent:
    """Return the item with its round held open for as long as the proposal waits for a new proposer."""
    if item.phase is not Phase.ROUND or item.proposer_left_at is None or item.ends is None:
        return item
    return replace(item, ends=max(item.ends, item.proposer_left_at + PROPOSER_GRACE))


@MACHINE.on(Withdraw, *OPEN, who="the proposer", to=(Phase.WITHDRAWN,))
def withdraw(item: Consent, _: Withdraw, turn: Turn) -> Consent:
    """Take the proposal back."""
    check_proposer(item, turn.by)
    return _withdrawn(item, Why.PROPOSER, turn.at)


@MACHINE.on(AgreeToDrop, *OPEN, who="a member", guard="it is dropped when all agree", to=(Phase.DISCARDED,))
def agree_to_drop(item: Consent, _: AgreeToDrop, turn: Turn) -> Consent:
    """Take an agreement to drop it: dropping against the proposer's will is a decision by consent itself."""
    member = check_member(item, turn.by)
    if member in item.for_dropping:
        raise DoneAlready
    item = replace(item, for_dropping=item.for_dropping | {member})
    if item.members - {item.proposer} <= item.for_dropping:
        return replace(_withdrawn(item, Why.DROPPED, turn.at), phase=Phase.DISCARDED)
    return item


@MACHINE.on(AskForMeeting, *OPEN, who="a member", guard="the circle meets", to=(Phase.WITHDRAWN,))
def ask_for_meeting(item: Consent, _: AskForMeeting, turn: Turn) -> Consent:
    """End it here, so that it can be presented live (Holacracy 5.3)."""
    check_member(item, turn.by)
    if not item.settings.meetings:
        raise NotYours
    return _withdrawn(item, Why.MEETING, turn.at)


@MACHINE.on(
    Overtaken, *OPEN, who="another decision", guard="it changed what this is about", to={Phase.ROUND: (Phase.AMEND,)}
)
def overtaken(item: Consent, _: Overtaken, turn: Turn) -> Consent:
    """Stop, and ask the proposer to fit the text; objections that stand are integrated first."""
    item = replace(item, stale=True)
    if item.phase is Phase.ROUND and not item.standing:
        return to_amend(item, turn.at)
    return item


def _withdrawn(item: Consent, why: Why, now: datetime) -> Consent:
    return replace(item, phase=Phase.WITHDRAWN, why=why, since=now, ends=None)
