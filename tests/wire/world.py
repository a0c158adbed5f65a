"""What exists on the stand-in Discord: guilds, people, channels and messages, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag
from typing import Any

from tests.wire.permissions import EVERYBODY, NOBODY, Overwrite, Permission
from tests.wire.snowflake import Snowflakes

Json = Any
GLOBAL = 0  # the place of the commands that belong to no single guild


class ChannelType(IntEnum):
    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12


class MessageFlag(IntFlag):
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    COMPONENTS_V2 = 1 << 15


@dataclass(slots=True, eq=False)
class User:
    id: int
    name: str
    bot: bool = False
    accepts_dms: bool = True


@dataclass(slots=True, eq=False)
class Role:
    id: int
    name: str
    permissions: Permission = NOBODY
    position: int = 1


@dataclass(slots=True, eq=False)
class Member:
    user: User
    guild: "Guild" = field(repr=False)
    joined_at: datetime
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None

    @property
    def id(self) -> int:
        return self.user.id


@dataclass(slots=True, eq=False)
class Channel:
    """A text channel, a DM or a thread; a thread knows its parent and who sits in it."""

    id: int
    type: ChannelType
    name: str = ""
    guild: "Guild | None" = field(default=None, repr=False)
    parent: "Channel | None" = field(default=None, repr=False)
    recipient: User | None = None
    overwrites: list[Overwrite] = field(default_factory=list)
    owner: User | None = None
    thread_members: list[User] = field(default_factory=list)
    auto_archive_minutes: int = 1440
    archived: bool = False
    locked: bool = False

    @property
    def is_thread(self) -> bool:
        return self.type in {ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD}


@dataclass(slots=True, eq=False)
class Guild:
    id: int
    name: str
    owner: User
    roles: dict[int, Role] = field(default_factory=dict, repr=False)
    members: dict[int, Member] = field(default_factory=dict, repr=False)

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]


@dataclass(slots=True, eq=False)
class Attachment:
    id: int
    filename: str
    content: bytes = field(repr=False)
    description: str | None = None


@dataclass(slots=True, eq=False)
class Message:
    """One message as it stands; a deleted one stays here, marked."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    nonce: str | int | None = None
    mentions: list[User] = field(default_factory=list)
    role_mentions: list[Role] = field(default_factory=list)
    mentions_everyone: bool = False
    reference: Json = None
    interaction: Json = None
    only_for: User | None = None
    edited_at: datetime | None = None
    deleted: bool = False
    thread: Channel | None = None


class World:
    """The community before and while the bot runs. Tests fill it first, then start the bot."""

    def __init__(self, ids: Snowflakes) -> None:
        self.ids = ids
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self.commands: dict[int, list[Json]] = {}
        self.token = f"stand-in.{ids.make()}.token"
        self.members_intent = True
        self.bot = self.add_user("Accord", bot=True)
        self.owner = self.add_user("owner")
        self.guild = self.add_guild("Commons")
        self.general = self.add_channel("general")

    def add_user(self, name: str, *, bot: bool = False) -> User:
        user = User(self.ids.make(), name, bot)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, *, bot_permissions: Permission = NOBODY) -> Guild:
        guild = Guild(self.ids.make(), name, self.owner)
        self.guilds[guild.id] = guild
        guild.roles[guild.id] = Role(guild.id, "@everyone", EVERYBODY, 0)
        bot_role = self.add_role("Accord", permissions=bot_permissions, guild=guild)
        self.enrol(self.owner, guild=guild)
        self.enrol(self.bot, bot_role, guild=guild)
        return guild

    def add_role(self, name: str, *, permissions: Permission = NOBODY, guild: Guild | None = None) -> Role:
        guild = guild or self.guild
        role = Role(self.ids.make(), name, permissions, len(guild.roles))
        guild.roles[role.id] = role
        return role

    def enrol(self, user: User, *roles: Role, guild: Guild | None = None) -> Member:
        guild = guild or self.guild
        member = Member(user, guild, self.ids.now(), list(roles))
        guild.members[user.id] = member
        return member

    def add_member(self, name: str, *roles: Role, guild: Guild | None = None) -> Member:
        return self.enrol(self.add_user(name), *roles, guild=guild)

    def add_channel(
        self, name: str, *, guild: Guild | None = None, overwrites: list[Overwrite] | None = None
    ) -> Channel:
        channel = Channel(self.ids.make(), ChannelType.TEXT, name, guild or self.guild, overwrites=overwrites or [])
        self.channels[channel.id] = channel
        return channel

    def dm(self, person: Member | User) -> Channel:
        """The one private channel between the bot and this person, made when first asked for."""
        user = person.user if isinstance(person, Member) else person
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.ids.make(), ChannelType.DM, recipient=user)
        self.channels[channel.id] = channel
        return channel

    def channels_of(self, guild: Guild) -> Iterator[Channel]:
        return (channel for channel in self.channels.values() if channel.guild is guild)

    def messages_in(self, channel: Channel) -> list[Message]:
        """What everybody in the channel sees, oldest first."""
        return [
            message
            for message in self.messages.values()
            if message.channel is channel and not message.deleted and message.only_for is None
        ]

    def everything(self) -> list[Message]:
        """All messages that stand, in every channel and DM, without the ephemeral ones, oldest first."""
        return [each for each in self.messages.values() if not each.deleted and each.only_for is None]
