"""Whether Accord may post where it is asked to, said before anything is opened."""

import discord

from bot.rules.errors import CannotPost
from bot.rules.ids import ChannelId

NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "attach_files": "Attach Files",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
}
"""What a circle's home channel must allow: the card, the picture of the result, the thread."""


def missing(channel: discord.abc.GuildChannel, me: discord.Member | None = None) -> list[str]:
    """Return the names of the permissions that Accord lacks in a channel."""
    allowed = channel.permissions_for(me or channel.guild.me)
    return [name for permission, name in NEEDED.items() if not getattr(allowed, permission)]


def check_can_post(client: discord.Client, channel_id: ChannelId) -> None:
    """Raise CannotPost where the channel is gone or closed to Accord."""
    channel = client.get_channel(channel_id)
    if not isinstance(channel, discord.TextChannel):
        raise CannotPost(channel_id, ["a text channel"])
    lacking = missing(channel)
    if lacking:
        raise CannotPost(channel_id, lacking)
