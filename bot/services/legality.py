"""Whether a decision can be challenged, and what has become of challenges of it (governance 10.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.rules.agreement import Agreement, Status
from bot.rules.challenge import Challenge, Target, closes_at
from bot.rules.challenge.adopted import by_process, by_vote, drops
from bot.rules.circle import Circle
from bot.rules.decision import Decision
from bot.rules.errors import NoSuchProposal
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.process.description import Seat
from bot.rules.process.proceeding import Proceeding
from bot.services.ports import UnitOfWork
from bot.services.ports.challenges import Effect
from bot.services.seat import holder


@dataclass(frozen=True, slots=True)
class Legality:
    """The last challenge of a decision, and until when it can be challenged; neither where it adopted nothing."""

    last: Challenge | None = None
    until: datetime | None = None

    @property
    def suspended(self) -> bool:
        """Whether the decision has no effects at the moment (J1)."""
        return self.last is not None and self.last.running

    def concerns(self, now: datetime) -> bool:
        """Whether it was challenged, or can be."""
        return self.last is not None or (self.until is not None and now < self.until)


UNQUESTIONED = Legality()


@dataclass(frozen=True, slots=True)
class Matter:
    """An adopted decision as a jury would have it before it: when it was adopted, and what it did.

    `circles` are those that took part; `adopted_at` is None where nothing of it holds that could be suspended.
    """

    proposal_id: ProposalId
    title: str
    circle: Circle
    circles: tuple[CircleId, ...]
    adopted_at: datetime | None
    effect: Effect
    proceeding: Proceeding | None = None


def of_vote(uow: UnitOfWork, decision: Decision) -> Legality:
    """Return how the law stands on a vote."""
    return _legality(uow, decision.id, decision.circle, by_vote(decision))


def of_proceeding(uow: UnitOfWork, proceeding: Proceeding) -> Legality:
    """Return how the law stands on what a process came to."""
    return _legality(uow, proceeding.id, proceeding.circle, by_process(proceeding))


def legality_of(uow: UnitOfWork, proposal_id: ProposalId) -> Legality:
    """Return how the law stands on what was decided, whatever way."""
    decision, proceeding = uow.decisions.get(proposal_id), uow.proceedings.get(proposal_id)
    if proceeding is not None:
        return of_proceeding(uow, proceeding)
    return of_vote(uow, decision) if decision is not None else UNQUESTIONED


def _legality(uow: UnitOfWork, proposal_id: ProposalId, circle: str, adopted_at: datetime | None) -> Legality:
    if adopted_at is None:
        return UNQUESTIONED
    filed = uow.challenges.of(proposal_id)
    target = Target(circle=circle, adopted_at=adopted_at, past=tuple(one.past for one in filed))
    return Legality(filed[-1] if filed else None, closes_at(target))


def matter_of(uow: UnitOfWork, proposal_id: ProposalId) -> Matter:
    """Return a decision as a jury would have it before it. Raises NoSuchProposal."""
    proposal, proceeding = uow.proposals.get(proposal_id), uow.proceedings.get(proposal_id)
    if proposal is None or (circle := uow.circles.get(proposal.circle_id)) is None:
        raise NoSuchProposal
    decision = uow.decisions.get(proposal_id)
    adopted_at = by_process(proceeding) if proceeding else by_vote(decision) if decision else None
    agreement = _agreement(uow, proposal_id)
    if adopted_at and agreement and not _holds(agreement, proposal_id, adopted_at, proceeding):
        adopted_at = None
    houses = uow.proceedings.houses(proposal_id) if proceeding else {}
    circles = tuple(dict.fromkeys((circle.id, *(one for side in houses.values() for one in side))))
    effect = Effect(agreement.id if agreement else None, _filled(circle, proceeding))
    return Matter(proposal_id, proposal.title, circle, circles, adopted_at, effect, proceeding)


def target_of(uow: UnitOfWork, matter: Matter, member: MemberId) -> Target:
    """Return what somebody would challenge; it binds who is in its circles, and who could decide on it."""
    asked = frozenset({member}) if _bound(uow, matter, member) else frozenset[MemberId]()
    past = tuple(one.past for one in uow.challenges.of(matter.proposal_id))
    return Target(circle=matter.circle.name, adopted_at=matter.adopted_at, bound=asked, past=past)


def rungs(uow: UnitOfWork, proposal_id: ProposalId) -> Iterator[ProposalId]:
    """Yield a proposal, and those that tried the same matter before it."""
    rung: ProposalId | None = proposal_id
    while rung is not None:
        yield rung
        rung = uow.climbs.get(rung).after_id


def _bound(uow: UnitOfWork, matter: Matter, member: MemberId) -> bool:
    if any(uow.memberships.includes(one, member) for one in matter.circles):
        return True
    if matter.proceeding is None:
        return uow.decisions.on_roll(matter.proposal_id, member)
    item = matter.proceeding.item()
    return member in item.members | matter.proceeding.beginning.members | {item.subject}


def _agreement(uow: UnitOfWork, proposal_id: ProposalId) -> Agreement | None:
    """Return the agreement that a decision has brought a version of, or that it has reviewed."""
    about = uow.agreements.adopted(proposal_id) or uow.agreements.concerned(proposal_id)
    return None if about is None else uow.agreements.get(about)


def _holds(agreement: Agreement, by: ProposalId, adopted_at: datetime, proceeding: Proceeding | None) -> bool:
    """Whether no other decision has overtaken what one has made of an agreement: a version, a new date, or its end."""
    if agreement.adopted_by == by:
        return agreement.in_force
    dropped = agreement.status is Status.DROPPED
    reviewed = proceeding is not None and drops(proceeding) == dropped and (dropped or agreement.in_force)
    return reviewed and agreement.adopted_at < adopted_at


def _filled(circle: Circle, proceeding: Proceeding | None) -> Seat | None:
    """Return the seat that somebody holds by a decision."""
    nomination = proceeding.beginning.nomination if proceeding else None
    if nomination is None or holder(circle, nomination.seat) != nomination.nominee:
        return None
    return nomination.seat
