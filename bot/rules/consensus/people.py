"""Who comes and goes in a consensus process, and how it can be ended before a decision (governance 3.3, 9.2)."""

from dataclasses import replace
from datetime import datetime

from bot.rules.consensus.round import LEADING, all_answered, propose
from bot.rules.consensus.state import BLOCKED, OPEN, SEATED, TALKING, Consensus, Phase
from bot.rules.consensus.table import MACHINE
from bot.rules.process.asking import held_for_proposer, out_of_round
from bot.rules.process.item import Why, ended, reseated
from bot.rules.process.machine import Turn
from bot.rules.process.moves import Overtaken
from bot.rules.process.people import lay_dropping, lay_meeting, lay_newcomers, lay_withdrawal
from bot.rules.process.seats import Left, departed, lay_facilitator, lay_proposer


def settle(item: Consensus, now: datetime) -> Consensus:
    """Return the item one phase on, where it waited only for somebody who is out of the way now.

    While blocks are worked on, who carries one facilitates only where nobody else is free to.
    Who has taken over a block and then the proposal too is no stand-in any more: nobody carries the block again.
    """
    for one in item.standing:
        if one.owner == item.proposer != one.by:
            item = item.with_block(one.orphaned(_window(item, now)))
    if item.phase in BLOCKED:
        return reseated(item, now, item.owners)
    return all_answered(item, now) if item.phase is Phase.TEST else item


lay_facilitator(MACHINE, SEATED)
lay_proposer(MACHINE, OPEN, Phase.WITHDRAWN, settle, {Phase.TEST: LEADING})
lay_newcomers(MACHINE, OPEN, "speaks at once, and is asked from the next round on")
lay_withdrawal(MACHINE, OPEN, Phase.WITHDRAWN)
lay_dropping(MACHINE, OPEN, Phase.DISCARDED)
lay_meeting(MACHINE, TALKING, Phase.WITHDRAWN)


@MACHINE.on(
    Left,
    *OPEN,
    who="who leaves or is removed",
    guard="their block stays",
    to={phase: (Phase.WITHDRAWN, *(LEADING if phase is Phase.TEST else ())) for phase in OPEN},
)
def left(item: Consensus, move: Left, turn: Turn) -> Consensus:
    """Let them go: out of the round with their answer, but never with their block."""
    if move.member not in item.members:
        return item
    gone = departed(item, move.member, turn.at)
    if not gone.members:
        return ended(gone, Phase.WITHDRAWN, turn.at, Why.EMPTY)
    for one in gone.standing:
        if one.owner == move.member:
            gone = gone.with_block(one.orphaned(_window(gone, turn.at)))
    gone = out_of_round(gone, move.member)
    return settle(held_for_proposer(gone) if gone.phase is Phase.TEST else gone, turn.at)


def _window(item: Consensus, now: datetime) -> datetime | None:
    return now + item.settings.take_over if item.phase is Phase.WORK else None


@MACHINE.on(
    Overtaken,
    *OPEN,
    who="another decision",
    guard="it changed what this is about",
    to={Phase.TEST: (Phase.TEST, Phase.PROPOSED)},
)
def overtaken(item: Consensus, _: Overtaken, turn: Turn) -> Consensus:
    """Stop, and ask the proposer to fit the text; blocks that stand are worked on first."""
    item = replace(item, stale=True)
    return propose(item, turn.at) if item.phase is Phase.TEST and not item.standing else item
