"""What happened, what is owed to Discord, and what has been answered."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, text
from sqlmodel import Field, SQLModel

from bot.services.values import Event, Notice
from bot.store.tables.base import table_of
from bot.store.types import big, moment, one_of, row_id


class Delivery(StrEnum):
    """Where a message owed stands."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"


class LedgerRow(SQLModel, table=True):
    """One event, chained by its hash to the one before it in the same community.

    `actor` is a name in the record; `actor_id` says who it was in lines that were written before there were names.
    `proposal_id` is found in the payload too.
    """

    __tablename__ = "ledger"
    __table_args__ = (
        CheckConstraint("seq >= 1", name="seq"),
        CheckConstraint("actor IS NULL OR actor_id IS NULL", name="actor"),
        Index("ix_ledger_actor", "community_id", "actor"),
        Index("ix_ledger_proposal_id", "proposal_id"),
    )

    community_id: int = big(key=True)
    seq: int = big(key=True)
    event: Event = one_of(Event)
    payload: str = Field(sa_column=Column(Text, nullable=False))
    actor_id: int | None = big(null=True)
    actor: str | None = Field(default=None, max_length=32)
    proposal_id: int | None = big(null=True)
    at: datetime = moment()
    prev_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)


_UPDATE_WAITS = text("notice = 'card_update' AND state = 'pending'")
_WAITS = text("state = 'pending'")


class OutboxRow(SQLModel, table=True):
    """A message owed, with the nonce by which Discord knows a second try for what it is."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("attempts >= 0", name="attempts"),
        Index(
            "uq_outbox_card_update",
            "proposal_id",
            unique=True,
            sqlite_where=_UPDATE_WAITS,
            postgresql_where=_UPDATE_WAITS,
        ),
        Index("ix_outbox_due_at", "due_at", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: int = row_id()
    notice: Notice = one_of(Notice)
    community_id: int = big()
    proposal_id: int | None = big("proposal.id", null=True)
    member_id: int | None = big(null=True)
    to: list[int] = Field(sa_column=Column("to_members", JSON, nullable=False))
    detail: str
    nonce: str = Field(max_length=25, unique=True)
    state: Delivery = one_of(Delivery)
    attempts: int
    due_at: datetime = moment()
    error: str
    message_id: int | None = big(null=True)
    sent_at: datetime | None = moment(null=True)


class AnsweredRow(SQLModel, table=True):
    """The first answer to a command; a null answer says that it was given but cannot be told again."""

    __tablename__ = "answered"
    __table_args__ = (Index("ix_answered_at", "at"),)

    key: str = Field(primary_key=True)
    use_case: str = Field(primary_key=True)
    answer: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    at: datetime = moment()


class FactRow(SQLModel, table=True):
    """One thing that Accord remembers about itself, by name."""

    __tablename__ = "fact"

    name: str = Field(primary_key=True)
    value: str


class ClaimRow(SQLModel, table=True):
    """Which process does what is due in a community and sends what is owed there, and until when nobody else does."""

    __tablename__ = "claim"

    community_id: int = big(key=True)
    holder: str
    until: datetime = moment()


ledger = table_of(LedgerRow)
outbox = table_of(OutboxRow)
answered = table_of(AnsweredRow)
fact = table_of(FactRow)
claim = table_of(ClaimRow)
