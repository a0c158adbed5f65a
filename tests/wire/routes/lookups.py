"""From ids in a path to values of the world, or Discord's error for what is not there or not to be seen."""

from tests.wire.host import Host
from tests.wire.journal import Request
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.world import Channel, Guild, Member, Message


def channel_of(host: Host, request: Request) -> Channel:
    """A channel the bot sees; 10003 or 50001 otherwise."""
    channel = host.world.channels.get(request.id("channel_id"))
    if channel is None:
        raise RefusedError(Refusal.UNKNOWN_CHANNEL)
    host.require(channel)
    return channel


def message_of(host: Host, request: Request) -> Message:
    """A message that stands in that channel for everybody; 10008 otherwise, for ephemeral ones too."""
    channel = channel_of(host, request)
    message = host.world.messages.get(request.id("message_id"))
    if message is None or message.channel is not channel or message.deleted or message.only_for:
        raise RefusedError(Refusal.UNKNOWN_MESSAGE)
    return message


def guild_of(host: Host, request: Request) -> Guild:
    """A guild the bot is in; 10004 otherwise."""
    guild = host.world.guilds.get(request.id("guild_id"))
    if guild is None or host.world.bot.id not in guild.members:
        raise RefusedError(Refusal.UNKNOWN_GUILD)
    return guild


def member_of(host: Host, request: Request) -> Member:
    """A member of that guild; 10007 otherwise."""
    guild = guild_of(host, request)
    member = guild.members.get(request.id("user_id"))
    if member is None:
        raise RefusedError(Refusal.UNKNOWN_MEMBER)
    return member
