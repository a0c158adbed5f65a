"""What one person leaves with Accord: delegations, drafts, doubts and preferences."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, text
from sqlmodel import Field, SQLModel

from bot.rules.delegation import Scope
from bot.services.values import ReminderChoice
from bot.store.tables.base import table_of
from bot.store.types import big, moment, one_of, row_id


class DelegationRow(SQLModel, table=True):
    """One delegation from when until when; ended ones stay, one per scope is live."""

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("trustee_id <> truster_id", name="not_to_self"),
        CheckConstraint("trustee_id IS NOT NULL OR scope <> 'community'", name="nobody"),
        CheckConstraint("(scope = 'community') = (scope_id = 0)", name="scope_id"),
        Index(
            "uq_delegation_live",
            "community_id",
            "truster_id",
            "scope",
            "scope_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_delegation_scope", "community_id", "scope", "scope_id"),
        Index("ix_delegation_trustee_id", "community_id", "trustee_id"),
    )

    id: int = row_id()
    community_id: int = big()
    truster_id: int = big()
    scope: Scope = one_of(Scope)
    scope_id: int = big()
    trustee_id: int | None = big(null=True)
    since: datetime = moment()
    until: datetime | None = moment(null=True)
    ended_at: datetime | None = moment(null=True)


class DraftRow(SQLModel, table=True):
    """A text as its author typed it."""

    __tablename__ = "draft"

    id: int = row_id()
    author_id: int = big()
    community_id: int = big()
    circle_id: int = big("circle.id")
    title: str
    text: str
    threshold: str
    deadline: str
    begun_at: datetime = moment()
    again_id: int | None = big("proposal.id", null=True)
    poll: dict[str, str] | None = Field(default=None, sa_column=Column(JSON, nullable=True))


class DoubtRow(SQLModel, table=True):
    """What troubles one person about a proposal, with their answers; none of it is shown in a repr."""

    __tablename__ = "doubt"

    proposal_id: int = big("proceeding.proposal_id", key=True)
    member_id: int = big(key=True)
    text: str = Field(repr=False, sa_column=Column(Text, nullable=False))
    answers: dict[str, str] = Field(repr=False, sa_column=Column(JSON, nullable=False))
    words: dict[str, str] = Field(repr=False, sa_column=Column(JSON, nullable=False))
    begun_at: datetime = moment()


class PreferenceRow(SQLModel, table=True):
    """How a person wishes to be reminded, and since when Discord refuses them direct messages."""

    __tablename__ = "preference"

    member_id: int = big(key=True)
    reminders: ReminderChoice = one_of(ReminderChoice)
    closed_at: datetime | None = moment(null=True)


delegation = table_of(DelegationRow)
doubt = table_of(DoubtRow)
draft = table_of(DraftRow)
preference = table_of(PreferenceRow)
