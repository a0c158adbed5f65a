"""What a challenge does to what a decision has done, and what its end does (governance 5.4, 10.4, J1).

As long as a decision is before a jury the agreement is as it was before it, and a seat that it has filled is vacant.
"""

from datetime import datetime

from bot.rules.agreement import MACHINE, Agreement, Annul, Reinstate, Suspend, Text, recalled
from bot.rules.challenge import Challenge, Phase
from bot.rules.ids import AgreementId, MemberId, ProposalId
from bot.rules.process.description import Seat
from bot.rules.process.machine import Move, Turn
from bot.services.adoption import remember
from bot.services.ports import UnitOfWork
from bot.services.ports.challenges import Effect
from bot.services.review import PROCESS as REVIEW
from bot.services.seat import holder, seat
from bot.services.steps import overtake


def suspend(uow: UnitOfWork, proposal_id: ProposalId, effect: Effect, now: datetime) -> None:
    """Take away what a decision has done, until a jury has decided; a review that runs begins anew afterwards."""
    if effect.agreement_id is not None:
        before = _known(uow, effect.agreement_id)
        _move(uow, before, Suspend(proposal_id, _former(uow, before)), proposal_id, now)
        overtake(uow, _running(uow, before, reviews=True), now)
    if effect.seat is not None:
        proposal = uow.proposals.get(proposal_id)
        assert proposal, "what has filled a seat was proposed"  # noqa: S101
        seat(uow, proposal.circle_id, {effect.seat: None}, now)


def lift(uow: UnitOfWork, challenge: Challenge, now: datetime) -> None:
    """Let the decision have its way again, or leave it all as it was before, as the jury has decided."""
    effect, upheld = uow.challenges.effect(challenge.id), challenge.phase is Phase.UPHELD
    if effect.agreement_id is not None:
        agreement = _known(uow, effect.agreement_id)
        aside = agreement.aside
        if aside is not None and aside.by == challenge.proposal_id:
            back = Reinstate(_text(uow, agreement.id, aside.version), unheard=challenge.phase is Phase.UNHEARD)
            _move(uow, agreement, Annul() if upheld else back, challenge.proposal_id, now)
            overtake(uow, _running(uow, agreement) if upheld else (), now)
    if effect.seat is not None and not upheld:
        _seat_again(uow, challenge, now)


def recall(uow: UnitOfWork, proposal_id: ProposalId, effect: Effect, now: datetime) -> None:
    """Bring what a decision has made of an agreement back to its circle, because nobody can judge it."""
    if effect.agreement_id is not None:
        agreement = recalled(_known(uow, effect.agreement_id), now)
        uow.agreements.put(agreement)
        remember(uow, agreement.id, agreement, proposal_id, now)


def _move(uow: UnitOfWork, before: Agreement, move: Move, by: ProposalId, now: datetime) -> None:
    after = MACHINE.act(before, move, Turn(None, now))
    uow.agreements.put(after)
    remember(uow, after.id, after, by, now)


def _known(uow: UnitOfWork, agreement_id: AgreementId) -> Agreement:
    found = uow.agreements.get(agreement_id)
    assert found, "what a decision has made is there"  # noqa: S101
    return found


def _former(uow: UnitOfWork, agreement: Agreement) -> Text | None:
    """Return the last version before the one in force that no challenge has taken away."""
    earlier = [one for one in uow.agreements.versions(agreement.id) if one.number < agreement.version]
    return next((one for one in reversed(earlier) if not _taken_away(uow, one.adopted_by)), None)


def _taken_away(uow: UnitOfWork, proposal_id: ProposalId) -> bool:
    return any(one.running or one.phase is Phase.UPHELD for one in uow.challenges.of(proposal_id))


def _text(uow: UnitOfWork, agreement_id: AgreementId, number: int) -> Text:
    return next(one for one in uow.agreements.versions(agreement_id) if one.number == number)


def _running(uow: UnitOfWork, agreement: Agreement, *, reviews: bool = False) -> list[ProposalId]:
    """Return the proposals about an agreement that run, or only its reviews."""
    courses = uow.agreements.courses(agreement.id)
    return [one.proposal_id for one in courses if not one.ended_at and (not reviews or one.process == REVIEW.key)]


def _seat_again(uow: UnitOfWork, challenge: Challenge, now: datetime) -> None:
    """Give the seat back to who was chosen, if nobody else has it and they are in the circle still."""
    proceeding, circle = uow.proceedings.get(challenge.proposal_id), uow.circles.get(challenge.circle_id)
    nomination = proceeding.beginning.nomination if proceeding else None
    if circle is None or nomination is None or holder(circle, nomination.seat) is not None:
        return
    if uow.memberships.includes(circle.id, nomination.nominee):
        held: dict[Seat, MemberId | None] = {nomination.seat: nomination.nominee}
        seat(uow, circle.id, held, now)
