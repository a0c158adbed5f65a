"""A proposal, from its submission to an objection; questions and reactions come in any order (governance 6.3, 6.6)."""

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot.rules.consent import Phase
from bot.rules.consent.moves import React
from bot.rules.consent.round import begin, close, raised, retracted
from bot.rules.consent.talk import restated
from bot.rules.holacracy.moves import Discard, ObjectFor, Represents, Revise, Submit
from bot.rules.holacracy.outputs import check_changes
from bot.rules.holacracy.state import MACHINE, OPEN, Argued, Dropped, Governance
from bot.rules.ids import MemberId
from bot.rules.process.asking import check_asked
from bot.rules.process.errors import NotYours, OwnCase
from bot.rules.process.item import Why, acted, ended, put, reseated, saying
from bot.rules.process.machine import Turn
from bot.rules.process.seats import check_member, check_proposer


@MACHINE.on(
    Submit,
    Phase.DRAFT,
    who="the proposer, for a role they represent",
    guard="only what governance may change; tension, example and account are given",
    to=(Phase.ROUND,),
)
def submit(item: Governance, move: Submit, turn: Turn) -> Governance:
    """Submit the proposal. Raises NoGovernance, NotYourRole, and what its words raise."""
    check_proposer(item, turn.by)
    changes = move.changes or item.changes
    check_changes(changes)
    item.check_represents(item.proposer, move.role)
    for field in ("tension", "example", "help"):
        saying(getattr(move, field), field)
    return begin(reseated(replace(item, case=move, changes=changes, need=move.tension), turn.at), turn.at)


@MACHINE.on(React, Phase.ROUND, Phase.INTEGRATE, who="a member", guard="not the proposer")
def react(item: Governance, move: React, turn: Turn) -> Governance:
    """Take a reaction; the last one of each stands."""
    member = check_member(item, turn.by)
    if member == item.proposer:
        raise NotYours
    return replace(item, reactions=put(item.reactions, member, saying(move.text, "reaction")))


@MACHINE.on(Revise, Phase.ROUND, who="the proposer", guard="the text differs", to=(Phase.ROUND,))
def revise(item: Governance, move: Revise, turn: Turn) -> Governance:
    """State the text anew; everybody is asked anew, and silence is counted from now."""
    return begin(revised(item, move, turn), turn.at)


@MACHINE.on(Revise, Phase.INTEGRATE, Phase.AMEND, who="the proposer", guard="the text differs")
def amend(item: Governance, move: Revise, turn: Turn) -> Governance:
    """State the text anew, to integrate an objection or to fit it to another decision."""
    return revised(item, move, turn)


def revised(item: Governance, move: Revise, turn: Turn) -> Governance:
    """Return the item with a new version. Raises NotProposer, NoGovernance or NothingChanged."""
    check_proposer(item, turn.by)
    changes = move.changes or item.changes
    check_changes(changes)
    return replace(restated(item, move.text, turn.at), changes=changes)


@MACHINE.on(
    ObjectFor,
    Phase.ROUND,
    who="who is asked, for a role they represent",
    guard="a criterion is argued, or a rule named that would be broken",
    to=(Phase.INTEGRATE, Phase.ESCALATED),
)
def object_(item: Governance, move: ObjectFor, turn: Turn) -> Governance:
    """Take an objection, which is integrated at once."""
    member = check_asked(item, turn.by)
    return close(objected(retracted(item, member), member, move, turn.at), turn.at)


@MACHINE.on(
    ObjectFor,
    Phase.INTEGRATE,
    who="who is asked, for a role they represent",
    guard="a criterion is argued, or a rule named that would be broken",
)
def object_too(item: Governance, move: ObjectFor, turn: Turn) -> Governance:
    """Take one more objection, to be integrated together with the others."""
    item = objected(item, check_asked(item, turn.by), move, turn.at)
    return reseated(item, turn.at, frozenset(one.owner for one in item.standing))


def objected(item: Governance, member: MemberId, move: ObjectFor, now: datetime) -> Governance:
    """Return the item with the objection; its first argument is its reason. Raises NotYourRole or BlankText."""
    item.check_represents(member, move.role)
    arguments = MappingProxyType({one: saying(text, "argument") for one, text in move.arguments})
    breach = saying(move.breach, "rule") if move.breach or not arguments else ""
    item = raised(item, member, breach or next(iter(arguments.values())), now)
    return replace(item, argued=put(item.argued, len(item.objections), Argued(move.role, arguments, breach)))


@MACHINE.on(
    Discard,
    Phase.ROUND,
    Phase.INTEGRATE,
    who="the facilitator, if no party",
    guard="which of the three became clearly false, and why",
    to=(Phase.DISCARDED,),
)
def discard(item: Governance, move: Discard, turn: Turn) -> Governance:
    """Discard what has turned out not to be valid (Holacracy 5.3.1); it can be proposed anew with a better account."""
    return dropped_by(item, turn, Dropped(item.facilitator, saying(move.reason, "reason"), move.lacking), Why.INVALID)


def dropped_by(item: Governance, turn: Turn, dropped: Dropped, why: Why) -> Governance:
    """Return the item as its facilitator drops it, who is neither the proposer nor an objector. Raises OwnCase."""
    item = acted(item, turn.by, turn.at)
    if item.facilitator in {item.proposer, *(one.owner for one in item.standing)}:
        raise OwnCase
    return ended(replace(item, dropped=dropped), Phase.DISCARDED, turn.at, why)


@MACHINE.on(Represents, *OPEN, who="an assignment", guard="an objection that was raised stays")
def represents(item: Governance, move: Represents, _: Turn) -> Governance:
    """Note which roles somebody represents from now on."""
    return replace(item, roles=put(item.roles or {}, move.member, move.roles))
