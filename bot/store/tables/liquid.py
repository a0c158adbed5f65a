"""The rules of delegation in a community, topics, and what a delegate's ballot sets going."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlmodel import Field, SQLModel

from bot.store.tables.base import table_of
from bot.store.types import big, moment, row_id

_IN_USE = text("retired_at IS NULL")


class LiquidRow(SQLModel, table=True):
    """The rules of delegation of one community; `settings` says in what they differ from the usual ones."""

    __tablename__ = "liquid"

    community_id: int = big(key=True)
    settings: str = Field(sa_column=Column(Text, nullable=False))


class TopicRow(SQLModel, table=True):
    """A topic of a circle; `name_key` is its name as it is compared, `into_id` what it was merged into."""

    __tablename__ = "topic"
    __table_args__ = (
        CheckConstraint("into_id <> id", name="into"),
        CheckConstraint("into_id IS NULL OR retired_at IS NOT NULL", name="merged"),
        Index(
            "uq_topic_in_use",
            "circle_id",
            "name_key",
            unique=True,
            sqlite_where=_IN_USE,
            postgresql_where=_IN_USE,
        ),
    )

    id: int = row_id()
    circle_id: int = big("circle.id")
    name: str
    name_key: str
    created_at: datetime = moment()
    retired_at: datetime | None = moment(null=True)
    into_id: int | None = big("topic.id", null=True)


class OverrideRow(SQLModel, table=True):
    """Somebody who may still vote themselves after the close, because `voter_id` voted for them at the end."""

    __tablename__ = "override_right"

    proposal_id: int = big("decision.proposal_id", key=True)
    member_id: int = big(key=True)
    voter_id: int = big()
    until: datetime = moment()
    confirmed_at: datetime | None = moment(null=True)


class EchoRow(SQLModel, table=True):
    """A ballot that was cast, changed or taken back, of which those whose vote it carries are to hear."""

    __tablename__ = "echo"
    __table_args__ = (Index("ix_echo_due_at", "due_at"),)

    proposal_id: int = big("decision.proposal_id", key=True)
    voter_id: int = big(key=True)
    due_at: datetime = moment()


class HeavyBallotRow(SQLModel, table=True):
    """A ballot that weighed more than the cap when the roll was last weighed."""

    __tablename__ = "heavy_ballot"
    __table_args__ = (CheckConstraint("weight > cap AND cap >= 1", name="weight"),)

    proposal_id: int = big("decision.proposal_id", key=True)
    voter_id: int = big(key=True)
    weight: int = big()
    cap: int = big()


liquid = table_of(LiquidRow)
topic = table_of(TopicRow)
override_right = table_of(OverrideRow)
echo = table_of(EchoRow)
heavy_ballot = table_of(HeavyBallotRow)
