"""Where messages go: a channel, the thread under a card, or a person; and how they are sent."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import discord

from bot.delivery.desk import Delivery
from bot.rules.ids import ChannelId, CommunityId, LetterId, MemberId, MessageId
from bot.services.values import OutboxRow, Place
from bot.ui.clean import plain

THREAD_NAME_LIMIT = 100
"""Letters of a thread's name (Discord)."""

THREAD_EXISTS = 160004
"""Discord's code where the message has a thread already; the thread then has the message's id."""


class Gone(Exception):
    """What the notice is about, or the place it belongs to, is not there any more."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Discord answered, and the letters that are read with it."""

    message_id: MessageId | None = None
    channel_id: ChannelId | None = None
    read: tuple[LetterId, ...] = ()


async def started_thread(delivery: Delivery, place: Place, title: str) -> ChannelId:
    """Start the thread under a card, or return the one it has. Raises Gone."""
    if place.card_id is None:
        raise Gone("the card is gone")
    try:
        card = (await home(delivery, place)).get_partial_message(place.card_id)
        thread = await card.create_thread(name=plain(title, THREAD_NAME_LIMIT))
    except discord.HTTPException as refused:
        if refused.code != THREAD_EXISTS:
            raise
        return ChannelId(place.card_id)
    return ChannelId(thread.id)


async def home(delivery: Delivery, place: Place) -> discord.TextChannel:
    """Return the channel of the card. Raises Gone."""
    found = await _channel(delivery, place.channel_id)
    if not isinstance(found, discord.TextChannel):
        raise Gone("the channel is gone")
    return found


async def thread_or_home(delivery: Delivery, place: Place) -> discord.abc.Messageable:
    """Return the thread under the card, or its channel where there is none. Raises Gone."""
    if place.thread_id is not None:
        try:
            thread = await _channel(delivery, place.thread_id)
        except discord.NotFound:
            thread = None
        if isinstance(thread, discord.Thread):
            return thread
    return await home(delivery, place)


async def _channel(delivery: Delivery, channel_id: ChannelId) -> Any:  # noqa: ANN401 - any kind of channel
    return delivery.client.get_channel(channel_id) or await delivery.client.fetch_channel(channel_id)


async def server(delivery: Delivery, community_id: CommunityId) -> discord.Guild | None:
    """Return a server, asked of Discord where this process does not serve it; None where Accord is not in it."""
    try:
        return delivery.client.get_guild(community_id) or await delivery.client.fetch_guild(
            community_id, with_counts=False
        )
    except (discord.NotFound, discord.Forbidden):
        return None


async def person(delivery: Delivery, row: OutboxRow) -> discord.abc.Messageable:
    """Return the direct messages with the person a notice is for."""
    return await delivery.client.create_dm(discord.Object(row.owed.member_id or 0))


async def say(
    where: discord.abc.Messageable, row: OutboxRow, text: str, calling: Collection[MemberId] | None = None
) -> Outcome:
    """Send a text; it calls those whom the notice is for, unless others are named."""
    message = await send(where, row, calling, content=text)
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def send(
    where: discord.abc.Messageable,
    row: OutboxRow,
    calling: Collection[MemberId] | None = None,
    **content: Any,  # noqa: ANN401 - discord.py's own keywords
) -> discord.Message:
    """Send a message with its stored nonce, so that a second try is known for what it is."""
    users = [discord.Object(member) for member in (row.owed.to if calling is None else calling)]
    called = discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=users)
    return await where.send(nonce=row.nonce, allowed_mentions=called, **content)
