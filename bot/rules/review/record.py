"""What a review comes to: the record of its round, and what becomes of the agreement."""

from dataclasses import replace

from bot.rules import agreement
from bot.rules.consent.record import written
from bot.rules.ids import ProposalId
from bot.rules.process.machine import Move
from bot.rules.process.record import Record
from bot.rules.review.state import Phase, Review


def record(item: Review) -> Record | None:
    """Return what is written down of a text that the circle has kept or changed."""
    if item.phase not in {Phase.KEPT, Phase.AMENDED}:
        return None
    responsible = item.responsible if item.responsible in item.members else item.proposer
    return replace(written(item), responsible=responsible)


def outcome(item: Review, number: ProposalId) -> Move | None:
    """Return what becomes of the agreement; nothing where another decision has changed it meanwhile."""
    if item.phase is Phase.KEPT:
        return agreement.Renew(item.review)
    if item.phase is Phase.DROPPED:
        return agreement.Drop()
    if item.phase is Phase.UNDECIDED:
        return agreement.LeaveOpen()
    found = record(item)
    return None if found is None else agreement.Change(found, number)
