"""What circles have agreed on: where each agreement stands, its versions, minority reports, and what is about it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from bot.rules.agreement import Status
from bot.store.tables.base import table_of
from bot.store.types import big, moment, one_of, row_id

_WAITS = text("status = 'in_force' AND aside IS NULL")


class AgreementRow(SQLModel, table=True):
    """Where an agreement stands; `version` is in force, `sought` is title and text as they are searched.

    `aside` is what a suspended decision has made of it.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("undecided >= 0", name="undecided"),
        Index("ix_agreement_review_at", "review_at", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: int = row_id()
    community_id: int = big(index=True)
    circle_id: int = big("circle.id", index=True)
    title: str
    sought: str = Field(repr=False, sa_column=Column(Text, nullable=False))
    status: Status = one_of(Status)
    version: int = big()
    review_at: datetime = moment()
    undecided: int = big()
    aside: str | None = Field(default=None, sa_column=Column(Text, nullable=True))


class AgreementVersionRow(SQLModel, table=True):
    """One text with its record, and the decision that adopted it; never changed."""

    __tablename__ = "agreement_version"
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)

    agreement_id: int = big("agreement.id", key=True)
    number: int = big(key=True)
    proposal_id: int = big("proposal.id", unique=True)
    record: str = Field(repr=False, sa_column=Column(Text, nullable=False))
    adopted_at: datetime = moment()


class AgreementCourseRow(SQLModel, table=True):
    """A proposal that is to change an agreement, or reviews it; never changed."""

    __tablename__ = "agreement_course"

    proposal_id: int = big("proposal.id", key=True)
    agreement_id: int = big("agreement.id", index=True)


class MinorityReportRow(SQLModel, table=True):
    """What one person adds to the record of a version."""

    __tablename__ = "minority_report"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agreement_id", "version"], ["agreement_version.agreement_id", "agreement_version.number"]
        ),
    )

    agreement_id: int = big(key=True)
    version: int = big(key=True)
    member_id: int = big(key=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    written_at: datetime = moment()


agreement = table_of(AgreementRow)
agreement_version = table_of(AgreementVersionRow)
agreement_course = table_of(AgreementCourseRow)
minority_report = table_of(MinorityReportRow)
