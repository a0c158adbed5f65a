"""The record in words: which line fixes something, so that anybody can tell later whether it was changed."""

import discord

from bot.rules.record import Line, mark_of
from bot.services.receipt import receipt_of
from bot.services.values import Command
from bot.ui.desk import desk


def head_words(head: Line | None) -> str:
    """Return the number and the beginning of the hash of the line that fixes what is shown; nothing without one."""
    return f"-# Record {head.seq:,} · `{mark_of(head.hash)}`" if head else ""


async def with_receipt(interaction: discord.Interaction, done: str, wish: Command) -> str:
    """Return what was done, with the receipt for it where the record says who did it."""
    code = await desk(interaction).ask(receipt_of, wish)
    return f"{done} Receipt `{code}`." if code else done
