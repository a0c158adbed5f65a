"""Facts about Accord itself, in the database."""

from sqlalchemy import Connection, select

from bot.store.tables import fact
from bot.store.upsert import Upsert

_PUT = Upsert(fact)


class SqlFacts:
    """What Accord remembers about itself, by name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        """Return a fact."""
        return self._connection.scalar(select(fact.c.value).where(fact.c.name == name))

    def put(self, name: str, value: str) -> None:
        """Remember a fact."""
        _PUT(self._connection, {"name": name, "value": value})
