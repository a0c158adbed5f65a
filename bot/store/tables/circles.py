"""Circles, and who was in them from when until when."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.rules.circle import Proposers
from bot.rules.secrecy import Secrecy
from bot.store.tables.base import table_of
from bot.store.types import big, moment, one_of, row_id


class CircleRow(SQLModel, table=True):
    """A circle; `name_key` is its name as it is compared."""

    __tablename__ = "circle"
    __table_args__ = (
        UniqueConstraint("community_id", "name_key"),
        CheckConstraint("period_seconds > 0 and shortest_seconds > 0", name="durations"),
    )

    id: int = row_id()
    community_id: int = big()
    name: str
    name_key: str
    aim: str
    home_id: int = big(index=True)
    steward_id: int = big()
    role_id: int | None = big(null=True)
    facilitator_id: int | None = big(null=True)
    secretary_id: int | None = big(null=True)
    why_notes: bool
    threshold: str
    quorum: str
    period_seconds: int = big()
    shortest_seconds: int = big()
    proposers: Proposers = one_of(Proposers)
    timezone: str
    secrecy: Secrecy = one_of(Secrecy)
    ladder: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    clauses: dict[str, str] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    created_at: datetime = moment()


class MembershipRow(SQLModel, table=True):
    """One stay of one person in one circle; without an end it lasts."""

    __tablename__ = "circle_membership"
    __table_args__ = (
        Index(
            "uq_circle_membership_live",
            "circle_id",
            "member_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        Index("ix_circle_membership_member_id", "member_id", "circle_id"),
    )

    id: int = row_id()
    circle_id: int = big("circle.id")
    member_id: int = big()
    since: datetime = moment()
    until: datetime | None = moment(null=True)


class WayRow(SQLModel, table=True):
    """How a circle goes about a process, where that differs from the usual way; `settings` says in what."""

    __tablename__ = "circle_way"

    circle_id: int = big("circle.id", key=True)
    process: str = Field(primary_key=True)
    settings: str = Field(sa_column=Column(Text, nullable=False))


circle = table_of(CircleRow)
membership = table_of(MembershipRow)
way = table_of(WayRow)
