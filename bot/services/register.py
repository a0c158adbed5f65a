"""The register is filled once with what was adopted before there was one."""

from datetime import datetime

from bot.rules.agreement import AGAIN
from bot.rules.agreement.vote import record_of
from bot.rules.ids import ProposalId
from bot.rules.process.record import Record
from bot.services.adoption import register
from bot.services.ports import UnitOfWork
from bot.services.values import Sweep

FILLED = "agreements"


def fill_due(uow: UnitOfWork, _: Sweep) -> bool:
    """Whether the register was never filled."""
    return uow.facts.get(FILLED) is None


def fill(uow: UnitOfWork, sweep: Sweep) -> None:
    """Write down what was adopted before, each with the date of its decision; no review begins within a month."""
    for proposal_id in uow.agreements.unregistered():
        if (found := _adopted(uow, proposal_id)) is not None:
            register(uow, proposal_id, found[0], found[1], max(found[1] + found[0].review, sweep.now + AGAIN))
    uow.facts.put(FILLED, sweep.now.isoformat())


def _adopted(uow: UnitOfWork, proposal_id: ProposalId) -> tuple[Record, datetime] | None:
    """Return the record of what a proposal has come to, and when."""
    decision, proceeding = uow.decisions.get(proposal_id), uow.proceedings.get(proposal_id)
    if decision is not None:
        found, at = record_of(decision), decision.closes_at
    else:
        assert proceeding, "whatever was decided was decided by a vote or a process"  # noqa: S101
        item = proceeding.item()
        found, at = proceeding.process.record(item) if proceeding.process.offered else None, item.since
    return None if found is None else (found, at)
