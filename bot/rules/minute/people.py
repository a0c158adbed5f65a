"""Who comes and goes in a discernment, and how it ends before there is a minute (governance 3.3, 9.4)."""

from dataclasses import replace
from datetime import datetime

from bot.rules.minute.discern import discern
from bot.rules.minute.state import BEFORE, OPEN, SEATED, Minute, Phase
from bot.rules.minute.table import MACHINE
from bot.rules.minute.unite import LEADING, all_answered
from bot.rules.process.asking import held_for_proposer, out_of_round
from bot.rules.process.item import Why, ended, put
from bot.rules.process.machine import Turn
from bot.rules.process.moves import Overtaken
from bot.rules.process.people import lay_newcomers, lay_withdrawal
from bot.rules.process.seats import Left, departed, lay_facilitator, lay_proposer


def settle(item: Minute, now: datetime) -> Minute:
    """Return the item one phase on, where it waited only for somebody who is out of the way now."""
    return all_answered(item, now) if item.phase is Phase.TEST else item


lay_facilitator(MACHINE, (*SEATED, Phase.UNITED), SEATED)
lay_proposer(MACHINE, BEFORE, Phase.WITHDRAWN, settle, {Phase.TEST: LEADING})
lay_newcomers(MACHINE, OPEN, "speaks at once, and is asked about the next minute")
lay_withdrawal(MACHINE, BEFORE, Phase.WITHDRAWN)


@MACHINE.on(
    Left,
    *OPEN,
    who="who leaves or is removed",
    guard="their dissent stays",
    to={phase: (Phase.WITHDRAWN, *(LEADING if phase is Phase.TEST else ())) for phase in BEFORE}
    | {Phase.UNITED: (Phase.RECORDED,)},
)
def left(item: Minute, move: Left, turn: Turn) -> Minute:
    """Let them go: out of the test with their answer, but never with their dissent."""
    if move.member not in item.members:
        return item
    gone = out_of_round(departed(item, move.member, turn.at), move.member)
    if not gone.members:
        united = item.phase is Phase.UNITED
        return ended(gone, Phase.RECORDED if united else Phase.WITHDRAWN, turn.at, None if united else Why.EMPTY)
    if item.phase is Phase.UNITED:
        return gone
    if move.member in gone.standing:
        dissent = replace(gone.dissents[move.member], left_at=turn.at)
        gone = replace(gone, dissents=put(gone.dissents, move.member, dissent))
    return settle(held_for_proposer(gone), turn.at) if gone.phase is Phase.TEST else gone


@MACHINE.on(
    Overtaken,
    *BEFORE,
    who="another decision",
    guard="it changed what this is about",
    to={Phase.TEST: (Phase.TEST, Phase.DISCERN)},
)
def overtaken(item: Minute, _: Overtaken, turn: Turn) -> Minute:
    """Discern on: the minute that is being tested does not fit any more."""
    item = replace(item, stale=True)
    if item.phase is not Phase.TEST or item.standing:
        return item
    return discern(replace(item, turn=item.turn + 1), turn.at)
