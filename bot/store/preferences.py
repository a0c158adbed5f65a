"""Members' preferences in the database."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Row, select

from bot.rules.ids import CommunityId, MemberId
from bot.rules.reach import Quiet, ReminderChoice
from bot.services.values import Preference
from bot.store.alone import keep_others_out
from bot.store.tables import preference
from bot.store.upsert import Upsert

AT_ONCE = 500
"""Members asked about in one statement: SQLite bears some thousands of parameters, not a whole roll."""

_PUT = Upsert(preference)


class SqlPreferences:
    """How members wish to be addressed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, members: Collection[MemberId]) -> Mapping[MemberId, Preference]:
        """Return the preferences of those who have any."""
        return {MemberId(row.member_id): _preference(row) for row in self._of(members)}

    def get(self, member_id: MemberId) -> Preference:
        """Return one person's preferences; as they are the same everywhere, others are kept out for them too."""
        keep_others_out(self._connection, member_id)
        return self.of([member_id]).get(member_id, Preference(member_id))

    def put(self, kept: Preference) -> None:
        """Keep a person's preferences."""
        quiet = kept.quiet
        row = {
            "member_id": kept.member_id,
            "reminders": kept.reminders,
            "invited_at": kept.invited_at,
            "closed_at": kept.closed_at,
            "quiet_begins": quiet and quiet.begins,
            "quiet_ends": quiet and quiet.ends,
            "timezone": quiet and quiet.timezone,
            "community_id": kept.community_id,
        }
        _PUT(self._connection, row)

    def reminders(self, members: Collection[MemberId]) -> Mapping[MemberId, ReminderChoice]:
        """Return the choices of those who made one."""
        return {member: kept.reminders for member, kept in self.of(members).items() if kept.reminders}

    def closed(self, member_id: MemberId, now: datetime) -> None:
        """Remember that Discord refuses direct messages to the person."""
        self.put(replace(self.get(member_id), closed_at=now))

    def unreachable(self, members: Collection[MemberId]) -> Collection[MemberId]:
        """Return those to whom Discord refuses direct messages."""
        return {member for member, kept in self.of(members).items() if kept.closed_at is not None}

    def _of(self, members: Collection[MemberId]) -> Iterator[Row[tuple[object, ...]]]:
        asked = sorted(set(members))
        for start in range(0, len(asked), AT_ONCE):
            some = select(preference).where(preference.c.member_id.in_(asked[start : start + AT_ONCE]))
            yield from self._connection.execute(some)


def _preference(row: Row[tuple[object, ...]]) -> Preference:
    quiet = None if row.quiet_begins is None else Quiet(row.quiet_begins, row.quiet_ends, row.timezone)
    community_id = None if row.community_id is None else CommunityId(row.community_id)
    return Preference(MemberId(row.member_id), row.reminders, row.invited_at, row.closed_at, quiet, community_id)
