"""Proposals that try the same matter one after the other, and the further circles that take part in one."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlmodel import Field, SQLModel

from bot.store.tables.base import table_of
from bot.store.types import big, moment

_RESTS = text("over_at IS NULL")


class ClimbRow(SQLModel, table=True):
    """Where a proposal stands among those that try the same matter; one is continued once, and nothing changes."""

    __tablename__ = "climb"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("after_id <> proposal_id", name="after"),
    )

    proposal_id: int = big("proposal.id", key=True)
    ladder: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    number: int = big()
    after_id: int | None = big("proposal.id", null=True, unique=True)
    returned: bool


class RestRow(SQLModel, table=True):
    """Until when a proposal is laid over that has ended, and when that was over."""

    __tablename__ = "rest"
    __table_args__ = (Index("ix_rest_until", "until", sqlite_where=_RESTS, postgresql_where=_RESTS),)

    proposal_id: int = big("proposal.id", key=True)
    until: datetime = moment()
    over_at: datetime | None = moment(null=True)


class SittingRow(SQLModel, table=True):
    """A circle that takes part in a proceeding as a bench of a house; never changed."""

    __tablename__ = "sitting"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number"),
        Index("ix_sitting_circle_id", "circle_id"),
    )

    proposal_id: int = big("proceeding.proposal_id", key=True)
    side: str = Field(primary_key=True)
    number: int = big(key=True)
    circle_id: int = big("circle.id")


climb = table_of(ClimbRow)
rest = table_of(RestRow)
sitting = table_of(SittingRow)
