"""Who comes and goes in a consent round, and how it can be ended before a decision (governance 3.2, 3.3)."""

from dataclasses import replace
from datetime import datetime

from bot.rules.consent.integrate import orphaned
from bot.rules.consent.moves import AskForMeeting, Overtaken
from bot.rules.consent.round import LEADING, all_answered, to_amend
from bot.rules.consent.state import OPEN, Consent, Phase
from bot.rules.consent.table import MACHINE
from bot.rules.consent.talk import all_reacted
from bot.rules.process.asking import held_for_proposer, out_of_round
from bot.rules.process.errors import NotYours
from bot.rules.process.item import Why, ended, reseated
from bot.rules.process.machine import Turn
from bot.rules.process.people import lay_dropping, lay_withdrawal
from bot.rules.process.seats import Joined, Left, check_member, departed, lay

AFTER = {Phase.REACT: (Phase.AMEND,), Phase.ROUND: LEADING}
"""Where it leads when somebody is out of the way for whom it waited."""


def settle(item: Consent, now: datetime) -> Consent:
    """Return the item one phase on, where it waited only for somebody who is out of the way now.

    While objections are worked on, who carries one facilitates only where nobody else is free to.
    Who has taken over an objection and then the proposal too is no stand-in any more: it has no objector again.
    """
    for one in item.standing:
        if one.taken_over and one.owner == item.proposer:
            item = item.with_objection(orphaned(item, one, now))
    if item.phase is Phase.INTEGRATE:
        return reseated(item, now, frozenset(one.owner for one in item.standing))
    if item.phase is Phase.REACT:
        return all_reacted(item, now)
    if item.phase is Phase.ROUND:
        return all_answered(item, now)
    return item


lay(MACHINE, OPEN, Phase.WITHDRAWN, settle, AFTER, offering=(Phase.INTEGRATE,))
lay_withdrawal(MACHINE, OPEN, Phase.WITHDRAWN)
lay_dropping(MACHINE, OPEN, Phase.DISCARDED)


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
        return ended(gone, Phase.WITHDRAWN, turn.at, Why.EMPTY)
    objections = tuple(
        orphaned(item, one, turn.at) if one.open and one.owner == move.member else one for one in item.objections
    )
    gone = replace(gone, objections=objections, tuners=gone.tuners - {move.member})
    gone = reseated(out_of_round(gone, move.member), turn.at, frozenset(one.voice for one in gone.standing))
    return settle(held_for_proposer(gone) if gone.phase is Phase.ROUND else gone, turn.at)


@MACHINE.on(AskForMeeting, *OPEN, who="a member", guard="the circle meets", to=(Phase.WITHDRAWN,))
def ask_for_meeting(item: Consent, _: AskForMeeting, turn: Turn) -> Consent:
    """End it here, so that it can be presented live (Holacracy 5.3)."""
    check_member(item, turn.by)
    if not item.settings.meetings:
        raise NotYours
    return ended(item, Phase.WITHDRAWN, turn.at, Why.MEETING)


@MACHINE.on(
    Overtaken, *OPEN, who="another decision", guard="it changed what this is about", to={Phase.ROUND: (Phase.AMEND,)}
)
def overtaken(item: Consent, _: Overtaken, turn: Turn) -> Consent:
    """Stop, and ask the proposer to fit the text; objections that stand are integrated first."""
    item = replace(item, stale=True)
    if item.phase is Phase.ROUND and not item.standing:
        return to_amend(item, turn.at)
    return item
