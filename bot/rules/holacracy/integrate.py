"""How an objection is argued, and what its objector may offer (governance 6.3, 6.4)."""

from dataclasses import replace

from bot.rules.consent import Phase
from bot.rules.holacracy.moves import Argue, FindBreach, Offer, ShowFailure
from bot.rules.holacracy.state import MACHINE, Argued, Governance, Offered
from bot.rules.ids import MemberId
from bot.rules.process.errors import DoneAlready, NoSuchThing, NotYours, OwnCase
from bot.rules.process.item import put, saying
from bot.rules.process.machine import Turn
from bot.rules.process.seats import check_member, check_proposer
from bot.rules.text import TEXT_LIMIT, usable


@MACHINE.on(Argue, Phase.INTEGRATE, who="the objector", guard="in words")
def argue(item: Governance, move: Argue, turn: Turn) -> Governance:
    """Add an argument, or better words for it."""
    _check_owner(item, move.objection, turn)
    argued = item.argued[move.objection]
    arguments = put(argued.arguments, move.criterion, saying(move.text, "argument"))
    return _with(item, move.objection, replace(argued, arguments=arguments))


@MACHINE.on(
    FindBreach, Phase.INTEGRATE, who="the secretary, or who stands in", guard="a rule was named; a reason is given"
)
def find_breach(item: Governance, move: FindBreach, turn: Turn) -> Governance:
    """Take a reading of the rules by one who is no party; what breaks them always counts (5.3.2)."""
    member = check_member(item, turn.by)
    objection = item.objection(move.objection)
    if member in {item.proposer, objection.owner, objection.by}:
        raise OwnCase
    if member != item.reader(objection) or not objection.open:
        raise NotYours
    argued = item.argued[move.objection]
    if not argued.breach:
        raise NoSuchThing
    if argued.found is not None:
        raise DoneAlready
    saying(move.reason, "reason")
    return _with(item, move.objection, replace(argued, found=move.breach))


@MACHINE.on(Offer, Phase.INTEGRATE, who="the objector", guard="in words")
def offer(item: Governance, move: Offer, turn: Turn) -> Governance:
    """Offer a text; the proposer takes it up, or shows an example in which it fails (5.3.4)."""
    _check_owner(item, move.objection, turn)
    text = usable(move.text, "text", TEXT_LIMIT, lines=True)
    return replace(item, offers=(*item.offers, Offered(move.objection, text, item.version)))


@MACHINE.on(ShowFailure, Phase.INTEGRATE, who="the proposer", guard="an example is given")
def show_failure(item: Governance, move: ShowFailure, turn: Turn) -> Governance:
    """Take the example, which may be a new one; whether it convinces is for nobody to judge."""
    check_proposer(item, turn.by)
    shown = replace(item.offer(move.offer), failure=saying(move.example, "example"))
    return replace(item, offers=(*item.offers[: move.offer - 1], shown, *item.offers[move.offer :]))


def _check_owner(item: Governance, number: int, turn: Turn) -> MemberId:
    objection = item.objection(number)
    if not objection.open:
        raise DoneAlready
    if check_member(item, turn.by) != objection.owner:
        raise NotYours
    return objection.owner


def _with(item: Governance, number: int, argued: Argued) -> Governance:
    return replace(item, argued=put(item.argued, number, argued))
