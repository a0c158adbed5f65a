"""Who may do what where: role permissions, then the channel's overwrites, as Discord computes them."""

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.wire.world import Channel, Member


class Permission(IntFlag):
    ADMINISTRATOR = 1 << 3
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38


NOBODY = Permission(0)
EVERYTHING = Permission((1 << 53) - 1)
EVERYBODY = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What one role or one member may do beyond or below their roles in one channel."""

    target_id: int
    allow: Permission = NOBODY
    deny: Permission = NOBODY
    is_member: bool = False


def in_channel(member: "Member", channel: "Channel") -> Permission:
    """The member's permissions in this channel; a thread takes those of its parent."""
    guild = member.guild
    held = guild.everyone.permissions
    for role in member.roles:
        held |= role.permissions
    if member.user is guild.owner or Permission.ADMINISTRATOR in held:
        return EVERYTHING
    place = channel.parent if channel.is_thread and channel.parent else channel
    for layer in _layers(member, place.overwrites):
        for overwrite in layer:
            held &= ~overwrite.deny
        for overwrite in layer:
            held |= overwrite.allow
    return held if Permission.VIEW_CHANNEL in held else NOBODY


def _layers(member: "Member", overwrites: list[Overwrite]) -> list[list[Overwrite]]:
    role_ids = {role.id for role in member.roles}
    return [
        [each for each in overwrites if each.target_id == member.guild.id],
        [each for each in overwrites if not each.is_member and each.target_id in role_ids],
        [each for each in overwrites if each.is_member and each.target_id == member.id],
    ]
