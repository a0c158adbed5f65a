"""Proposals with their text versions, the decision on each, its roll and its ballots."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKeyConstraint, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

from bot.rules.decision import Choice, State
from bot.rules.majority import Outcome
from bot.rules.secrecy import Secrecy
from bot.store.tables.base import table_of
from bot.store.types import big, moment, one_of, row_id


class ProposalRow(SQLModel, table=True):
    """Who proposed what where, and where Discord shows it; `again_id` is what it puts once more."""

    __tablename__ = "proposal"

    id: int = row_id()
    community_id: int = big(index=True)
    circle_id: int = big("circle.id", index=True)
    proposer_id: int = big()
    created_at: datetime = moment()
    channel_id: int = big()
    card_id: int | None = big(null=True, index=True)
    thread_id: int | None = big(null=True)
    trouble: str = ""
    again_id: int | None = big("proposal.id", null=True, unique=True)
    topic_id: int | None = big("topic.id", null=True)


class VersionRow(SQLModel, table=True):
    """One wording of a proposal; never changed, only followed by another. The record has it sealed with the salt."""

    __tablename__ = "version"
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)

    proposal_id: int = big("proposal.id", key=True)
    number: int = big(key=True)
    title: str
    text: str
    salt: str | None = Field(default=None, repr=False)
    created_at: datetime = moment()


class DecisionRow(SQLModel, table=True):
    """One asking: what was frozen at the opening, where it stands, and what was counted."""

    __tablename__ = "decision"
    __table_args__ = (
        ForeignKeyConstraint(["proposal_id", "version"], ["version.proposal_id", "version.number"]),
        CheckConstraint("quorum >= 1 and roll_size >= 0", name="quorum"),
        CheckConstraint("closes_at > opened_at", name="period"),
        CheckConstraint("yes >= 0 and no >= 0 and abstain >= 0 and yes + no + abstain <= roll", name="tally"),
        CheckConstraint(
            "direct >= 0 and delegated >= 0 and unrepresented >= 0 and direct + delegated + unrepresented = roll",
            name="turnout",
        ),
        CheckConstraint("uncounted BETWEEN 0 AND delegated", name="uncounted"),
        CheckConstraint("override_until >= closes_at", name="override"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed"),
        Index("ix_decision_closes_at", "state", "closes_at"),
        Index("ix_decision_remind_at", "state", "remind_at"),
    )

    proposal_id: int = big("proposal.id", key=True)
    version: int = big()
    threshold: str | None = None
    quorum: int = big()
    roll_size: int = big()
    knobs: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    software: str
    liquid: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    secrecy: Secrecy | None = one_of(Secrecy, null=True)
    opened_at: datetime = moment()
    closes_at: datetime = moment()
    override_until: datetime | None = moment(null=True)
    remind_at: datetime = moment()
    reminded_at: datetime | None = moment(null=True)
    extended: bool = False
    state: State = one_of(State)
    outcome: Outcome | None = one_of(Outcome, null=True)
    yes: int | None = big(null=True)
    no: int | None = big(null=True)
    abstain: int | None = big(null=True)
    roll: int | None = big(null=True)
    needed: int | None = big(null=True)
    direct: int | None = big(null=True)
    delegated: int | None = big(null=True)
    unrepresented: int | None = big(null=True)
    uncounted: int | None = big(null=True)
    power: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    closed_at: datetime | None = moment(null=True)


class RollRow(SQLModel, table=True):
    """A person who was eligible when the vote opened."""

    __tablename__ = "roll"

    proposal_id: int = big("decision.proposal_id", key=True)
    member_id: int = big(key=True)


class BallotRow(SQLModel, table=True):
    """The live ballot of one person, yes or no or a byte for each option, and the reason of a veto.

    That of a secret vote is in a box, locked with the key of the decision, and from the close on nowhere: the row is
    left, to say that they voted. None of it is shown in a repr.
    """

    __tablename__ = "ballot"
    __table_args__ = (
        CheckConstraint("choice IS NULL OR marks IS NULL", name="kind"),
        CheckConstraint("box IS NULL OR choice IS NULL AND marks IS NULL", name="box"),
    )

    proposal_id: int = big("decision.proposal_id", key=True)
    member_id: int = big(key=True)
    choice: Choice | None = one_of(Choice, secret=True, null=True)
    marks: bytes | None = Field(default=None, repr=False, sa_column=Column(LargeBinary, nullable=True))
    reason: str | None = Field(default=None, repr=False)
    box: bytes | None = Field(default=None, repr=False, sa_column=Column(LargeBinary, nullable=True))
    salt: str = Field(repr=False)
    cast_at: datetime = moment()


class VoteKeyRow(SQLModel, table=True):
    """What unlocks the boxes of a secret vote; destroyed at its close."""

    __tablename__ = "vote_key"

    proposal_id: int = big("decision.proposal_id", key=True)
    key: bytes = Field(repr=False, sa_column=Column(LargeBinary, nullable=False))


class PaperRow(SQLModel, table=True):
    """A ballot of a secret vote after its close, parted from its voter."""

    __tablename__ = "paper"
    __table_args__ = (CheckConstraint("(choice IS NULL) <> (marks IS NULL)", name="kind"),)

    proposal_id: int = big("decision.proposal_id", key=True)
    name: str = Field(primary_key=True, max_length=32)
    choice: Choice | None = one_of(Choice, secret=True, null=True)
    marks: bytes | None = Field(default=None, repr=False, sa_column=Column(LargeBinary, nullable=True))


proposal = table_of(ProposalRow)
version = table_of(VersionRow)
decision = table_of(DecisionRow)
roll = table_of(RollRow)
ballot = table_of(BallotRow)
vote_key = table_of(VoteKeyRow)
paper = table_of(PaperRow)
