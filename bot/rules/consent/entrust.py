"""An objection that the facilitator raises for a member who is not named to the others, where the circle allows it.

It is the objector's from the moment in which they entrust it: it stands, and nobody else can change or end it. So it
cannot be held back: if the facilitator does not raise it, the close of the round does. Who carries it is who had the
seat then, so that nobody learns of it by taking the seat; they are a party, and neither rule on it nor set it aside.
Source: governance 12.3 (an anonymous relay is known to the facilitator), 2.3, C5, C6, C11, C15, C16.
"""

from dataclasses import replace

from bot.rules.consent.moves import Entrust, RaiseFor
from bot.rules.consent.round import objected
from bot.rules.consent.state import Consent, Fate, Phase
from bot.rules.consent.table import MACHINE
from bot.rules.process.asking import check_asked
from bot.rules.process.errors import DoneAlready, NotYours, OwnCase
from bot.rules.process.item import acted
from bot.rules.process.machine import Turn


@MACHINE.on(
    Entrust,
    Phase.ROUND,
    who="who is asked",
    guard="a reason is given; the circle allows it; neither they nor the proposer facilitate",
    to=(Phase.INTEGRATE, Phase.ESCALATED),
)
def entrust(item: Consent, move: Entrust, turn: Turn) -> Consent:
    """Take an objection that is to be raised without its objector's name, or the better words for it."""
    member = check_asked(item, turn.by)
    if not item.settings.relayed:
        raise NotYours
    if item.facilitator in {member, item.proposer}:
        raise OwnCase
    return objected(item, member, move, turn.at)


@MACHINE.on(RaiseFor, Phase.ROUND, who="to whom it was entrusted", guard="they have not raised it yet")
def raise_for(item: Consent, move: RaiseFor, turn: Turn) -> Consent:
    """Raise it, as it was written."""
    objection = item.objection(move.objection)
    if turn.by is None or turn.by != objection.through:
        raise NotYours
    if objection.fate is not Fate.ENTRUSTED:
        raise DoneAlready
    if turn.by == item.facilitator:
        item = acted(item, turn.by, turn.at)
    return item.with_objection(replace(objection, fate=Fate.RAISED))
