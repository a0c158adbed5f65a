"""Each kind of notice: how it is rendered, and where it goes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.delivery.desk import Delivery
from bot.rules.ids import ChannelId, MessageId
from bot.services.poll import counted_of
from bot.services.proposal import ProposalView, find_proposal
from bot.services.values import Notice, OutboxRow
from bot.ui.below import rows_below
from bot.ui.card import card
from bot.ui.clean import clean, plain
from bot.ui.reminder import reminder_text
from bot.ui.result import announcement
from bot.ui.words import moment

THREAD_NAME_LIMIT = 100
"""Letters of a thread's name (Discord)."""

THREAD_EXISTS = 160004
"""Discord's code where the message has a thread already; the thread then has the message's id."""


class Gone(Exception):
    """What the notice is about, or the place it belongs to, is not there any more."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Discord answered."""

    message_id: MessageId | None = None
    channel_id: ChannelId | None = None


async def deliver(delivery: Delivery, row: OutboxRow) -> Outcome:
    """Render and send one message. Raises Gone, or discord.py's own errors."""
    found = None
    if row.owed.proposal_id is not None:
        found = await delivery.store.read(find_proposal, row.owed.proposal_id)
    if found is None:
        raise Gone("the proposal is gone")
    return await SENDERS[row.owed.notice](delivery, row, found)


async def _card(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    message = await _send(await _home(delivery, view), row, view=_drawn(delivery, view))
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def _card_update(delivery: Delivery, _: OutboxRow, view: ProposalView) -> Outcome:
    if view.place.card_id is None:
        return Outcome()  # the card that is about to be posted says it
    home = await _home(delivery, view)
    message = home.get_partial_message(view.place.card_id)
    await message.edit(view=_drawn(delivery, view), allowed_mentions=discord.AllowedMentions.none())
    return Outcome(view.place.card_id)


async def _thread(delivery: Delivery, _: OutboxRow, view: ProposalView) -> Outcome:
    if view.place.card_id is None:
        raise Gone("the card is gone")
    home = await _home(delivery, view)
    try:
        named = plain(view.decision.title, THREAD_NAME_LIMIT)
        thread = await home.get_partial_message(view.place.card_id).create_thread(name=named)
    except discord.HTTPException as refused:
        if refused.code != THREAD_EXISTS:
            raise
        return Outcome(channel_id=ChannelId(view.place.card_id))
    return Outcome(channel_id=ChannelId(thread.id))


async def _reminder(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    where = await _person(delivery, row) if row.owed.member_id else await _thread_or_home(delivery, view)
    called = () if row.owed.member_id else row.owed.to
    return await _say(where, row, reminder_text(view.decision, called))


async def _begun(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    text = (
        f"Nominations are over, and the vote has begun: {len(view.options)} options. "
        f"Vote on the card until {moment(view.decision.closes_at, 'F')}."
    )
    return await _say(await _thread_or_home(delivery, view), row, text)


async def _extended(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    closes = view.decision.closes_at
    text = f"The vote now runs until {moment(closes, 'F')} ({moment(closes, 'R')})."
    return await _say(await _thread_or_home(delivery, view), row, text)


async def _withdrawn(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    text = f"<@{view.decision.proposer_id}> has withdrawn this proposal. Nothing was counted."
    return await _say(await _thread_or_home(delivery, view), row, text)


async def _result(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    if view.decision.result is None:
        raise Gone("there is no result")
    home = await _home(delivery, view)
    below = rows_below(view.decision, delivery.clock.now())
    counted = await delivery.store.read(counted_of, view.decision.id)
    told = (counted.count, below, counted.drawing, counted.reasons) if counted else (None, below)
    drawn, files = await asyncio.to_thread(announcement, view, *told)
    message = await _send(home, row, view=drawn, files=files)
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def _trouble(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    text = (
        f"I could not post what belongs to your proposal **{clean(view.decision.title)}** in "
        f"<#{view.place.channel_id}>: {clean(row.owed.detail, 300)}. The vote itself goes on and will be counted. "
        "Please ask somebody who manages the server to let me post there again."
    )
    return await _say(await _person(delivery, row), row, text)


SENDERS: dict[Notice, Callable[[Delivery, OutboxRow, ProposalView], Awaitable[Outcome]]] = {
    Notice.CARD: _card,
    Notice.CARD_UPDATE: _card_update,
    Notice.THREAD: _thread,
    Notice.BEGUN: _begun,
    Notice.REMINDER: _reminder,
    Notice.EXTENDED: _extended,
    Notice.WITHDRAWN: _withdrawn,
    Notice.RESULT: _result,
    Notice.TROUBLE: _trouble,
}


def _drawn(delivery: Delivery, view: ProposalView) -> discord.ui.LayoutView:
    below = rows_below(view.decision, delivery.clock.now())
    return card(view.decision, view.place, view.ballots, rows=below, options=view.options)


async def _home(delivery: Delivery, view: ProposalView) -> discord.TextChannel:
    channel = await _channel(delivery, view.place.channel_id)
    if not isinstance(channel, discord.TextChannel):
        raise Gone("the channel is gone")
    return channel


async def _thread_or_home(delivery: Delivery, view: ProposalView) -> discord.abc.Messageable:
    if view.place.thread_id is not None:
        try:
            thread = await _channel(delivery, view.place.thread_id)
        except discord.NotFound:
            thread = None
        if isinstance(thread, discord.Thread):
            return thread
    return await _home(delivery, view)


async def _channel(delivery: Delivery, channel_id: ChannelId) -> Any:  # noqa: ANN401 - any kind of channel
    return delivery.client.get_channel(channel_id) or await delivery.client.fetch_channel(channel_id)


async def _person(delivery: Delivery, row: OutboxRow) -> discord.abc.Messageable:
    return await delivery.client.create_dm(discord.Object(row.owed.member_id or 0))


async def _say(where: discord.abc.Messageable, row: OutboxRow, text: str) -> Outcome:
    message = await _send(where, row, content=text)
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def _send(where: discord.abc.Messageable, row: OutboxRow, **content: Any) -> discord.Message:  # noqa: ANN401
    called = discord.AllowedMentions(
        everyone=False, roles=False, replied_user=False, users=[discord.Object(member) for member in row.owed.to]
    )
    return await where.send(nonce=row.nonce, allowed_mentions=called, **content)
