"""Votes among options: how each is counted, what can be chosen, and the ballots being filled in."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKeyConstraint, LargeBinary, Text
from sqlmodel import Field, SQLModel

from bot.rules.lot import WORD_LENGTH
from bot.rules.poll import OPTION_LIMIT, TieRule
from bot.store.tables.base import table_of
from bot.store.types import big, moment, one_of


class PollRow(SQLModel, table=True):
    """How a vote among options is counted, what was sealed for its ties, and what was counted."""

    __tablename__ = "poll"
    __table_args__ = (CheckConstraint("seats >= 1", name="seats"),)

    proposal_id: int = big("decision.proposal_id", key=True)
    method: str
    seats: int = big()
    ties: TieRule = one_of(TieRule)
    settings: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    nominations_until: datetime | None = moment(null=True)
    begun_at: datetime | None = moment(null=True)
    commitment: str
    chambers: list[str] = Field(sa_column=Column(JSON, nullable=False))
    pool: list[str] = Field(sa_column=Column(JSON, nullable=False))
    reasons: bool
    secret: str = Field(repr=False)
    winners: list[int] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    count: str | None = Field(default=None, repr=False, sa_column=Column(Text, nullable=True))
    counted_at: datetime | None = moment(null=True)


class ChamberRow(SQLModel, table=True):
    """In which chamber a person on the roll sits; never changed."""

    __tablename__ = "chamber"

    proposal_id: int = big("poll.proposal_id", key=True)
    member_id: int = big(key=True)
    number: int = big()


class OptionRow(SQLModel, table=True):
    """One thing that can be chosen; never changed."""

    __tablename__ = "option"
    __table_args__ = (CheckConstraint(f"number BETWEEN 1 AND {OPTION_LIMIT + 1}", name="number"),)

    proposal_id: int = big("poll.proposal_id", key=True)
    number: int = big(key=True)
    text: str
    by_id: int = big()
    added_at: datetime = moment()


class WordRow(SQLModel, table=True):
    """What one person on the roll adds to the sealed lot."""

    __tablename__ = "word"
    __table_args__ = (
        ForeignKeyConstraint(["proposal_id", "member_id"], ["roll.proposal_id", "roll.member_id"]),
        CheckConstraint(f"length(text) BETWEEN 1 AND {WORD_LENGTH}", name="text"),
    )

    proposal_id: int = big("poll.proposal_id", key=True)
    member_id: int = big(key=True)
    text: str
    added_at: datetime = moment()


class SheetRow(SQLModel, table=True):
    """A ballot that a person is filling in; it counts for nothing until it is cast."""

    __tablename__ = "sheet"

    proposal_id: int = big("poll.proposal_id", key=True)
    member_id: int = big(key=True)
    marks: bytes = Field(repr=False, sa_column=Column(LargeBinary, nullable=False))
    changed_at: datetime = moment()


poll = table_of(PollRow)
chamber = table_of(ChamberRow)
option = table_of(OptionRow)
word = table_of(WordRow)
sheet = table_of(SheetRow)
