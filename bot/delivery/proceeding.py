"""Each kind of notice about a proceeding: how it is rendered, and where it goes."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import discord

from bot.delivery.channels import Gone, Outcome, home, person, say, send, server, started_thread, thread_or_home
from bot.delivery.continued import continued
from bot.delivery.desk import Delivery
from bot.rules.ids import ChannelId, MemberId, MessageId
from bot.services.agreement import told_report
from bot.services.proceeding import ProceedingView, told_step
from bot.services.steps import waited_in
from bot.services.values import Notice, OutboxRow
from bot.ui.agreement.buttons import adopted_view
from bot.ui.agreement.report import told as told_minority
from bot.ui.agreement.words import told_number
from bot.ui.clean import clean
from bot.ui.faces import FACES
from bot.ui.people import spelled
from bot.ui.proceeding.menu import MenuButton
from bot.ui.proceeding.told import reminder, told
from bot.ui.shown import drawn

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


async def _place_to_talk(delivery: Delivery, view: ProceedingView) -> discord.abc.Messageable:
    """Return the thread, which is started where something is to be said before it is there. Raises Gone."""
    place = view.place
    if place.thread_id is None and place.card_id is not None:
        with suppress(discord.Forbidden, discord.NotFound):  # the notice of the thread itself tells of it
            place = replace(place, thread_id=await started_thread(delivery, place, view.proceeding.title))
    return await thread_or_home(delivery, place)


async def _step(delivery: Delivery, row: OutboxRow, view: ProceedingView) -> Outcome:
    found = await delivery.store.read(told_step, (view.proceeding.id, int(row.owed.detail)))
    if found is None:
        raise Gone("there is no such step")
    face = FACES[view.proceeding.process.key]
    if row.owed.member_id:
        return await _whisper(delivery, row, view, face.whispered(*found, row.owed.member_id))
    text = told(face, *found, why=view.proceeding.beginning.why_notes)
    if not text:
        return Outcome()
    where = await _place_to_talk(delivery, view)
    last = int(row.owed.detail) == view.proceeding.steps
    if not last or view.agreement is None or view.agreement.adopted_by != view.proceeding.id:
        return await say(where, row, text[:MESSAGE_LIMIT])
    below = adopted_view(view.agreement, view.proceeding.id)
    message = await send(where, row, content=told_number(view.agreement, text), view=below)
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def _whisper(delivery: Delivery, row: OutboxRow, view: ProceedingView, text: str) -> Outcome:
    """Tell one member privately, with a way to do what can be done."""
    if not text:
        return Outcome()
    below = discord.ui.View(timeout=None)
    below.add_item(MenuButton(view.proceeding.id))
    below.stop()
    guild = await server(delivery, view.proceeding.community_id)
    whole = f"**{clean(view.proceeding.title)}** (#{view.proceeding.id}): {spelled(text, guild)}"
    message = await send(await person(delivery, row), row, (), content=whole[:MESSAGE_LIMIT], view=below)
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def _step_reminder(delivery: Delivery, row: OutboxRow, view: ProceedingView) -> Outcome:
    """Call those for whom it still waits, unless that time is over."""
    item = view.proceeding.item(delivery.clock.now())
    waiting = view.proceeding.process.waiting_for(item)
    if waited_in(item) != row.owed.detail or not waiting:
        return Outcome()
    text = reminder(FACES[view.proceeding.process.key], view.proceeding, item)
    return await say(await thread_or_home(delivery, view.place), row, text, calling=waiting)


async def _report(delivery: Delivery, row: OutboxRow, view: ProceedingView) -> Outcome:
    found = await delivery.store.read(told_report, (view.proceeding.id, MemberId(int(row.owed.detail))))
    if found is None:
        raise Gone("there is no such report")
    return await say(await thread_or_home(delivery, view.place), row, told_minority(*found))


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
    Notice.REPORT: _report,
    Notice.CONTINUED: continued,
    Notice.TROUBLE: _trouble,
}


def _drawn(delivery: Delivery, view: ProceedingView) -> discord.ui.LayoutView:
    return drawn(view, delivery.clock.now())
