"""Agreements in the database."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, or_, select, update

from bot.rules.agreement import STANDING, Agreement, Standing, Status
from bot.rules.agreement.decay import Decay
from bot.rules.agreement.past import Course, Report, Version
from bot.rules.decision import State
from bot.rules.ids import AgreementId, CircleId, CommunityId, MemberId, ProposalId
from bot.rules.process.record import Record
from bot.services.ports.agreements import Sought
from bot.store.moves import read, write
from bot.store.tables import (
    agreement,
    agreement_course,
    agreement_version,
    circle,
    decision,
    minority_report,
    proceeding,
    proposal,
)
from bot.store.upsert import Upsert
from bot.store.within import is_within, parameters

_EVERY = agreement_version.alias("every")
_STANDS = (agreement_version.c.agreement_id == agreement.c.id) & (agreement_version.c.number == agreement.c.version)
_WHOLE = (
    select(
        agreement,
        agreement_version.c.proposal_id,
        agreement_version.c.record,
        agreement_version.c.adopted_at,
        circle.c.name.label("circle"),
        select(func.max(_EVERY.c.number))
        .where(_EVERY.c.agreement_id == agreement.c.id)
        .scalar_subquery()
        .label("newest"),
    )
    .join(agreement_version, _STANDS)
    .join(circle, circle.c.id == agreement.c.circle_id)
)
_VERSIONS = (
    select(agreement_version, proceeding.c.process)
    .outerjoin(proceeding, proceeding.c.proposal_id == agreement_version.c.proposal_id)
    .where(agreement_version.c.agreement_id == bindparam("id"))
    .order_by(agreement_version.c.number)
)
_COURSES = (
    select(proceeding.c.proposal_id, proceeding.c.process, proceeding.c.phase, proceeding.c.ended_at)
    .join(agreement_course, agreement_course.c.proposal_id == proceeding.c.proposal_id)
    .where(agreement_course.c.agreement_id == bindparam("id"))
    .order_by(proceeding.c.proposal_id)
)
_WAITING = (agreement.c.status == Status.IN_FORCE) & agreement.c.aside.is_(None)
DUE = (
    select(agreement.c.id)
    .where(_WAITING, agreement.c.review_at <= bindparam("now"), is_within(agreement.c.community_id))
    .order_by(agreement.c.review_at, agreement.c.id)
)
_REPORT = Upsert(minority_report)


def folded(words: str) -> str:
    """Return words as they are searched: whatever their capitals, widths and spaces."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


