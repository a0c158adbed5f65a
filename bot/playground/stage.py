"""The room that is on: one preview of the simulated Discord at a time, and tickets to it."""

import logging
import secrets
from collections import OrderedDict
from dataclasses import dataclass

from simcord import ChannelHandle, MemberActor, Preview, UserHandle

from bot.playground.rooms import Rooms
from bot.playground.world import World

log = logging.getLogger(__name__)

LOCALE = "en-GB"
"""Writes dates and hours in messages as the playground's clock does."""

TICKETS = 64
"""Tickets remembered: a browser tab needs one, and a tab that was left behind asks for another."""


class NoSuchRoomError(Exception):
    """There is no such room, or this member may not enter it."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a browser tab shows on every request: who it is, and in which room."""

    secret: str
    member_id: int
    room_id: int


class Stage:
    """Opens the preview of a room and knows which tickets are good for it.

    The simulation has one preview at a time. Every member who may enter the room can look at it from a tab of
    their own; who goes to another room takes the stage with them, and the tabs left behind can come back.
    """

    def __init__(self, world: World, rooms: Rooms) -> None:
        self._world = world
        self._rooms = rooms
        self._tickets: OrderedDict[str, Ticket] = OrderedDict()
        self._preview: Preview | None = None
        self._audience: frozenset[int] = frozenset()
        self._shown = 0

    async def enter(self, member_id: int, room_id: int) -> Ticket:
        """Put a room on for a member. Call it holding the turn. Raises :class:`NoSuchRoomError`."""
        channel = self._rooms.find(room_id, member_id)
        if channel is None:
            raise NoSuchRoomError
        viewers = self._viewers(channel, member_id)
        audience = frozenset(viewer.id for viewer in viewers)
        if self.room_id != room_id or audience != self._audience:
            await self._open(channel, viewers)
            self._audience = audience
        return self._issue(member_id, room_id)

    @property
    def room_id(self) -> int | None:
        """The room that is on."""
        return None if self._preview is None else self._preview.channel.id

    def ticket(self, secret: str | None) -> Ticket | None:
        """Return the ticket if it is good for the room that is on."""
        ticket = self._tickets.get(secret or "")
        return ticket if ticket is not None and ticket.room_id == self.room_id else None

    def credentials(self) -> tuple[str, str]:
        """Return the address of the preview and its capability. There must be a room on."""
        if self._preview is None:
            raise NoSuchRoomError
        origin, _, capability = self._preview.url.partition("/#")
        return origin, capability

    async def refresh(self) -> None:
        """Show on the page what has happened without it, and the present time. Call it holding the turn."""
        self._shown = self._world.changes
        if self._preview is not None:
            try:
                await self._preview.refresh()
            except TimeoutError:
                log.exception("The program did not come to rest.")

    async def catch_up(self) -> None:
        """Refresh if anything has happened since the last time. Call it holding the turn."""
        if self._world.changes != self._shown:
            await self.refresh()

    async def close(self) -> None:
        """Take the room off."""
        if self._preview is not None:
            await self._preview.close()
            self._preview = None

    def _viewers(self, channel: ChannelHandle, member_id: int) -> list[MemberActor | UserHandle]:
        members = self._world.community.members.values()
        if channel.guild is None:
            return [member.user for member in members if member.id == member_id]
        return [member for member in members if self._rooms.find(channel.id, member.id) is not None]

    async def _open(self, channel: ChannelHandle, viewers: list[MemberActor | UserHandle]) -> None:
        await self.close()
        pictures = self._world.community.pictures
        preview = self._world.env.preview(channel, viewers=viewers, layout="channel", locale=LOCALE, assets=pictures)
        self._preview = await preview.__aenter__()

    def _issue(self, member_id: int, room_id: int) -> Ticket:
        ticket = Ticket(secrets.token_urlsafe(24), member_id, room_id)
        self._tickets[ticket.secret] = ticket
        while len(self._tickets) > TICKETS:
            self._tickets.popitem(last=False)
        return ticket
