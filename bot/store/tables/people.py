"""What one person leaves with Accord: delegations, drafts, doubts, preferences, and the secret of their names."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.rules.delegation import Scope
from bot.rules.reach import ReminderChoice
from bot.rules.secrecy import Secrecy
from bot.services.values import LetterKind
from bot.store.tables.base import table_of
from bot.store.types import big, moment, one_of, row_id

_WARNS = text("warn_at IS NOT NULL AND ended_at IS NULL")
_UNREAD = text("read_at IS NULL")
_LIES = text("read_at IS NULL AND due_at IS NOT NULL")


class DelegationRow(SQLModel, table=True):
    """One delegation from when until when; ended ones stay.

    One per scope is live, and one more may be an offer that its delegate has not accepted.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("trustee_id <> truster_id", name="not_to_self"),
        CheckConstraint("trustee_id IS NOT NULL OR scope <> 'community'", name="nobody"),
        CheckConstraint("(scope = 'community') = (scope_id = 0)", name="scope_id"),
        CheckConstraint("second_id IS NOT NULL OR third_id IS NULL", name="ranked"),
        *(
            Index(
                name,
                "community_id",
                "truster_id",
                "scope",
                "scope_id",
                unique=True,
                sqlite_where=text(where),
                postgresql_where=text(where),
            )
            for name, where in (
                ("uq_delegation_live", "ended_at IS NULL AND accepted_at IS NOT NULL"),
                ("uq_delegation_offer", "ended_at IS NULL AND accepted_at IS NULL"),
            )
        ),
        Index("ix_delegation_warn_at", "warn_at", sqlite_where=_WARNS, postgresql_where=_WARNS),
        Index("ix_delegation_scope", "community_id", "scope", "scope_id"),
        Index("ix_delegation_truster_id", "community_id", "truster_id"),
        Index("ix_delegation_trustee_id", "community_id", "trustee_id"),
        *(
            Index(
                f"ix_delegation_{backup}",
                "community_id",
                backup,
                sqlite_where=text(f"{backup} IS NOT NULL"),
                postgresql_where=text(f"{backup} IS NOT NULL"),
            )
            for backup in ("second_id", "third_id")
        ),
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
    accepted_at: datetime | None = moment(null=True)
    second_id: int | None = big(null=True)
    third_id: int | None = big(null=True)
    named: bool = False
    warn_at: datetime | None = moment(null=True)


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
    topic_id: int | None = big("topic.id", null=True)
    secrecy: Secrecy | None = one_of(Secrecy, null=True)
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
    """How a person wishes to be addressed, and since when Discord refuses them direct messages."""

    __tablename__ = "preference"
    __table_args__ = (
        CheckConstraint("quiet_begins BETWEEN 0 AND 23 AND quiet_ends BETWEEN 0 AND 23", name="quiet"),
        CheckConstraint("quiet_begins <> quiet_ends", name="quiet_some"),
        CheckConstraint("(quiet_begins IS NULL) = (quiet_ends IS NULL)", name="quiet_whole"),
    )

    member_id: int = big(key=True)
    reminders: ReminderChoice | None = one_of(ReminderChoice, null=True)
    invited_at: datetime | None = moment(null=True)
    closed_at: datetime | None = moment(null=True)
    quiet_begins: int | None = big(null=True)
    quiet_ends: int | None = big(null=True)
    timezone: str | None = None
    community_id: int | None = big(null=True)


class LetterRow(SQLModel, table=True):
    """What one person is to be told: about what, never what a ballot says.

    It is brought to them at `due_at`; None says that it has been, or that it waits until they come.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("(proposal_id IS NULL) <> (delegation_id IS NULL)", name="about"),
        Index("ix_letter_member_id", "member_id", "community_id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
        Index("ix_letter_proposal_id", "proposal_id", "kind"),
        *(
            Index(
                f"uq_letter_{about}",
                about,
                "kind",
                "member_id",
                unique=True,
                sqlite_where=_UNREAD,
                postgresql_where=_UNREAD,
            )
            for about in ("proposal_id", "delegation_id")
        ),
        Index("ix_letter_due_at", "due_at", sqlite_where=_LIES, postgresql_where=_LIES),
    )

    id: int = row_id()
    community_id: int = big()
    member_id: int = big()
    kind: LetterKind = one_of(LetterKind)
    proposal_id: int | None = big("proposal.id", null=True)
    delegation_id: int | None = big("delegation.id", null=True)
    at: datetime = moment()
    due_at: datetime | None = moment(null=True)
    read_at: datetime | None = moment(null=True)


class PersonRow(SQLModel, table=True):
    """The secret from which a person's names in the record come, never in a repr, and the one in the community."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("community_id", "name"),)

    community_id: int = big(key=True)
    member_id: int = big(key=True)
    secret: str = Field(repr=False)
    name: str = Field(max_length=32)


class DepartureRow(SQLModel, table=True):
    """A community that Accord was removed from; everything of it is erased at `erase_at`."""

    __tablename__ = "departure"

    community_id: int = big(key=True)
    left_at: datetime = moment()
    erase_at: datetime = moment()


class DeclinedRow(SQLModel, table=True):
    """A person who takes no delegations in a community."""

    __tablename__ = "declined"

    community_id: int = big(key=True)
    member_id: int = big(key=True)
    since: datetime = moment()


delegation = table_of(DelegationRow)
doubt = table_of(DoubtRow)
draft = table_of(DraftRow)
letter = table_of(LetterRow)
declined = table_of(DeclinedRow)
departure = table_of(DepartureRow)
person = table_of(PersonRow)
preference = table_of(PreferenceRow)
