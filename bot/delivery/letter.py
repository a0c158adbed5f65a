"""Letters by direct message, and the call to those who take none: by name, and without a word about what it is."""

import discord

from bot.delivery.channels import Gone, Outcome, home, person, send, server, thread_or_home
from bot.delivery.desk import Delivery
from bot.rules.ids import ChannelId, CircleId, LetterId, MemberId, MessageId
from bot.services.circle import find_circle
from bot.services.inbox import Look, inbox, waited_for
from bot.services.proposal import find_proposal
from bot.services.values import OutboxRow, Place
from bot.ui.letter.bundle import bundled
from bot.ui.letter.screen import ReadButton
from bot.ui.people import by_name

CALL = "There is a word for you about your vote. Only you see it. `/reminders` says how I may address you."
"""What a call says, whatever it is about."""

BY_DM = "-# `/reminders` says how I may write to you, and when not."


async def letters(delivery: Delivery, row: OutboxRow) -> Outcome:
    """Write what waits for a member of a community, if they are still in it; in their quiet hours without a sound."""
    community_id, member_id = row.owed.community_id, row.owed.member_id
    guild = await server(delivery, community_id)
    if guild is None or member_id is None or not await _is_in(guild, member_id):
        return Outcome()
    look = Look(member_id, community_id, delivery.clock.now(), LetterId(int(row.owed.detail)))
    found = await delivery.store.read(inbox, look)
    bundle = bundled(found, guild.name, by_name(guild), foot=BY_DM, more=ReadButton("More"))
    if bundle is None:
        return Outcome(read=tuple(found.settled))
    message = await send(await person(delivery, row), row, (), view=bundle.view, silent=found.quiet)
    return Outcome(MessageId(message.id), ChannelId(message.channel.id), bundle.read)


async def call(delivery: Delivery, row: OutboxRow) -> Outcome:
    """Call those for whom something still waits. Raises Gone."""
    called = await delivery.store.read(waited_for, (row.owed.to, row.owed.community_id))
    if not called:
        return Outcome()
    circle_id, silent = (int(word) for word in row.owed.detail.split())
    names = " ".join(f"<@{member}>" for member in called)
    view = discord.ui.View(timeout=None)
    view.add_item(ReadButton())
    view.stop()
    text = f"{names}\n{CALL}"
    message = await send(
        await _place(delivery, row, CircleId(circle_id)), row, called, content=text, view=view, silent=bool(silent)
    )
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def _is_in(guild: discord.Guild, member_id: MemberId) -> bool:
    try:
        return bool(guild.get_member(member_id) or await guild.fetch_member(member_id))
    except discord.NotFound:
        return False


async def _place(delivery: Delivery, row: OutboxRow, circle_id: CircleId) -> discord.abc.Messageable:
    """Return the thread of the vote, or the home of the circle. Raises Gone."""
    if row.owed.proposal_id is not None:
        found = await delivery.store.read(find_proposal, row.owed.proposal_id)
        if found is None:
            raise Gone("the proposal is gone")
        return await thread_or_home(delivery, found.place)
    circle = await delivery.store.read(find_circle, circle_id)
    if circle is None:
        raise Gone("the circle is gone")
    return await home(delivery, Place(circle.home_id))
