"""Agreements: searched, shown, handed out, and reported on (governance 5.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.rules.agreement import AGAIN, Agreement, Status
from bot.rules.agreement.decay import Decay
from bot.rules.agreement.errors import BeforeJury, NoSuchAgreement, NotInForce
from bot.rules.agreement.past import Course, Report, Version, reported
from bot.rules.challenge import Challenge
from bot.rules.circle import Actor
from bot.rules.ids import AgreementId, CircleId, MemberId, ProposalId
from bot.services.legality import UNQUESTIONED, Legality, legality_of
from bot.services.ports import UnitOfWork
from bot.services.ports.agreements import Sought
from bot.services.values import Command, Event, Notice, Owed, Place

PAGE = 10
"""Agreements on one page of a list."""

SOON = AGAIN
"""How far ahead the list of what is due looks."""

MENU = 25
"""Suggestions at once (Discord)."""

ALL = 1_000_000
"""More agreements than a community ever has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutAgreement(Command):
    """Look at an agreement."""

    agreement_id: AgreementId


@dataclass(frozen=True, slots=True, kw_only=True)
class Find(Command):
    """Look for agreements: by words, in a circle, or those that are due; `page` counts from 0."""

    text: str = ""
    circle_id: CircleId | None = None
    due: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteReport(Command):
    """Add a minority report to an agreement, or better one's own."""

    agreement_id: AgreementId
    text: str


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement with its past; `place` is where the decision on the version in force is shown.

    `legality` is that of the decision by which it stands as it does.
    """

    agreement: Agreement
    versions: Sequence[Version]
    courses: Sequence[Course]
    reports: Sequence[Report]
    place: Place
    challenges: Sequence[Challenge] = ()
    legality: Legality = UNQUESTIONED

    @property
    def current(self) -> Version:
        """The version in force, or the one that was last."""
        return next(one for one in self.versions if one.number == self.agreement.version)

    @property
    def decided_by(self) -> ProposalId:
        """The decision by which it stands as it does; where that is before a jury, the one that is."""
        if self.agreement.aside is not None:
            return self.agreement.aside.by
        if self.agreement.status is Status.DROPPED:
            return self.courses[-1].proposal_id
        return self.agreement.adopted_by


@dataclass(frozen=True, slots=True)
class Found:
    """A page of agreements, how many there are in all, and how well the community looks after its own."""

    agreements: Sequence[Agreement]
    many: int
    page: int
    decay: Decay


def show_agreement(uow: UnitOfWork, command: AboutAgreement) -> AgreementView:
    """Return an agreement of the actor's community with its past. Raises NoSuchAgreement."""
    return _view(uow, known_agreement(uow, command.actor, command.agreement_id))


def find_agreements(uow: UnitOfWork, command: Find) -> Found:
    """Return a page of the agreements of the actor's community."""
    sought = Sought(
        community_id=command.actor.community_id,
        text=command.text,
        circle_id=command.circle_id,
        due_by=command.now + SOON if command.due else None,
    )
    many, found = uow.agreements.find(sought, PAGE, command.page * PAGE)
    return Found(found, many, command.page, uow.agreements.decay(sought.community_id, command.now))


def suggested(uow: UnitOfWork, command: Find) -> list[Agreement]:
    """Return agreements that what is typed may mean, by number or by words, at most as many as a menu holds."""
    sought = Sought(community_id=command.actor.community_id, text=command.text)
    found = list(uow.agreements.find(sought, MENU)[1])
    digits = command.text.strip().upper().removeprefix("A")
    numbered = uow.agreements.get(AgreementId(int(digits))) if digits.isdecimal() and len(digits) < 16 else None
    if numbered is not None and numbered.community_id == command.actor.community_id:
        found = [numbered, *(one for one in found if one.id != numbered.id)]
    return found[:MENU]


def whole_register(uow: UnitOfWork, command: Find) -> list[AgreementView]:
    """Return all agreements of the actor's community, or of one of its circles, oldest first."""
    sought = Sought(community_id=command.actor.community_id, circle_id=command.circle_id)
    return [_view(uow, one) for one in reversed(uow.agreements.find(sought, ALL)[1])]


def write_report(uow: UnitOfWork, command: WriteReport) -> AgreementId:
    """Add a minority report to the version in force, and owe it to the thread of its decision.

    Raises NoSuchAgreement, and what `reported` raises.
    """
    agreement = known_agreement(uow, command.actor, command.agreement_id)
    report = reported(agreement, command.actor.member_id, command.text, command.now)
    uow.agreements.report(agreement.id, report)
    payload = {"agreement": agreement.id, "version": report.version}
    uow.ledger.append(agreement.community_id, Event.REPORT_WRITTEN, payload, actor_id=report.by, now=command.now)
    owed = Owed(Notice.REPORT, agreement.community_id, agreement.adopted_by, detail=str(report.by))
    uow.outbox.owe(owed, command.now)
    return agreement.id


def adopted_by(uow: UnitOfWork, proposal_id: ProposalId) -> AgreementId | None:
    """Return of which agreement a proposal of whatever community has brought a version."""
    return uow.agreements.adopted(proposal_id)


def told_report(uow: UnitOfWork, about: tuple[ProposalId, MemberId]) -> tuple[Agreement, Report] | None:
    """Return a person's report on the version that a proposal has brought, for those who tell of it."""
    agreement_id = uow.agreements.adopted(about[0])
    agreement = None if agreement_id is None else uow.agreements.get(agreement_id)
    if agreement is None:
        return None
    mine = [one for one in uow.agreements.reports(agreement.id) if one.by == about[1]]
    return (agreement, mine[-1]) if mine else None


def known_agreement(uow: UnitOfWork, actor: Actor, agreement_id: AgreementId) -> Agreement:
    """Return an agreement of the actor's own community. Raises NoSuchAgreement."""
    found = uow.agreements.get(agreement_id)
    if found is None or found.community_id != actor.community_id:
        raise NoSuchAgreement
    return found


def check_may_change(uow: UnitOfWork, actor: Actor, agreement_id: AgreementId, circle_id: CircleId) -> None:
    """Only the circle that agreed on it changes it, as long as it is in force.

    Raises NoSuchAgreement, NotInForce or BeforeJury.
    """
    found = known_agreement(uow, actor, agreement_id)
    if found.circle_id != circle_id:
        raise NoSuchAgreement
    if found.status is Status.SUSPENDED:
        raise BeforeJury
    if not found.in_force:
        raise NotInForce


def _view(uow: UnitOfWork, agreement: Agreement) -> AgreementView:
    place = uow.proposals.place(agreement.adopted_by)
    assert place, "every version was proposed somewhere"  # noqa: S101
    agreement_id = agreement.id
    view = AgreementView(
        agreement,
        uow.agreements.versions(agreement_id),
        uow.agreements.courses(agreement_id),
        uow.agreements.reports(agreement_id),
        place,
        uow.challenges.about(agreement_id),
    )
    return replace(view, legality=legality_of(uow, view.decided_by))
