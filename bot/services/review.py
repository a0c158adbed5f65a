"""Reviews: opened by the date of an agreement, once, however late the clock is heard (governance 5.4)."""

from bot.rules.agreement import MACHINE, Agreement, LeaveOpen
from bot.rules.circle import Circle
from bot.rules.ids import AgreementId, MemberId, ProposalId
from bot.rules.process.machine import Turn
from bot.rules.process.record import Voice
from bot.rules.processes import PROCESSES
from bot.rules.review.moves import Begin
from bot.rules.text import TITLE_LIMIT
from bot.services.adoption import remember
from bot.services.opening import Opening, beginning, draft
from bot.services.ports import UnitOfWork
from bot.services.steps import make
from bot.services.values import Sweep

PROCESS = PROCESSES["review"]


def open_due(uow: UnitOfWork, sweep: Sweep) -> int:
    """Bring every agreement whose date has come back to its circle; return how many.

    That it is under review is written down with the review, so none is opened twice. Where nobody is in the circle
    any more it stays in force, flagged, and comes again.
    """
    due = uow.agreements.due(sweep.now, sweep.community_id)
    for agreement_id in due:
        _bring_back(uow, agreement_id, sweep)
    return len(due)


def _bring_back(uow: UnitOfWork, agreement_id: AgreementId, sweep: Sweep) -> None:
    agreement = uow.agreements.get(agreement_id)
    circle = agreement and uow.circles.get(agreement.circle_id)
    assert agreement, "what is due is there"  # noqa: S101
    assert circle, "in a circle"  # noqa: S101
    agreement = MACHINE.at(agreement, sweep.now)
    members = frozenset(uow.memberships.live(circle.id))
    number = _opened(uow, circle, agreement, members, sweep) if members else agreement.adopted_by
    if not members:
        agreement = MACHINE.act(agreement, LeaveOpen(), Turn(None, sweep.now))
    uow.agreements.put(agreement)
    remember(uow, agreement.id, agreement, number, sweep.now)


def _opened(
    uow: UnitOfWork, circle: Circle, agreement: Agreement, members: frozenset[MemberId], sweep: Sweep
) -> ProposalId:
    new = Opening(
        circle=circle,
        proposer_id=agreement.responsible if agreement.responsible in members else min(members),
        title=f"Review: {agreement.title}"[:TITLE_LIMIT],
        text=agreement.record.text,
        now=sweep.now,
    )
    begins = beginning(uow, new, PROCESS, {})
    move = Begin(agreement.record.need, _voices(uow, agreement), agreement.record.review)
    proceeding = draft(uow, new, PROCESS, begins, {})
    make(uow, proceeding, move, Turn(None, sweep.now), sweep.now)
    uow.agreements.concern(proceeding.id, agreement.id)
    return proceeding.id


def _voices(uow: UnitOfWork, agreement: Agreement) -> tuple[Voice, ...]:
    """Return what comes back: what was voiced at the decision, in reports, challenges, and reviews that kept it."""
    reports = [
        Voice(one.by, one.text) for one in uow.agreements.reports(agreement.id) if one.version == agreement.version
    ]
    unheeded = [Voice(one.by, one.words) for one in uow.challenges.of(agreement.adopted_by) if not one.running]
    kept: list[Voice] = []
    for course in uow.agreements.courses(agreement.id):
        if course.process == PROCESS.key and course.ended_at and course.ended_at > agreement.adopted_at:
            proceeding = uow.proceedings.get(course.proposal_id)
            record = proceeding and PROCESS.record(proceeding.item())
            kept += record.voices if record else ()
    return tuple(dict.fromkeys((*agreement.record.voices, *reports, *unheeded, *kept)))
