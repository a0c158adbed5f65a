"""Who comes and goes while a permission is asked for or used (governance 3.3, 6.8)."""

from dataclasses import replace

from bot.rules.permission.state import OPEN, Permission, Phase
from bot.rules.permission.table import MACHINE
from bot.rules.process.item import Why, ended
from bot.rules.process.machine import Turn
from bot.rules.process.people import lay_newcomers, lay_withdrawal
from bot.rules.process.seats import Left, departed

lay_newcomers(MACHINE, OPEN, "speaks at once, and is told of the next announcement")
lay_withdrawal(MACHINE, OPEN, Phase.WITHDRAWN)


@MACHINE.on(
    Left,
    *OPEN,
    who="who leaves or is removed",
    guard="an escalation stays; a permission goes with the announcer",
    to=(Phase.WITHDRAWN,),
)
def left(item: Permission, move: Left, turn: Turn) -> Permission:
    """Let them go; a lead who returns is not lead by that."""
    if move.member not in item.members:
        return item
    gone = departed(item, move.member, turn.at)
    if gone.proposer_left_at is not None:
        return ended(gone, Phase.WITHDRAWN, turn.at, Why.NO_PROPOSER)
    lead = None if move.member == item.lead else item.lead
    return replace(gone, gone=item.gone | ({move.member} & item.holders), lead=lead)
