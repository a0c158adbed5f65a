"""The circles, and who is in them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.rules.circle import Circle
from bot.rules.ids import (
    ChannelId,
    CircleId,
    CommunityId,
    MemberId,
)
from bot.rules.process.description import Process


class Circles(Protocol):
    """The circles of all communities."""

    def add(self, circle: Circle, now: datetime) -> CircleId:
        """Store a new circle; its own id is ignored. Raises NameTaken."""

    def save(self, circle: Circle) -> None:
        """Store a changed circle. Raises NameTaken."""

    def get(self, circle_id: CircleId) -> Circle | None:
        """Return a circle."""

    def named(self, community_id: CommunityId, name: str) -> Circle | None:
        """Return the circle of that name, whatever its capitals."""

    def communities(self) -> Sequence[CommunityId]:
        """Return the communities that have a circle."""

    def of(self, community_id: CommunityId) -> Sequence[Circle]:
        """Return the community's circles by name."""

    def at(self, channel_id: ChannelId) -> Sequence[Circle]:
        """Return the circles whose home is that channel."""

    def following(self, community_id: CommunityId) -> Sequence[Circle]:
        """Return the circles whose members are the holders of a role."""


class Ways(Protocol):
    """How circles go about processes."""

    def get(self, circle_id: CircleId, process: Process) -> Any:  # noqa: ANN401 - settings of the process
        """Return the circle's settings of a process, None where it goes about it in the usual way."""

    def put(self, circle_id: CircleId, process: Process, settings: object) -> None:
        """Keep what differs from the usual way."""


class Memberships(Protocol):
    """Who was in which circle from when until when."""

    def live(self, circle_id: CircleId) -> Sequence[MemberId]:
        """Return the present members, by id."""

    def count(self, circle_id: CircleId) -> int:
        """Return how many members there are now."""

    def peers(self, circles: Collection[CircleId], most: int) -> Sequence[MemberId]:
        """Return people who are in any of the circles now, by id."""

    def includes(self, circle_id: CircleId, member_id: MemberId) -> bool:
        """Whether the person is a member now."""

    def circles_of(self, community_id: CommunityId, member_id: MemberId) -> Sequence[CircleId]:
        """Return the circles the person is in."""

    def communities_of(self, member_id: MemberId) -> Sequence[CommunityId]:
        """Return the communities in which the person is in a circle."""

    def enter(self, circle_id: CircleId, members: Collection[MemberId], now: datetime) -> None:
        """Begin memberships; who is a member already stays as they are."""

    def leave(self, circle_id: CircleId, members: Collection[MemberId], now: datetime) -> None:
        """End memberships."""
