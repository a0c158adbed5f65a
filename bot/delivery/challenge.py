"""What a thread hears of a challenge: that it was filed, who was drawn for its jury, and what these have found."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.delivery.channels import Gone, Outcome, send, thread_or_home
from bot.delivery.desk import Delivery
from bot.rules.challenge import Phase
from bot.rules.ids import ChallengeId, ChannelId, MemberId, MessageId
from bot.rules.lot import Void
from bot.services.challenge import ChallengeView, find_challenge
from bot.services.jury import REMIND, VOID, called_by_name
from bot.services.values import Notice, OutboxRow
from bot.ui.challenge.buttons import DrawnButton, JuryWordButton, SeatButton, card
from bot.ui.challenge.words import jury_words, reminder_words, void_words


async def shown(delivery: Delivery, row: OutboxRow) -> Outcome:
    """Show the challenge as it stands: when it was filed, and at its end with the verdicts. Raises Gone."""
    view, _ = await _about(delivery, row)
    message = await send(await thread_or_home(delivery, view.place), row, (), view=card(view))
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def drawn(delivery: Delivery, row: OutboxRow) -> Outcome:
    """Call those who were drawn or have not judged, or say that the draw is made anew. Raises Gone."""
    view, told = await _about(delivery, row)
    one = view.challenge
    if told[:1] == [VOID]:
        return await _say(delivery, row, view, void_words(one, Void(told[1])), (), JuryWordButton(one.id))
    late = [juror.member for juror in one.jury if juror.verdict is None]
    called = late if told == [REMIND] else [MemberId(int(member)) for member in told]
    if one.phase is not Phase.JURY or not called:
        return Outcome()
    text = reminder_words(one, called) if told == [REMIND] else jury_words(one, called)
    calling = await delivery.store.read(called_by_name, called)
    return await _say(delivery, row, view, text, calling, SeatButton(one.id))


async def _say(  # noqa: PLR0917 - what is said where, to whom, and what they can do
    delivery: Delivery,
    row: OutboxRow,
    view: ChallengeView,
    text: str,
    calling: Sequence[MemberId],
    button: discord.ui.Item[Any],
) -> Outcome:
    below = discord.ui.View(timeout=None)
    below.add_item(button)
    below.add_item(DrawnButton(view.challenge.id))
    below.stop()
    where = await thread_or_home(delivery, view.place)
    message = await send(where, row, calling, content=text, view=below)
    return Outcome(MessageId(message.id), ChannelId(message.channel.id))


async def _about(delivery: Delivery, row: OutboxRow) -> tuple[ChallengeView, list[str]]:
    """Return the challenge that a notice is about, and what else it says."""
    number, *told = row.owed.detail.split()
    view = await delivery.store.read(find_challenge, ChallengeId(int(number)))
    if view is None:
        raise Gone("the challenge is gone")
    return view, told


SENDERS = {Notice.CHALLENGED: shown, Notice.JURY: drawn, Notice.VERDICT: shown}
