"""Communities that Accord was removed from, and until when everything of them is kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from bot.rules.ids import CommunityId
from bot.store.tables import departure
from bot.store.upsert import put_new


class SqlDepartures:
    """Communities that were left."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, community_id: CommunityId, now: datetime, erase_at: datetime) -> None:
        """Remember when a community was left, and when everything of it is to be erased; the first time counts."""
        row = {"community_id": community_id, "left_at": now, "erase_at": erase_at}
        put_new(self._connection, departure, [row])

    def remove(self, community_id: CommunityId) -> bool:
        """Forget that a community was left; return whether it was."""
        back = delete(departure).where(departure.c.community_id == community_id)
        return self._connection.execute(back).rowcount == 1

    def all(self) -> Sequence[CommunityId]:
        """Return the communities that were left."""
        return self._connection.scalars(select(departure.c.community_id)).all()

    def due(self, now: datetime) -> Sequence[CommunityId]:
        """Return those that have been kept long enough."""
        return self._connection.scalars(select(departure.c.community_id).where(departure.c.erase_at <= now)).all()
