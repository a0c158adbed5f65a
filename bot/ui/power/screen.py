"""The screen about the power in a circle: the picture of its delegations, the indices, and what the group can do."""

import asyncio
from collections.abc import Mapping
from functools import partial
from io import BytesIO

import discord

from bot.rules.concentration import FEW, Indicator, Light, concentration, lights, recent
from bot.services.power import AboutPower, PowerView, show_power
from bot.ui.clean import clean
from bot.ui.desk import NO_MENTIONS, desk
from bot.ui.people import Called
from bot.ui.power.picture import pictured
from bot.ui.power.words import advice_lines, now_lines, past_lines

FILE_NAME = "power.png"
"""The name of the picture on the message; the gallery points to it."""

COLOURS = {
    Light.GREEN: discord.Colour(0x4FC98F),
    Light.AMBER: discord.Colour(0xF2C14E),
    Light.RED: discord.Colour(0xF08A7D),
}
"""The colour at the edge by the worst light, which the words tell too."""


def screen(view: PowerView, name: Called) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    """Return the screen and the picture to send with it.

    Of fewer than five people there is no picture. It takes up to some seconds: call it off the event loop.
    """
    few = len(view.handed.roll) < FEW
    now, past = None if few else concentration(view.now), recent(view.past)
    standing = [lights(now) if now else {}, past.lights if past else {}]
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        discord.ui.TextDisplay(_head(view)), accent_colour=COLOURS[_worst(*standing)]
    )
    file, unnamed = (None, "") if few else _drawn(view, name)
    if file is not None:
        container.add_item(
            discord.ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{FILE_NAME}", description=file.description))
        )
    for lines in ([unnamed], now_lines(view, now), past_lines(past), advice_lines(*standing)):
        if told := "\n".join(filter(None, lines)):
            container.add_item(discord.ui.TextDisplay(told))
    shown = discord.ui.LayoutView(timeout=None)
    shown.add_item(container)
    return shown, [file] if file else []


async def show(interaction: discord.Interaction, about: AboutPower) -> None:
    """Show it to the person alone, who waits for it already. Raises NoSuchCircle or NoSuchTopic."""
    view = await desk(interaction).ask(show_power, about)
    guild = interaction.client.get_guild(about.actor.community_id)
    shown, files = await asyncio.to_thread(screen, view, partial(_name, guild))
    shown.stop()
    await interaction.followup.send(view=shown, files=files, ephemeral=True, allowed_mentions=NO_MENTIONS)


def _name(guild: discord.Guild | None, member_id: int) -> str:
    member = guild and guild.get_member(member_id)
    return member.display_name if member else "somebody who left"


def _head(view: PowerView) -> str:
    about = f"\n-# Only what is decided about **{clean(view.topic.name, 60)}**" if view.topic else ""
    return f"## Power in {clean(view.circle.name, 100)}{about}"


def _worst(*standing: Mapping[Indicator, Light]) -> Light:
    return max((light for each in standing for light in each.values()), key=[*Light].index, default=Light.GREEN)


def _drawn(view: PowerView, name: Called) -> tuple[discord.File, str]:
    """Return the picture with its twin, and what is to be said of who is not in it."""
    png, twin, unnamed = pictured(view, name)
    return discord.File(BytesIO(png), filename=FILE_NAME, description=twin), unnamed
