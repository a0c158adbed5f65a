"""Who comes and goes: the houses stay as they were when the item was opened; a bench that is empty is not filled.

The proposer can take the matter back until it is taken up. From then on it is the houses', and needs no proposer.
"""

from dataclasses import replace

from bot.rules.process.machine import Turn
from bot.rules.process.people import lay_newcomers, lay_withdrawal
from bot.rules.process.seats import Left
from bot.rules.relay.state import MACHINE, RUNNING, Phase, Relay

lay_newcomers(MACHINE, RUNNING, "sits again on the bench they had; who had none speaks next time")
lay_withdrawal(MACHINE, (Phase.SCREEN,), Phase.WITHDRAWN)


@MACHINE.on(Left, *RUNNING, who="who leaves or is removed", guard="their dissent stays")
def left(item: Relay, move: Left, turn: Turn) -> Relay:
    """Let them go, with their assent; what nobody is left to say is laid over by the clock."""
    item = replace(item, members=item.members - {move.member}, assents=item.assents - {move.member})
    if move.member == item.proposer and item.proposer_left_at is None:
        item = replace(item, proposer_left_at=turn.at)
    return item