class SqlAgreements:
    """The register of all communities."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Agreement) -> AgreementId:
        """Store a new agreement with its first version; its own id is ignored."""
        row = {"community_id": new.community_id, "circle_id": new.circle_id, "title": new.title, **_standing(new)}
        added = self._connection.execute(insert(agreement).values(**row).returning(agreement.c.id)).scalar_one()
        self._version(AgreementId(added), new)
        return AgreementId(added)

    def put(self, changed: Agreement) -> None:
        """Store where it stands, and its version where that is new."""
        newest = select(func.max(agreement_version.c.number)).where(agreement_version.c.agreement_id == changed.id)
        if self._connection.scalar(newest) < changed.version:
            self._version(changed.id, changed)
        self._connection.execute(update(agreement).where(agreement.c.id == changed.id).values(**_standing(changed)))

    def _version(self, agreement_id: AgreementId, new: Agreement) -> None:
        row = {
            "agreement_id": agreement_id,
            "number": new.version,
            "proposal_id": new.adopted_by,
            "record": write(new.record),
            "adopted_at": new.adopted_at,
        }
        self._connection.execute(insert(agreement_version), row)

    def get(self, agreement_id: AgreementId) -> Agreement | None:
        """Return an agreement in its version in force."""
        row = self._connection.execute(_WHOLE.where(agreement.c.id == agreement_id)).first()
        return None if row is None else _agreement(row)

    def concern(self, proposal_id: ProposalId, agreement_id: AgreementId) -> None:
        """Remember that a proposal is to change an agreement, or reviews it."""
        row = {"proposal_id": proposal_id, "agreement_id": agreement_id}
        self._connection.execute(insert(agreement_course), row)

    def concerned(self, proposal_id: ProposalId) -> AgreementId | None:
        """Return which agreement a proposal is to change or reviews."""
        about = select(agreement_course.c.agreement_id).where(agreement_course.c.proposal_id == proposal_id)
        return self._connection.scalar(about)

    def adopted(self, proposal_id: ProposalId) -> AgreementId | None:
        """Return of which agreement a proposal has brought a version."""
        brought = select(agreement_version.c.agreement_id).where(agreement_version.c.proposal_id == proposal_id)
        return self._connection.scalar(brought)

    def courses(self, agreement_id: AgreementId) -> Sequence[Course]:
        """Return the reviews of an agreement and the proposals to change it, oldest first."""
        rows = self._connection.execute(_COURSES, {"id": agreement_id})
        return [Course(ProposalId(row.proposal_id), row.process, row.phase, row.ended_at) for row in rows]

    def versions(self, agreement_id: AgreementId) -> Sequence[Version]:
        """Return its versions, oldest first."""
        rows = self._connection.execute(_VERSIONS, {"id": agreement_id})
        return [
            Version(
                row.number, read(Record, row.record), ProposalId(row.proposal_id), row.adopted_at, row.process or ""
            )
            for row in rows
        ]

    def reports(self, agreement_id: AgreementId) -> Sequence[Report]:
        """Return its minority reports, by version and time."""
        table = minority_report.c
        mine = select(minority_report).where(table.agreement_id == agreement_id)
        rows = self._connection.execute(mine.order_by(table.version, table.written_at, table.member_id))
        return [Report(row.version, MemberId(row.member_id), row.text, row.written_at) for row in rows]

    def report(self, agreement_id: AgreementId, report: Report) -> None:
        """Store a minority report, in place of the person's former one on the same version."""
        row = {
            "agreement_id": agreement_id,
            "version": report.version,
            "member_id": report.by,
            "text": report.text,
            "written_at": report.at,
        }
        _REPORT(self._connection, row)

    def find(self, sought: Sought, limit: int, offset: int = 0) -> tuple[int, Sequence[Agreement]]:
        """Return how many there are, and a page of them: newest first, or by review date where those due are sought."""
        conditions = list(_conditions(sought))
        many = self._connection.scalar(select(func.count()).select_from(agreement).where(*conditions)) or 0
        order = agreement.c.id.desc() if sought.due_by is None else agreement.c.review_at
        page = _WHOLE.where(*conditions).order_by(order, agreement.c.id).limit(limit).offset(offset)
        return many, [_agreement(row) for row in self._connection.execute(page)]

    def due(self, now: datetime, within: CommunityId | None = None) -> Sequence[AgreementId]:
        """Return those in force whose review date has come, by date; in one community or in all."""
        return self._connection.scalars(DUE, parameters(within, now=now)).all()

    def next_due(self) -> datetime | None:
        """Return when the next review date comes."""
        found: datetime | None = self._connection.scalar(select(func.min(agreement.c.review_at)).where(_WAITING))
        return found

    def decay(self, community_id: CommunityId, now: datetime) -> Decay:
        """Return how many of the community's agreements are in force, and how many of these are overdue."""
        late = (agreement.c.undecided > 0) | (_WAITING & (agreement.c.review_at <= now))
        counts = select(func.count(), func.count().filter(late)).where(
            agreement.c.community_id == community_id, agreement.c.status.in_(STANDING)
        )
        return Decay(*self._connection.execute(counts).one())

    def unregistered(self) -> Sequence[ProposalId]:
        """Return the proposals that have been decided on and have brought no version, oldest first."""
        known = select(agreement_version.c.proposal_id)
        ended = (
            select(proposal.c.id)
            .outerjoin(proceeding, proceeding.c.proposal_id == proposal.c.id)
            .outerjoin(decision, decision.c.proposal_id == proposal.c.id)
            .where(proposal.c.id.not_in(known))
            .where(or_(proceeding.c.ended_at.is_not(None), decision.c.state.in_((State.COUNTED, State.PUBLISHED))))
            .order_by(proposal.c.id)
        )
        return self._connection.scalars(ended).all()


def _standing(one: Agreement) -> dict[str, object]:
    return {
        "sought": folded(f"{one.title} {one.record.text}"),
        "status": one.status,
        "version": one.version,
        "review_at": one.review_at,
        "undecided": one.undecided,
        "aside": one.aside and write(one.aside),
    }


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    """Return what a row has to be; what is typed is looked for as it is, its signs are no pattern."""
    found = [agreement.c.community_id == sought.community_id]
    if words := folded(sought.text):
        found.append(agreement.c.sought.contains(words, autoescape=True))
    if sought.circle_id is not None:
        found.append(agreement.c.circle_id == sought.circle_id)
    if sought.due_by is not None:
        came = (agreement.c.status == Status.REVIEW_DUE) | (agreement.c.undecided > 0)
        found += [agreement.c.status.in_(STANDING), came | (agreement.c.review_at <= sought.due_by)]
    return found


def _agreement(row: Row[tuple[object, ...]]) -> Agreement:
    return Agreement(
        id=AgreementId(row.id),
        community_id=CommunityId(row.community_id),
        circle_id=CircleId(row.circle_id),
        circle=row.circle,
        title=row.title,
        status=row.status,
        version=row.version,
        record=read(Record, row.record),
        adopted_by=ProposalId(row.proposal_id),
        adopted_at=row.adopted_at,
        review_at=row.review_at,
        undecided=row.undecided,
        newest=row.newest,
        aside=row.aside and read(Standing, row.aside),
    )
