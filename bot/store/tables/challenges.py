"""Challenges of decisions: who states which breach, the lots that are drawn for a jury, and its verdicts."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKeyConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from bot.rules.challenge import Answer, Ground, Phase, Verdict
from bot.rules.lot import WORD_LENGTH
from bot.store.tables.base import table_of
from bot.store.types import big, moment, one_of, row_id

_RUNS = text("ended_at IS NULL")


class ChallengeRow(SQLModel, table=True):
    """A challenge and where it stands; a decision is before one jury at a time, and on each ground once.

    `agreement_id` is what the decision has made, changed, kept or dropped; `seat` is the seat that it has filled, and
    that is vacant meanwhile. What the challenger says is sealed with `salt` in the ledger.
    """

    __tablename__ = "challenge"
    __table_args__ = (
        CheckConstraint("(ground = 'agreement') = (contradicts_id IS NOT NULL)", name="contradicts"),
        CheckConstraint("(phase IN ('suspended', 'jury')) = (ended_at IS NULL)", name="ended"),
        CheckConstraint("(ended_at IS NULL) = (until IS NOT NULL)", name="until"),
        CheckConstraint("upheld BETWEEN 0 AND judged", name="counted"),
        CheckConstraint("phase <> 'upheld' OR 2 * upheld > judged", name="most"),
        Index("uq_challenge_running", "proposal_id", unique=True, sqlite_where=_RUNS, postgresql_where=_RUNS),
        *(
            Index(name, "proposal_id", of, unique=True, sqlite_where=text(where), postgresql_where=text(where))
            for name, of, where in (
                ("uq_challenge_ground", "ground", "contradicts_id IS NULL"),
                ("uq_challenge_contradicts", "contradicts_id", "contradicts_id IS NOT NULL"),
            )
        ),
        Index("ix_challenge_due_at", "due_at", sqlite_where=_RUNS, postgresql_where=_RUNS),
        Index("ix_challenge_by_id", "community_id", "by_id"),
    )

    id: int = row_id()
    community_id: int = big()
    circle_id: int = big("circle.id")
    proposal_id: int = big("proposal.id", index=True)
    agreement_id: int | None = big("agreement.id", null=True, index=True)
    ground: Ground = one_of(Ground)
    contradicts_id: int | None = big("agreement.id", null=True)
    by_id: int = big()
    words: str = Field(repr=False, sa_column=Column(Text, nullable=False))
    salt: str = Field(repr=False)
    filed_at: datetime = moment()
    seat: str | None = None
    phase: Phase = one_of(Phase)
    seats: int = big()
    until: datetime | None = moment(null=True)
    due_at: datetime | None = moment(null=True)
    ended_at: datetime | None = moment(null=True)
    upheld: int = big()
    judged: int = big()


class JuryLotRow(SQLModel, table=True):
    """A lot for a jury: sealed before it is drawn, and opened once; `line` is the beginning of its order."""

    __tablename__ = "jury_lot"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("(opened_at IS NULL) = (line IS NULL)", name="opened"),
    )

    challenge_id: int = big("challenge.id", key=True)
    number: int = big(key=True)
    pool: list[int] = Field(sa_column=Column(JSON, nullable=False))
    commitment: str = Field(max_length=64)
    secret: str = Field(repr=False)
    deadline: datetime = moment()
    opened_at: datetime | None = moment(null=True)
    line: list[int] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))


class JuryWordRow(SQLModel, table=True):
    """What one person adds to a lot for a jury."""

    __tablename__ = "jury_word"
    __table_args__ = (
        ForeignKeyConstraint(["challenge_id", "number"], ["jury_lot.challenge_id", "jury_lot.number"]),
        CheckConstraint(f"length(text) BETWEEN 1 AND {WORD_LENGTH}", name="text"),
    )

    challenge_id: int = big(key=True)
    number: int = big(key=True)
    member_id: int = big(key=True)
    text: str
    added_at: datetime = moment()


class JurorRow(SQLModel, table=True):
    """Somebody who was drawn, and the verdict with its reason; neither is shown in a repr."""

    __tablename__ = "juror"
    __table_args__ = (
        CheckConstraint("(verdict IS NULL) = (reason = '')", name="reason"),
        CheckConstraint("verdict IS NULL OR answer = 'serves'", name="serves"),
    )

    challenge_id: int = big("challenge.id", key=True)
    member_id: int = big(key=True)
    place: int = big()
    called_at: datetime = moment()
    answer: Answer = one_of(Answer)
    verdict: Verdict | None = one_of(Verdict, null=True, secret=True)
    reason: str = Field(repr=False, sa_column=Column(Text, nullable=False))
    salt: str = Field(default="", repr=False)


challenge = table_of(ChallengeRow)
jury_lot = table_of(JuryLotRow)
jury_word = table_of(JuryWordRow)
juror = table_of(JurorRow)
