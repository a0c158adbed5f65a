"""Adoptions: what a decision does to the register of agreements, in the transaction of the step that brought it.

What becomes of an agreement is a rule; here it is written down, with its line in the ledger.
"""

from datetime import datetime
from typing import Any

from bot.rules import review
from bot.rules.agreement import MACHINE, Agreement, Change, Drop, Status
from bot.rules.agreement.vote import record_of
from bot.rules.decision import Decision
from bot.rules.ids import AgreementId, ProposalId
from bot.rules.process.machine import Move, Turn
from bot.rules.process.proceeding import Proceeding
from bot.rules.process.record import Record
from bot.services.ports import UnitOfWork
from bot.services.values import Event


def conclude(uow: UnitOfWork, proceeding: Proceeding, item: Any, now: datetime) -> list[ProposalId]:  # noqa: ANN401
    """Write down what a proceeding has come to at its end; return which others it has overtaken.

    What it adopts is a new agreement, or the next version of the one that it was to change; a review says itself what
    becomes of the agreement (G6).
    """
    if isinstance(item, review.Review):
        known, move = _concerned(uow, proceeding.id), review.outcome(item, proceeding.id)
        return [] if known is None or move is None else _become(uow, known, move, proceeding.id, now)
    record = proceeding.process.record(item)
    return [] if record is None else _adopt(uow, proceeding.id, record, now, now + record.review)


def conclude_vote(uow: UnitOfWork, decision: Decision, now: datetime) -> list[ProposalId]:
    """Write down what a vote of yes or no has adopted, without any ballot; return which others it has overtaken."""
    if (record := record_of(decision)) is None:
        return []
    review_at = max(now, decision.closes_at + record.review)
    return _adopt(uow, decision.id, record, decision.closes_at, review_at)


def _adopt(
    uow: UnitOfWork, by: ProposalId, record: Record, adopted_at: datetime, review_at: datetime
) -> list[ProposalId]:
    """Begin an agreement, or the next version of the one that was to be changed, if that is in force still."""
    known = _concerned(uow, by)
    if known is not None and known.status not in {Status.DROPPED, Status.ANNULLED}:
        return _become(uow, known, Change(record, by), by, adopted_at)
    register(uow, by, record, adopted_at, review_at)
    return []


def _concerned(uow: UnitOfWork, proposal_id: ProposalId) -> Agreement | None:
    """Return the agreement that a proposal is to change or reviews."""
    about = uow.agreements.concerned(proposal_id)
    return None if about is None else uow.agreements.get(about)


def register(
    uow: UnitOfWork, proposal_id: ProposalId, record: Record, adopted_at: datetime, review_at: datetime
) -> None:
    """Begin an agreement with its first version."""
    proposal = uow.proposals.get(proposal_id)
    circle = proposal and uow.circles.get(proposal.circle_id)
    assert proposal, "what is adopted was proposed"  # noqa: S101
    assert circle, "in a circle"  # noqa: S101
    new = Agreement(
        id=AgreementId(0),
        community_id=proposal.community_id,
        circle_id=circle.id,
        circle=circle.name,
        title=proposal.title,
        record=record,
        adopted_by=proposal_id,
        adopted_at=adopted_at,
        review_at=review_at,
    )
    agreement_id = uow.agreements.add(new)
    remember(uow, agreement_id, new, proposal_id, adopted_at)


def _become(uow: UnitOfWork, known: Agreement, move: Move, by: ProposalId, now: datetime) -> list[ProposalId]:
    """Let a decision have its way with an agreement; return the open proposals about it that are overtaken."""
    after = MACHINE.act(known, move, Turn(None, now))
    uow.agreements.put(after)
    remember(uow, known.id, after, by, now)
    if not isinstance(move, Change | Drop):
        return []
    open_ = [one.proposal_id for one in uow.agreements.courses(known.id) if one.ended_at is None]
    return [one for one in open_ if one != by]


def remember(uow: UnitOfWork, agreement_id: AgreementId, after: Agreement, by: ProposalId, now: datetime) -> None:
    """Add a line about an agreement to the ledger."""
    payload = {
        "agreement": agreement_id,
        "proposal": by,
        "version": after.version,
        "status": after.status.value,
        "undecided": after.undecided,
        "review": after.review_at.isoformat(),
    }
    uow.ledger.append(after.community_id, Event.AGREEMENT_CHANGED, payload, actor_id=None, now=now)
