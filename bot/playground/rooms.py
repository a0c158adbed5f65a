"""Which rooms there are for whom, and what in them has not been read yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from simcord import ChannelHandle, Env
from simcord.backend.access import channel_accessible
from simcord.backend.models import Channel

from bot.playground.seed import Community


class RoomKind(StrEnum):
    """What sort of room it is; the page draws each in its own way."""

    CHANNEL = "channel"
    THREAD = "thread"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Room:
    """One room as one member sees it. Ids are strings: they do not fit into a browser's numbers."""

    id: str
    name: str
    kind: RoomKind
    parent: str | None
    topic: str
    unread: bool
    archived: bool
    private: bool


class Rooms:
    """The rooms of the community, and per member what was last read in each."""

    def __init__(self, env: Env, community: Community) -> None:
        self._env = env
        self._community = community
        self._read: dict[tuple[int, int], int] = {}

    def of(self, member_id: int) -> list[Room]:
        """List what a member may enter: channels with their threads beneath, then the DM with the bot."""
        backend = self._env.backend
        seen = [self._room(channel, member_id) for channel in self._walk() if self._open_to(channel, member_id)]
        return [*seen, self._room(backend.get_dm_channel(member_id), member_id)]

    def find(self, room_id: int, member_id: int) -> ChannelHandle | None:
        """Return the room's channel, or None where there is none that this member may enter."""
        channel = self._env.backend.channels.get(room_id)
        if channel is None or not self._open_to(channel, member_id):
            return None
        guild = None if channel.guild_id is None else self._community.guild
        return ChannelHandle(self._env, guild, channel)

    def mark_read(self, room_id: int, member_id: int) -> None:
        """Remember that a member has seen all there is in a room."""
        channel = self._env.backend.channels.get(room_id)
        if channel is not None:
            self._read[member_id, room_id] = channel.last_message_id or 0

    def mark_all_read(self) -> None:
        """Begin with a clean slate: what was seeded is no news."""
        for channel in [*self._env.backend.channels.values()]:
            for member in self._community.members.values():
                self.mark_read(channel.id, member.id)

    def direct_unread(self, member_id: int) -> bool:
        """Say whether the bot has written to a member who has not looked yet."""
        return self._unread(self._env.backend.get_dm_channel(member_id), member_id)

    def _walk(self) -> Iterator[Channel]:
        channels = self._env.backend.channels
        guild_id = self._community.guild.id
        own = [channel for channel in channels.values() if channel.guild_id == guild_id]
        for channel in own:
            if not channel.is_thread:
                yield channel
                yield from (thread for thread in own if thread.is_thread and thread.parent_id == channel.id)

    def _open_to(self, channel: Channel, member_id: int) -> bool:
        return channel_accessible(self._env.backend, channel.id, member_id, history=True)

    def _room(self, channel: Channel, member_id: int) -> Room:
        kind = RoomKind.THREAD if channel.is_thread else RoomKind.CHANNEL
        direct = channel.guild_id is None
        thread = channel.thread_metadata
        return Room(
            id=str(channel.id),
            name="Accord" if direct else channel.name or "",
            kind=RoomKind.DIRECT if direct else kind,
            parent=str(channel.parent_id) if channel.is_thread else None,
            topic=channel.topic or "",
            unread=self._unread(channel, member_id),
            archived=thread is not None and thread.archived,
            private=bool(channel.overwrites),
        )

    def _unread(self, channel: Channel, member_id: int) -> bool:
        read = self._read.get((member_id, channel.id), 0)
        if (channel.last_message_id or 0) <= read:
            return False
        written = self._env.backend.messages.get(channel.id, {}).values()
        return any(
            message.id > read and message.author_id != member_id and message.visible_to(member_id)
            for message in written
        )
