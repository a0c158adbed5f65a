"""The stub of a secret ballot: what its voter notes, to find it among all that were counted."""

from typing import Any

import discord

from bot.rules.paper import Stub
from bot.services import proposal, vote
from bot.ui.desk import desk

NOTE = "Note it: after the close nobody, not even I, can tell which ballot is yours."


def stub_words(stub: Stub) -> str:
    """Return by which number a ballot is found after the close, and what proves that it is one's own."""
    return (
        f"Its number is **{stub.number}**, and all ballots are shown by their numbers after the close. {NOTE}\n"
        f"-# Stub `{stub.secret}` proves with `verify.py` that it is what you cast; whoever has it knows your ballot."
    )


IN_THE_OPEN = "It is cast in the open: it speaks for those who follow you, and is published with your name."


async def stub_line(interaction: discord.Interaction, receipt: vote.Receipt, who: dict[str, Any]) -> str:
    """Return the stub of a ballot that was just cast, on lines of its own; nothing where the vote is not secret."""
    if not receipt.secret:
        return ""
    mine = await desk(interaction).ask(vote.my_vote, proposal.AboutProposal(**who))
    return f"\n🔒 {stub_words(mine.stub)}" if mine.stub else ""
