"""Members' preferences in the database."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, Row, select

from bot.rules.ids import MemberId
from bot.services.values import ReminderChoice
from bot.store.tables import preference
from bot.store.upsert import Upsert

AT_ONCE = 500
"""Members asked about in one statement: SQLite bears some thousands of parameters, not a whole roll."""

_PUT = Upsert(preference)


class SqlPreferences:
    """How members wish to be addressed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reminders(self, members: Collection[MemberId]) -> Mapping[MemberId, ReminderChoice]:
        """Return the choices of those who made one."""
        return {MemberId(row.member_id): row.reminders for row in self._of(members)}

    def choose(self, member_id: MemberId, choice: ReminderChoice) -> None:
        """Remember a choice; direct messages are tried again from then on."""
        _PUT(self._connection, {"member_id": member_id, "reminders": choice, "closed_at": None})

    def closed(self, member_id: MemberId, now: datetime) -> None:
        """Remember that Discord refuses direct messages to the person."""
        chosen = self.reminders([member_id]).get(member_id, ReminderChoice.THREAD)
        _PUT(self._connection, {"member_id": member_id, "reminders": chosen, "closed_at": now})

    def unreachable(self, members: Collection[MemberId]) -> Collection[MemberId]:
        """Return those to whom Discord refuses direct messages."""
        return {MemberId(row.member_id) for row in self._of(members) if row.closed_at is not None}

    def _of(self, members: Collection[MemberId]) -> Iterator[Row[tuple[object, ...]]]:
        asked = sorted(set(members))
        for start in range(0, len(asked), AT_ONCE):
            some = select(preference).where(preference.c.member_id.in_(asked[start : start + AT_ONCE]))
            yield from self._connection.execute(some)
