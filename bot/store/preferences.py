"""Members' preferences in the database."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from bot.rules.ids import MemberId
from bot.services.ports import ReminderChoice
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
        asked = sorted(set(members))
        found: dict[MemberId, ReminderChoice] = {}
        for start in range(0, len(asked), AT_ONCE):
            chosen = select(preference).where(preference.c.member_id.in_(asked[start : start + AT_ONCE]))
            found.update((MemberId(row.member_id), row.reminders) for row in self._connection.execute(chosen))
        return found

    def choose(self, member_id: MemberId, choice: ReminderChoice) -> None:
        """Remember a choice."""
        _PUT(self._connection, {"member_id": member_id, "reminders": choice})
