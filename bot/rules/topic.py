"""Topics: what proposals of a circle are about, one each at most, so that a vote can be handed over for one of them.

A decision has exactly one topic or none; otherwise "the narrowest delegation" would mean nothing (governance 7.8).
"""

from dataclasses import dataclass

from bot.rules.errors import Invalid, Missing
from bot.rules.ids import CircleId, TopicId

MOST = 20
"""Topics of a circle in use: more than fit on a menu nobody chooses from."""


@dataclass(eq=False)
class NoSuchTopic(Missing):
    """The circle has no such topic in use."""

    name: str


@dataclass(eq=False)
class TopicTaken(Invalid):
    """The circle has a topic of that name."""

    name: str


@dataclass(eq=False)
class TooManyTopics(Invalid):
    """A circle has so many topics at most."""

    most: int


class TopicIntoItself(Invalid):
    """A topic is merged into another one of the same circle."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a circle; one that is not `in_use` is chosen no more, and `into` is what it was merged into."""

    id: TopicId
    circle_id: CircleId
    name: str
    in_use: bool = True
    into: TopicId | None = None
