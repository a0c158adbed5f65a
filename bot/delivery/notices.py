"""Each kind of notice: how it is rendered, and where it goes."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import discord

from bot.delivery import challenge, letter, liquid, proceeding, way
from bot.delivery.channels import Gone, Outcome, home, person, say, send, started_thread, thread_or_home
from bot.delivery.continued import continued
from bot.delivery.desk import Delivery
from bot.rules.ids import ChannelId, MessageId
from bot.services.outbox import result_of
from bot.services.poll import counted_of
from bot.services.proceeding import find_proceeding
from bot.services.proposal import ProposalView, find_proposal
from bot.services.values import Notice, OutboxRow
from bot.ui.below import rows_below
from bot.ui.card import card
from bot.ui.clean import clean
from bot.ui.my.vote import MyVoteButton
from bot.ui.override import MANY_WORDS, held_words
from bot.ui.reminder import reminder_text
from bot.ui.result import announcement
from bot.ui.words import moment


async def deliver(delivery: Delivery, row: OutboxRow) -> Outcome:
    """Render and send one message. Raises Gone, or discord.py's own errors."""
    if row.owed.notice in SETTINGS:
        return await SETTINGS[row.owed.notice](delivery, row)
    if row.owed.proposal_id is None:
        raise Gone("it is about nothing")
    running = await delivery.store.read(find_proceeding, row.owed.proposal_id)
    if running is not None:
        return await proceeding.SENDERS[row.owed.notice](delivery, row, running)
    found = await delivery.store.read(find_proposal, row.owed.proposal_id)
    if found is None:
        raise Gone("the proposal is gone")
    return await SENDERS[row.owed.notice](delivery, row, found)


SETTINGS = {
    Notice.WAY: way.changed,
    Notice.LIQUID: liquid.changed,
    Notice.LETTERS: letter.letters,
    Notice.CALL: letter.call,
    **challenge.SENDERS,
}
"""What is about how decisions are taken, about a person or a jury, and not sent as one way to decide has it."""


async def _card(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    message = await send(await home(delivery, view.place), row, view=_drawn(delivery, view))
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def _card_update(delivery: Delivery, _: OutboxRow, view: ProposalView) -> Outcome:
    if view.place.card_id is None:
        return Outcome()  # the card that is about to be posted says it
    message = (await home(delivery, view.place)).get_partial_message(view.place.card_id)
    await message.edit(view=_drawn(delivery, view), allowed_mentions=discord.AllowedMentions.none())
    return Outcome(view.place.card_id)


async def _thread(delivery: Delivery, _: OutboxRow, view: ProposalView) -> Outcome:
    return Outcome(channel_id=await started_thread(delivery, view.place, view.decision.title))


async def _reminder(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    where = await person(delivery, row) if row.owed.member_id else await thread_or_home(delivery, view.place)
    called = () if row.owed.member_id else row.owed.to
    return await say(where, row, reminder_text(view.decision, called))


async def _begun(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    text = (
        f"Nominations are over, and the vote has begun: {len(view.options)} options. "
        f"Vote on the card until {moment(view.decision.closes_at, 'F')}."
    )
    return await say(await thread_or_home(delivery, view.place), row, text)


async def _override(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    return await _with_my_vote(delivery, row, view, held_words(view.decision))


async def _many(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    return await _with_my_vote(delivery, row, view, MANY_WORDS)


async def _with_my_vote(delivery: Delivery, row: OutboxRow, view: ProposalView, text: str) -> Outcome:
    """Say it in the thread, with a button under which each finds what concerns them."""
    buttons = discord.ui.View(timeout=None)
    buttons.add_item(MyVoteButton(view.decision.id))
    buttons.stop()
    message = await send(await thread_or_home(delivery, view.place), row, content=text, view=buttons)
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def _extended(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    closes = view.decision.closes_at
    text = f"The vote now runs until {moment(closes, 'F')} ({moment(closes, 'R')})."
    return await say(await thread_or_home(delivery, view.place), row, text)


async def _withdrawn(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    text = f"<@{view.decision.proposer_id}> has withdrawn this proposal. Nothing was counted."
    return await say(await thread_or_home(delivery, view.place), row, text)


async def _announced(delivery: Delivery, view: ProposalView) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    if view.decision.result is None:
        raise Gone("there is no result")
    below = _below(delivery, view)
    counted = await delivery.store.read(counted_of, view.decision.id)
    told = (counted.count, below, counted.drawing, counted.reasons) if counted else (None, below)
    return await asyncio.to_thread(announcement, view, *told)


async def _result_update(delivery: Delivery, _: OutboxRow, view: ProposalView) -> Outcome:
    """Let the announcement say what has become of the decision; one that was deleted says nothing."""
    posted = await delivery.store.read(result_of, view.decision.id)
    if posted is None:
        return Outcome()
    drawn, files = await _announced(delivery, view)
    message = (await home(delivery, view.place)).get_partial_message(posted)
    with suppress(discord.NotFound):
        await message.edit(view=drawn, attachments=files, allowed_mentions=discord.AllowedMentions.none())
    return Outcome(posted)


async def _result(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    drawn, files = await _announced(delivery, view)
    message = await send(await home(delivery, view.place), row, view=drawn, files=files)
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def _trouble(delivery: Delivery, row: OutboxRow, view: ProposalView) -> Outcome:
    text = (
        f"I could not post what belongs to your proposal **{clean(view.decision.title)}** in "
        f"<#{view.place.channel_id}>: {clean(row.owed.detail, 300)}. The vote itself goes on and will be counted. "
        "Please ask somebody who manages the server to let me post there again."
    )
    return await say(await person(delivery, row), row, text)


SENDERS: dict[Notice, Callable[[Delivery, OutboxRow, ProposalView], Awaitable[Outcome]]] = {
    Notice.CARD: _card,
    Notice.CARD_UPDATE: _card_update,
    Notice.THREAD: _thread,
    Notice.BEGUN: _begun,
    Notice.REMINDER: _reminder,
    Notice.EXTENDED: _extended,
    Notice.OVERRIDE: _override,
    Notice.MANY: _many,
    Notice.WITHDRAWN: _withdrawn,
    Notice.RESULT: _result,
    Notice.RESULT_UPDATE: _result_update,
    Notice.CONTINUED: continued,
    Notice.TROUBLE: _trouble,
}


def _drawn(delivery: Delivery, view: ProposalView) -> discord.ui.LayoutView:
    return card(view, _below(delivery, view))


def _below(delivery: Delivery, view: ProposalView) -> list[discord.ui.ActionRow[Any]]:
    now = delivery.clock.now()
    return rows_below(view.decision, now, goes_on=view.climb.goes_on, law=view.legality)
