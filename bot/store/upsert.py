"""Put a row where its key may or may not have one, in one statement of either database."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert


class Upsert:
    """Inserts a row of a table, or changes all but the key of the one that is there."""

    def __init__(self, table: Table) -> None:
        keys = [column.name for column in table.primary_key]
        rest = [column.name for column in table.columns if column.name not in keys]
        lite, post = sqlite.insert(table), postgresql.insert(table)
        self._statements: dict[str, Insert] = {
            "sqlite": lite.on_conflict_do_update(
                index_elements=keys, set_={name: lite.excluded[name] for name in rest}
            ),
            "postgresql": post.on_conflict_do_update(
                index_elements=keys, set_={name: post.excluded[name] for name in rest}
            ),
        }

    def __call__(self, connection: Connection, row: Mapping[str, object]) -> None:
        """Put a row."""
        connection.execute(self._statements[connection.dialect.name], row)


def put_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows, and leave out those that a unique index has no room for."""
    dialect = {"sqlite": sqlite, "postgresql": postgresql}[connection.dialect.name]
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))
