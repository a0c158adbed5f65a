"""Column types: moments that know their zone, names of an enumeration, and Discord's 64-bit ids."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, ForeignKey, Integer
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


class NaiveMoment(ValueError):
    """A moment without a time zone means a different moment to each reader, and is never stored."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware when it goes in, UTC when it comes out. Raises NaiveMoment for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse naive moments and turn the others to UTC."""
        if value is not None and value.tzinfo is None:
            raise NaiveMoment(f"naive moment: {value}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back UTC; SQLite forgets the zone, PostgreSQL may answer in another."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def names_of(members: type[StrEnum]) -> SqlEnum:
    """Return a text column's type that holds an enumeration's values, with a CHECK in the database."""
    return SqlEnum(
        members,
        name=members.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda enum: [member.value for member in enum],
    )


def row_id() -> Any:  # noqa: ANN401 - what SQLModel's Field returns
    """Return a column of Accord's own row ids; only an INTEGER counts by itself on SQLite."""
    kind = BigInteger().with_variant(Integer, "sqlite")
    return Field(default=None, sa_column=Column(kind, primary_key=True, autoincrement=True))


def big(
    to: str | None = None, *, null: bool = False, key: bool = False, index: bool = False, unique: bool = False
) -> Any:  # noqa: ANN401 - what SQLModel's Field returns
    """Return a 64-bit column, `to` naming the column it refers to as "table.column"."""
    column = Column(
        BigInteger, *([ForeignKey(to)] if to else []),
        nullable=null, primary_key=key, index=index or None, unique=unique or None, autoincrement=False,
    )  # fmt: skip
    return Field(default=None, sa_column=column)


def moment(*, null: bool = False) -> Any:  # noqa: ANN401
    """Return a column of moments."""
    return Field(default=None, sa_column=Column(UtcDateTime(), nullable=null))


def one_of(members: type[StrEnum], *, null: bool = False, secret: bool = False) -> Any:  # noqa: ANN401
    """Return a column of an enumeration; a secret one stays out of every repr."""
    return Field(default=None, repr=not secret, sa_column=Column(names_of(members), nullable=null))
