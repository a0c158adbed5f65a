"""Each kind of notice about a proceeding: how it is rendered, and where it goes."""

from collections.abc import Awaitable, Callable

import discord

from bot.delivery.channels import Gone, Outcome, home, person, say, send, started_thread, thread_or_home
from bot.delivery.continued import continued
from bot.delivery.desk import Delivery
from bot.rules.ids import ChannelId, MessageId
from bot.services.proceeding import ProceedingView, told_step
from bot.services.steps import waited_in
from bot.services.values import Notice, OutboxRow
from bot.ui.clean import clean
from bot.ui.faces import FACES
from bot.ui.proceeding.buttons import rows
from bot.ui.proceeding.card import card
from bot.ui.proceeding.told import reminder, told

MESSAGE_LIMIT = 2_000
"""Letters of a message (Discord)."""


async def _card(delivery: Delivery, row: OutboxRow, view: ProceedingView) -> Outcome:
    message = await send(await home(delivery, view.place), row, view=_drawn(delivery, view))
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def _card_update(delivery: Delivery, _: OutboxRow, view: ProceedingView) -> Outcome:
    if view.place.card_id is None:
        return Outcome()  # the card that is about to be posted says it
    message = (await home(delivery, view.place)).get_partial_message(view.place.card_id)
    await message.edit(view=_drawn(delivery, view), allowed_mentions=discord.AllowedMentions.none())
    return Outcome(view.place.card_id)


async def _thread(delivery: Delivery, _: OutboxRow, view: ProceedingView) -> Outcome:
    return Outcome(channel_id=await started_thread(delivery, view.place, view.proceeding.title))


async def _step(delivery: Delivery, row: OutboxRow, view: ProceedingView) -> Outcome:
    found = await delivery.store.read(told_step, (view.proceeding.id, int(row.owed.detail)))
    if found is None:
        raise Gone("there is no such step")
    text = told(FACES[view.proceeding.process.key], *found)
    if not text:
        return Outcome()
    return await say(await thread_or_home(delivery, view.place), row, text[:MESSAGE_LIMIT])


async def _step_reminder(delivery: Delivery, row: OutboxRow, view: ProceedingView) -> Outcome:
    """Call those for whom it still waits, unless that time is over."""
    item = view.proceeding.item(delivery.clock.now())
    waiting = view.proceeding.process.waiting_for(item)
    if waited_in(item) != row.owed.detail or not waiting:
        return Outcome()
    text = reminder(FACES[view.proceeding.process.key], view.proceeding, item)
    return await say(await thread_or_home(delivery, view.place), row, text, calling=waiting)


async def _trouble(delivery: Delivery, row: OutboxRow, view: ProceedingView) -> Outcome:
    text = (
        f"I could not post what belongs to your proposal **{clean(view.proceeding.title)}** in "
        f"<#{view.place.channel_id}>: {clean(row.owed.detail, 300)}. It goes on all the same. "
        "Please ask somebody who manages the server to let me post there again."
    )
    return await say(await person(delivery, row), row, text)


SENDERS: dict[Notice, Callable[[Delivery, OutboxRow, ProceedingView], Awaitable[Outcome]]] = {
    Notice.CARD: _card,
    Notice.CARD_UPDATE: _card_update,
    Notice.THREAD: _thread,
    Notice.STEP: _step,
    Notice.STEP_REMINDER: _step_reminder,
    Notice.CONTINUED: continued,
    Notice.TROUBLE: _trouble,
}


def _drawn(delivery: Delivery, view: ProceedingView) -> discord.ui.LayoutView:
    now, face = delivery.clock.now(), FACES[view.proceeding.process.key]
    return card(view.proceeding, view.place, face, now, rows(view.proceeding, now), view.climb)
