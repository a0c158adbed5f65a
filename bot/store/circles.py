"""Circles in the database."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from bot.rules.circle import Circle, Defaults
from bot.rules.errors import NameTaken
from bot.rules.ids import ChannelId, CircleId, CommunityId, MemberId, RoleId
from bot.rules.ladder.words import read_ladder, write_ladder
from bot.rules.majority import parse_quorum, parse_threshold, write_quorum, write_threshold
from bot.store.tables import circle as table


def name_key(name: str) -> str:
    """Return a name as it is compared: whatever its capitals, widths and spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _columns(circle: Circle) -> dict[str, object]:
    defaults = circle.defaults
    return {
        "community_id": circle.community_id,
        "name": circle.name,
        "name_key": name_key(circle.name),
        "aim": circle.aim,
        "home_id": circle.home_id,
        "steward_id": circle.steward_id,
        "role_id": circle.role_id,
        "facilitator_id": circle.facilitator_id,
        "secretary_id": circle.secretary_id,
        "why_notes": circle.why_notes,
        "threshold": write_threshold(defaults.threshold),
        "quorum": write_quorum(defaults.quorum),
        "period_seconds": int(defaults.period.total_seconds()),
        "shortest_seconds": int(defaults.shortest.total_seconds()),
        "proposers": defaults.proposers,
        "timezone": defaults.timezone,
        "secrecy": defaults.secrecy,
        "ladder": circle.ladder and write_ladder(circle.ladder),
        "clauses": dict(circle.clauses),
    }


def _circle(row: Row[tuple[object, ...]]) -> Circle:
    return Circle(
        id=CircleId(row.id),
        community_id=CommunityId(row.community_id),
        name=row.name,
        aim=row.aim,
        home_id=ChannelId(row.home_id),
        steward_id=MemberId(row.steward_id),
        role_id=None if row.role_id is None else RoleId(row.role_id),
        facilitator_id=None if row.facilitator_id is None else MemberId(row.facilitator_id),
        secretary_id=None if row.secretary_id is None else MemberId(row.secretary_id),
        why_notes=row.why_notes,
        defaults=Defaults(
            threshold=parse_threshold(row.threshold),
            quorum=parse_quorum(row.quorum),
            period=timedelta(seconds=row.period_seconds),
            shortest=timedelta(seconds=row.shortest_seconds),
            proposers=row.proposers,
            timezone=row.timezone,
            secrecy=row.secrecy,
        ),
        ladder=row.ladder and read_ladder(row.ladder),
        clauses=row.clauses or {},
    )


class SqlCircles:
    """The circles of all communities; `changed` is called when one is saved."""

    def __init__(self, connection: Connection, changed: Callable[[], None]) -> None:
        self._connection = connection
        self._changed = changed

    def add(self, circle: Circle, now: datetime) -> CircleId:
        """Store a new circle; its own id is ignored. Raises NameTaken."""
        if self.named(circle.community_id, circle.name):
            raise NameTaken(circle.name)
        added = insert(table).values(**_columns(circle), created_at=now).returning(table.c.id)
        return CircleId(self._connection.execute(added).scalar_one())

    def save(self, circle: Circle) -> None:
        """Store a changed circle. Raises NameTaken."""
        other = self.named(circle.community_id, circle.name)
        if other and other.id != circle.id:
            raise NameTaken(circle.name)
        self._connection.execute(update(table).where(table.c.id == circle.id).values(**_columns(circle)))
        self._changed()

    def get(self, circle_id: CircleId) -> Circle | None:
        """Return a circle."""
        return next(iter(self._where(table.c.id == circle_id)), None)

    def named(self, community_id: CommunityId, name: str) -> Circle | None:
        """Return the circle of that name, whatever its capitals."""
        key = name_key(name)
        return next(iter(self._where(table.c.community_id == community_id, table.c.name_key == key)), None)

    def communities(self) -> Sequence[CommunityId]:
        """Return the communities that have a circle."""
        return self._connection.scalars(select(table.c.community_id).distinct()).all()

    def of(self, community_id: CommunityId) -> Sequence[Circle]:
        """Return the community's circles by name."""
        return self._where(table.c.community_id == community_id)

    def at(self, channel_id: ChannelId) -> Sequence[Circle]:
        """Return the circles whose home is that channel."""
        return self._where(table.c.home_id == channel_id)

    def following(self, community_id: CommunityId) -> Sequence[Circle]:
        """Return the circles whose members are the holders of a role."""
        return self._where(table.c.community_id == community_id, table.c.role_id.is_not(None))

    def _where(self, *conditions: ColumnElement[bool]) -> list[Circle]:
        found = select(table).where(*conditions).order_by(table.c.name_key, table.c.id)
        return [_circle(row) for row in self._connection.execute(found)]
