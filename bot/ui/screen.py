"""A screen that one person sees: words, a picture and what can be done; each press shows the next in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord

from bot.ui.desk import NO_MENTIONS, show

FILE_NAME = "picture.png"
"""The name of the picture on a screen; the gallery points to it."""

COLOUR = discord.Colour(0x5B8DEF)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG, and the text that says the same."""

    drawn: bytes
    twin: str


Part = str | Picture | Sequence[discord.ui.Item[Any]]
"""Something that is said, a picture, or a row of things to press; what is empty is left out."""

Screen = tuple[discord.ui.LayoutView, list[discord.File]]
"""A screen, and the file of its picture."""


def screen(*parts: Part) -> Screen:
    """Return a screen with these parts, from above; one of them at the most is a picture."""
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(accent_colour=COLOUR)
    files: list[discord.File] = []
    for part in parts:
        if isinstance(part, Picture):
            files.append(discord.File(BytesIO(part.drawn), filename=FILE_NAME, description=part.twin))
            shown = discord.MediaGalleryItem(f"attachment://{FILE_NAME}", description=part.twin)
            container.add_item(discord.ui.MediaGallery(shown))
        elif isinstance(part, str) and part:
            container.add_item(discord.ui.TextDisplay(part))
        elif not isinstance(part, str) and part:
            container.add_item(discord.ui.ActionRow(*part))
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    return view, files


async def put(interaction: discord.Interaction, made: Screen) -> None:
    """Show a screen to the person alone, in the place of the one that was pressed on."""
    view, files = made
    if not _on_screen(interaction):
        await show(interaction, view, files)
        return
    view.stop()
    await interaction.response.edit_message(view=view, attachments=files, allowed_mentions=NO_MENTIONS)


def _on_screen(interaction: discord.Interaction) -> bool:
    """Whether what was pressed stands on such a screen, or on a form that was opened there."""
    message, data = interaction.message, dict(interaction.data or {})
    own = str(data.get("custom_id", "")).startswith(("accord:hand_", "accord:my_"))
    if message is None or not message.flags.ephemeral or not message.flags.components_v2:
        return False
    one = len(message.components) == 1  # letters are several things, and stay where they are
    return own and one and not interaction.response.is_done()
