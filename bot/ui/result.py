"""The announcement of a result: its name, its picture, and the numbers to check it by hand."""

from collections.abc import Sequence
from io import BytesIO

import discord

from bot.rules.decision import Decision, Result
from bot.ui.card import COLOURS, TITLE_ROOM
from bot.ui.clean import clean
from bot.ui.pictures.yes_no import result_bars
from bot.ui.words import OUTCOME_NAMES, represented_words, verdict_words

FILE_NAME = "result.png"
"""The name of the picture on the message; the gallery points to it."""


def announcement(
    decision: Decision, result: Result, rows: Sequence[discord.ui.ActionRow[discord.ui.LayoutView]] = ()
) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    """Return the view and the files to send with it. Drawing takes some 30 ms: call it off the event loop."""
    picture, twin = result_bars(result, decision.rules)
    file = discord.File(BytesIO(picture), filename=FILE_NAME, description=twin)
    outcome = result.verdict.outcome
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        discord.ui.TextDisplay(f"## {OUTCOME_NAMES[outcome]}\n**{clean(decision.title, TITLE_ROOM)}**"),
        discord.ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{FILE_NAME}", description=twin)),
        discord.ui.TextDisplay(
            f"{represented_words(result)}\n**Rule:** {verdict_words(result, decision.rules)}\n"
            f"-# **{clean(decision.circle, 100)}** · no. {decision.id}"
        ),
        accent_colour=COLOURS[outcome],
    )
    for row in rows:
        container.add_item(row)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    return view, [file]
