"""Who comes and goes in lazy consensus, and how it ends before the fact (governance 3.3, 9.1)."""

from dataclasses import replace

from bot.rules.lazy.state import BEFORE, OPEN, Lazy, Phase
from bot.rules.lazy.table import MACHINE
from bot.rules.process.asking import held_for_proposer, out_of_round
from bot.rules.process.item import Why, ended
from bot.rules.process.machine import Turn
from bot.rules.process.moves import Overtaken
from bot.rules.process.people import lay_newcomers, lay_withdrawal
from bot.rules.process.seats import Left, departed, lay_proposer

lay_proposer(MACHINE, BEFORE, Phase.WITHDRAWN)
lay_newcomers(MACHINE, OPEN, "speaks at once, may object after the fact, and is asked from the next announcement on")
lay_withdrawal(MACHINE, BEFORE, Phase.WITHDRAWN)


@MACHINE.on(Overtaken, *BEFORE, who="another decision", guard="it changed what this is about")
def overtaken(item: Lazy, _: Overtaken, __: Turn) -> Lazy:
    """Ask the proposer to announce it anew."""
    return replace(item, stale=True)


@MACHINE.on(Left, *OPEN, who="who leaves or is removed", guard="their objection stays", to=(Phase.WITHDRAWN,))
def left(item: Lazy, move: Left, turn: Turn) -> Lazy:
    """Let them go, with their consent but never with their objection."""
    if move.member not in item.members:
        return item
    gone = out_of_round(departed(item, move.member, turn.at), move.member)
    if not gone.members:
        return ended(gone, Phase.WITHDRAWN, turn.at, Why.EMPTY)
    return held_for_proposer(gone) if gone.phase in BEFORE else gone
