"""Names of constraints, set before the first table so that migrations can speak of each of them."""

from sqlalchemy import Table
from sqlmodel import SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMES
metadata = SQLModel.metadata


def table_of(model: type[SQLModel]) -> Table:
    """Return the table behind a model, for statements that build no objects."""
    return metadata.tables[str(model.__tablename__)]
