"""Who comes and goes: an issue outlives its author (RFC 7282, section 6), and a declaration its proposer."""

from dataclasses import replace

from bot.rules.process.item import Why, ended, reseated
from bot.rules.process.machine import Turn
from bot.rules.process.people import lay_meeting, lay_newcomers, lay_withdrawal
from bot.rules.process.seats import Left, departed, lay_facilitator, lay_proposer
from bot.rules.rough.state import MACHINE, RUNNING, TALKING, Phase, Rough

lay_facilitator(MACHINE, RUNNING, offering=(Phase.OPEN, Phase.APPEALED))
lay_proposer(MACHINE, TALKING, Phase.WITHDRAWN)
lay_newcomers(MACHINE, RUNNING, "may raise issues at once")
lay_withdrawal(MACHINE, RUNNING, Phase.WITHDRAWN)
lay_meeting(MACHINE, TALKING, Phase.WITHDRAWN)


@MACHINE.on(Left, *RUNNING, who="who leaves or is removed", guard="their issues stay", to=(Phase.WITHDRAWN,))
def left(item: Rough, move: Left, turn: Turn) -> Rough:
    """Let them go, and their support with them, but never their issues."""
    if move.member not in item.members:
        return item
    item = departed(item, move.member, turn.at)
    if not item.members:
        return ended(item, Phase.WITHDRAWN, turn.at, Why.EMPTY)
    item = replace(item, supporters=item.supporters - {move.member})
    return reseated(item, turn.at, item.involved)
