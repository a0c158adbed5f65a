"""Proceedings: a proposal on its way through a process, one move at a time (governance 2.6, 3, 6, 9).

What a move does is a rule; how it is written down, and what the clock does meanwhile, is in `steps.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.rules.agreement import Agreement
from bot.rules.circle import Actor, check_may_propose
from bot.rules.decision import OPEN_PROPOSAL_LIMIT
from bot.rules.errors import NoSuchProposal, NotInCircle, TooManyOpen
from bot.rules.ids import AgreementId, CircleId, CommunityId, MemberId, ProposalId
from bot.rules.ladder import ByProcess
from bot.rules.process.description import Nomination
from bot.rules.process.errors import SeatForMember
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.moves import Withdraw
from bot.rules.process.proceeding import Proceeding
from bot.rules.processes import PROCESSES
from bot.rules.record import Line
from bot.rules.text import TEXT_LIMIT, TITLE_LIMIT, usable
from bot.services.agreement import check_may_change
from bot.services.circle import circle_of
from bot.services.ladder import take_back
from bot.services.legality import UNQUESTIONED, Legality, of_proceeding
from bot.services.opening import About, Opening, at_the_foot, beginning, draft
from bot.services.ports import UnitOfWork
from bot.services.proposal import AboutProposal, ProposalView, find_proposal, show_proposal, withdraw_proposal
from bot.services.steps import make, proceeding_of
from bot.services.values import ALONE, Climb, Command, Event, Houses, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProceeding(Command):
    """Put a text to a circle in a process; `given` is what its form asks, `subject` the member whom it is about.

    `changes` is the agreement that it is to change, `nomination` who is to have a seat in the circle, and `houses` are
    the further circles that take part, where several do.
    """

    circle_id: CircleId
    process: str
    title: str
    text: str
    given: Mapping[str, str]
    subject: MemberId | None = None
    changes: AgreementId | None = None
    nomination: Nomination | None = None
    houses: Houses = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Command):
    """Make a move."""

    proposal_id: ProposalId
    move: Move


@dataclass(frozen=True, slots=True)
class ProceedingView:
    """A proceeding, where it is shown, the agreement it is about, and where it stands among those of the same matter.

    The agreement is the one that it has brought, is to change, or reviews; `legality` tells whether it is challenged.
    `head` is the last line about it in the record.
    """

    proceeding: Proceeding
    place: Place
    agreement: Agreement | None = None
    climb: Climb = ALONE
    head: Line | None = None
    legality: Legality = UNQUESTIONED

    @property
    def title(self) -> str:
        """What it is called."""
        return self.proceeding.title


def open_proceeding(uow: UnitOfWork, command: OpenProceeding) -> ProposalId:
    """Draft it with the members of the moment, freeze how the circle decides, and open it (governance 1, 2.2).

    Raises NoSuchCircle, MayNotPropose, NotInCircle, TooManyOpen, BlankText, TextTooLong, NoSuchAgreement, NotInForce or
    SeatForMember.
    """
    circle = circle_of(uow, command.actor, command.circle_id)
    me = command.actor.member_id
    is_member = uow.memberships.includes(circle.id, me)
    check_may_propose(command.actor, circle, is_member=is_member)
    if not is_member:
        raise NotInCircle(circle.name)
    if uow.decisions.open_by(circle.id, me) + uow.proceedings.open_by(circle.id, me) >= OPEN_PROPOSAL_LIMIT:
        raise TooManyOpen(circle.name, OPEN_PROPOSAL_LIMIT)
    nominee = command.nomination.nominee if command.nomination else None
    if nominee is not None and not uow.memberships.includes(circle.id, nominee):
        raise SeatForMember(circle.name)
    process, title = PROCESSES[command.process], usable(command.title, "title", TITLE_LIMIT)
    new = Opening(
        circle=circle,
        proposer_id=me,
        title=title,
        text=usable(command.text, "text", TEXT_LIMIT, lines=True),
        now=command.now,
        climb=at_the_foot(circle, ByProcess(process.key)),
    )
    begins = beginning(uow, new, process, command.houses, About(command.subject, command.nomination))
    if command.changes is not None:
        check_may_change(uow, command.actor, command.changes, circle.id)
    proceeding = draft(uow, new, process, begins, command.houses)
    make(uow, proceeding, process.open({"title": title, **command.given}), Turn(me, command.now), command.now)
    if command.changes is not None:
        uow.agreements.concern(proceeding.id, command.changes)
    return proceeding.id


def act(uow: UnitOfWork, command: Act) -> ProposalId:
    """Make a move, after what the clock has brought about by then.

    Raises NoSuchProposal, NotInCircle, and what the rule of the move raises.
    """
    proceeding = known_proceeding(uow, command.actor, command.proposal_id)
    me = command.actor.member_id
    guests = proceeding.process.guests(proceeding.item())
    if me not in guests and not uow.memberships.includes(proceeding.circle_id, me):
        raise NotInCircle(proceeding.circle)
    make(uow, proceeding, command.move, Turn(me, command.now), command.now)
    return proceeding.id


def show_proceeding(uow: UnitOfWork, command: AboutProposal) -> ProceedingView:
    """Return a proceeding of the actor's community. Raises NoSuchProposal."""
    return _view(uow, known_proceeding(uow, command.actor, command.proposal_id))


