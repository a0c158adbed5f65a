"""Proposals on their way through a process, and the log of their moves."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, text
from sqlmodel import Field, SQLModel

from bot.store.tables.base import table_of
from bot.store.types import big, moment


class ProceedingRow(SQLModel, table=True):
    """How it began, what was frozen then, and where it stands; the log says the rest."""

    __tablename__ = "proceeding"
    __table_args__ = (
        CheckConstraint("steps >= 0", name="steps"),
        CheckConstraint("ended_at IS NULL OR due_at IS NULL", name="ended"),
        Index(
            "ix_proceeding_due_at",
            "due_at",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    proposal_id: int = big("proposal.id", key=True)
    process: str
    beginning: str = Field(repr=False, sa_column=Column(Text, nullable=False))
    settings: str = Field(sa_column=Column(Text, nullable=False))
    knobs: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    software: str
    opened_at: datetime = moment()
    phase: str
    due_at: datetime | None = moment(null=True)
    heard_until: datetime = moment()
    steps: int = big()
    ended_at: datetime | None = moment(null=True)


class MoveRow(SQLModel, table=True):
    """One move; never changed. What was said in it is not shown in a repr; the record has it sealed with the salt."""

    __tablename__ = "move"
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)

    proposal_id: int = big("proceeding.proposal_id", key=True)
    number: int = big(key=True)
    kind: str
    said: str = Field(repr=False, sa_column=Column(Text, nullable=False))
    salt: str | None = Field(default=None, repr=False)
    by_id: int | None = big(null=True)
    at: datetime = moment()


proceeding = table_of(ProceedingRow)
move = table_of(MoveRow)
