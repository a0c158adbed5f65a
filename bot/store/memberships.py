"""Memberships in the database: begun and ended, never erased."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from bot.rules.ids import CircleId, CommunityId, MemberId
from bot.store.tables import circle
from bot.store.tables import membership as table

_LIVE = table.c.until.is_(None)
_IN_CIRCLE = table.c.circle_id == bindparam("circle")
_MEMBERS = select(table.c.member_id).where(_IN_CIRCLE).order_by(table.c.member_id)
_LIVE_MEMBERS = _MEMBERS.where(_LIVE)
STAYED = (table.c.since <= bindparam("moment"), or_(_LIVE, table.c.until > bindparam("moment")))
"""The memberships that held at the moment."""
_COUNT = select(func.count()).where(_IN_CIRCLE, _LIVE)
_PEERS = (
    select(table.c.member_id)
    .where(table.c.circle_id.in_(bindparam("circles", expanding=True)), _LIVE)
    .distinct()
    .order_by(table.c.member_id)
    .limit(bindparam("most"))
)
_INCLUDES = select(table.c.id).where(_IN_CIRCLE, table.c.member_id == bindparam("member"), _LIVE)
_CIRCLES_OF = (
    select(table.c.circle_id)
    .join(circle, circle.c.id == table.c.circle_id)
    .where(circle.c.community_id == bindparam("community"), table.c.member_id == bindparam("member"), _LIVE)
    .order_by(table.c.circle_id)
)
_COMMUNITIES_OF = (
    select(circle.c.community_id)
    .join(table, table.c.circle_id == circle.c.id)
    .where(table.c.member_id == bindparam("member"), _LIVE)
    .distinct()
    .order_by(circle.c.community_id)
)
_END = update(table).where(_IN_CIRCLE, table.c.member_id == bindparam("member"), _LIVE).values(until=bindparam("ended"))


class SqlMemberships:
    """Who was in which circle from when until when."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def live(self, circle_id: CircleId) -> Sequence[MemberId]:
        """Return the present members, by id."""
        return self._connection.scalars(_LIVE_MEMBERS, {"circle": circle_id}).all()

    def count(self, circle_id: CircleId) -> int:
        """Return how many members there are now."""
        return self._connection.scalar(_COUNT, {"circle": circle_id}) or 0

    def peers(self, circles: Collection[CircleId], most: int) -> Sequence[MemberId]:
        """Return people who are in any of the circles now, by id."""
        return self._connection.scalars(_PEERS, {"circles": [*circles], "most": most}).all()

    def includes(self, circle_id: CircleId, member_id: MemberId) -> bool:
        """Whether the person is a member now."""
        found = self._connection.execute(_INCLUDES, {"circle": circle_id, "member": member_id})
        return found.first() is not None

    def circles_of(self, community_id: CommunityId, member_id: MemberId) -> Sequence[CircleId]:
        """Return the circles the person is in."""
        return self._connection.scalars(_CIRCLES_OF, {"community": community_id, "member": member_id}).all()

    def communities_of(self, member_id: MemberId) -> Sequence[CommunityId]:
        """Return the communities in which the person is in a circle."""
        return self._connection.scalars(_COMMUNITIES_OF, {"member": member_id}).all()

    def enter(self, circle_id: CircleId, members: Collection[MemberId], now: datetime) -> None:
        """Begin memberships; who is a member already stays as they are."""
        new = sorted(set(members) - set(self.live(circle_id)))
        if new:
            rows = [{"circle_id": circle_id, "member_id": member, "since": now} for member in new]
            self._connection.execute(insert(table), rows)

    def leave(self, circle_id: CircleId, members: Collection[MemberId], now: datetime) -> None:
        """End memberships."""
        if members:
            rows = [{"circle": circle_id, "member": member, "ended": now} for member in sorted(set(members))]
            self._connection.execute(_END, rows)