def show(uow: UnitOfWork, command: AboutProposal) -> ProposalView | ProceedingView:
    """Return a proposal of the actor's community, whatever way it is decided. Raises NoSuchProposal."""
    running = uow.proceedings.get(command.proposal_id)
    return show_proposal(uow, command) if running is None else show_proceeding(uow, command)


def withdraw(uow: UnitOfWork, command: AboutProposal) -> ProposalId:
    """Take one's proposal back, whatever way it is decided, or while it rests.

    Raises NotProposer, or what `act` or `withdraw_proposal` raises.
    """
    if take_back(uow, command.actor, command.proposal_id, command.now):
        return command.proposal_id
    if uow.proceedings.get(command.proposal_id) is None:
        return withdraw_proposal(uow, command)
    wish = Act(actor=command.actor, now=command.now, key=command.key, proposal_id=command.proposal_id, move=Withdraw())
    return act(uow, wish)


def find_proceeding(uow: UnitOfWork, proposal_id: ProposalId) -> ProceedingView | None:
    """Return a proceeding of whatever community, for those who answer for all of them."""
    proceeding = uow.proceedings.get(proposal_id)
    return None if proceeding is None else _view(uow, proceeding)


def community_of(uow: UnitOfWork, proposal_id: ProposalId) -> CommunityId:
    """Return whose a proposal is, where it is asked about in a direct message. Raises NoSuchProposal."""
    found = uow.proposals.get(proposal_id)
    if found is None:
        raise NoSuchProposal
    return found.community_id


def find_any(uow: UnitOfWork, proposal_id: ProposalId) -> ProposalView | ProceedingView | None:
    """Return a proposal of whatever community, whatever way it is decided."""
    return find_proceeding(uow, proposal_id) or find_proposal(uow, proposal_id)


def told_step(uow: UnitOfWork, about: tuple[ProposalId, int]) -> tuple[Any, Step[Any]] | None:
    """Return a step by its number, with the item before it, for those who tell of it."""
    proceeding = uow.proceedings.get(about[0])
    history = proceeding.history() if proceeding else []
    if proceeding is None or not 1 <= about[1] <= len(history):
        return None
    before = history[about[1] - 2].after if about[1] > 1 else proceeding.draft
    return before, history[about[1] - 1]


def list_proceedings(uow: UnitOfWork, actor: Actor) -> Sequence[Proceeding]:
    """Return the community's proceedings, newest first."""
    return uow.proceedings.of(actor.community_id)


def known_proceeding(uow: UnitOfWork, actor: Actor, proposal_id: ProposalId) -> Proceeding:
    """Return a proceeding of the actor's own community. Raises NoSuchProposal."""
    proceeding = proceeding_of(uow, proposal_id)
    if proceeding.community_id != actor.community_id:
        raise NoSuchProposal
    return proceeding


def _view(uow: UnitOfWork, proceeding: Proceeding) -> ProceedingView:
    place = uow.proposals.place(proceeding.id)
    if place is None:
        raise NoSuchProposal
    agreement_id = uow.agreements.adopted(proceeding.id) or uow.agreements.concerned(proceeding.id)
    agreement = None if agreement_id is None else uow.agreements.get(agreement_id)
    climb, law = uow.climbs.get(proceeding.id), of_proceeding(uow, proceeding)
    head = next(iter(uow.ledger.about(proceeding.id, Event.PROPOSAL_OPENED, Event.STEP_TAKEN)[-1:]), None)
    return ProceedingView(proceeding, place, agreement, climb, head, law)
