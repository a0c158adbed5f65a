"""Topics of circles in the database; one that is used no more stays, for what it was chosen for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from bot.rules.ids import CircleId, TopicId
from bot.rules.topic import Topic
from bot.store.circles import name_key
from bot.store.tables import topic

_IN_USE = topic.c.retired_at.is_(None)


class SqlTopics:
    """What proposals of a circle can be about."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, circle_id: CircleId, name: str, now: datetime) -> TopicId:
        """Add a topic."""
        row = {"circle_id": circle_id, "name": name, "name_key": name_key(name), "created_at": now}
        return TopicId(self._connection.execute(insert(topic).values(**row).returning(topic.c.id)).scalar_one())

    def get(self, topic_id: TopicId) -> Topic | None:
        """Return a topic, in use or not."""
        row = self._connection.execute(select(topic).where(topic.c.id == topic_id)).first()
        return None if row is None else _topic(row)

    def named(self, circle_id: CircleId, name: str) -> Topic | None:
        """Return the topic of that name that is in use."""
        same = (topic.c.circle_id == circle_id, topic.c.name_key == name_key(name), _IN_USE)
        row = self._connection.execute(select(topic).where(*same)).first()
        return None if row is None else _topic(row)

    def of(self, circle_id: CircleId) -> Sequence[Topic]:
        """Return the circle's topics in use, by name."""
        used = select(topic).where(topic.c.circle_id == circle_id, _IN_USE).order_by(topic.c.name_key)
        return [_topic(row) for row in self._connection.execute(used)]

    def rename(self, topic_id: TopicId, name: str) -> None:
        """Call a topic differently."""
        self._connection.execute(update(topic).where(topic.c.id == topic_id).values(name=name, name_key=name_key(name)))

    def retire(self, topic_id: TopicId, into: TopicId | None, now: datetime) -> None:
        """Use a topic no more, or merge it into another."""
        self._connection.execute(update(topic).where(topic.c.id == topic_id).values(retired_at=now, into_id=into))


def _topic(row: Row[tuple[object, ...]]) -> Topic:
    return Topic(
        TopicId(row.id),
        CircleId(row.circle_id),
        row.name,
        in_use=row.retired_at is None,
        into=None if row.into_id is None else TopicId(row.into_id),
    )
