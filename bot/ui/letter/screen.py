"""The button under which one reads what waits for one, and what is shown by itself when somebody comes."""

import re
from typing import Any, Self

import discord

from bot.rules.errors import NotInCommunity
from bot.rules.ids import CommunityId, MemberId
from bot.services.inbox import Look, inbox, unreached, waits_in
from bot.services.letter import Read, read
from bot.ui.desk import answer, desk, kind, show
from bot.ui.letter.bundle import bundled
from bot.ui.people import called
from bot.ui.unspoken import Unspoken

NOTHING = "Nothing waits for you any more: it is read, or settled."

FOOT = "-# Only you see this. `/reminders` says how I may write to you."


async def bring(interaction: discord.Interaction) -> None:
    """Show what waits for the person and could not reach them; in a server what is about that one."""
    asked = (MemberId(interaction.user.id), _here(interaction))
    for community_id in await desk(interaction).ask(unreached, asked):
        await _show(interaction, community_id)


async def _show(interaction: discord.Interaction, community_id: CommunityId) -> bool:
    """Show what waits for a member in a community, to them alone, and remember that they have read it."""
    try:
        await desk(interaction).actor(interaction, community_id)
    except NotInCommunity:
        return False
    look = Look(MemberId(interaction.user.id), community_id, interaction.created_at)
    found = await desk(interaction).ask(inbox, look)
    guild = interaction.client.get_guild(community_id)
    name = guild.name if guild else ""
    bundle = bundled(found, name, called(interaction, community_id), foot=FOOT, more=ReadButton("More"))
    if bundle is not None:
        await show(interaction, bundle.view)
    seen = bundle.read if bundle else tuple(found.settled)
    if seen:
        await desk(interaction).act(read, Read(seen, interaction.created_at))
    return bundle is not None


def _here(interaction: discord.Interaction) -> CommunityId | None:
    return CommunityId(interaction.guild_id) if interaction.guild_id else None


class ReadButton(Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"accord:letters"):
    """Shows the person who presses it what waits for them."""

    def __init__(self, label: str = "Read it") -> None:
        style = discord.ButtonStyle.primary
        super().__init__(discord.ui.Button(label=label, style=style, custom_id="accord:letters"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], ___: re.Match[str], /) -> Self:
        """Rebuild the button."""
        return cls()

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        asked = (MemberId(interaction.user.id), _here(interaction))
        shown = [await _show(interaction, one) for one in await desk(interaction).ask(waits_in, asked)]
        if not any(shown):
            await answer(interaction, NOTHING)


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (ReadButton,)
