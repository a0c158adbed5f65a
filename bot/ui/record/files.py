"""One vote as files: everything that it was counted from, for `verify.py`."""

import json
from io import BytesIO

import discord

from bot.services.export import decision_record
from bot.services.proposal import AboutProposal
from bot.ui.desk import NO_MENTIONS, desk

HOW = (
    "Everything that **no. {number}** was counted from, {names}: {ballots:,} ballots, and {lines:,} lines of the "
    "record from the opening to the count. `python verify.py record-{number}.json` counts it again, on any machine "
    "that has Python; {yours}."
)

NAMES = {
    "open": ("with the names of those who voted", "`/my receipts` has the keys of the names in it that are yours"),
    "pseudonymous": ("without a name", "`/my receipts` tells you which of the names in it is yours"),
    "secret": ("in secret", "with the stub of your ballot it finds yours"),
}
"""What is said of names in a file, and of how one finds oneself in it, by how ballots are published."""

TOO_LARGE = "This record is larger than what I can post here. Ask whoever runs me for `python -m bot export`."


async def show_record(interaction: discord.Interaction, wish: AboutProposal) -> None:
    """Hand out the record of one vote. Raises NoSuchProposal or NothingCounted."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    record = await desk(interaction).ask(decision_record, wish)
    whole = json.dumps(record, ensure_ascii=False, indent=1).encode()
    if len(whole) > interaction.filesize_limit:
        await interaction.followup.send(TOO_LARGE, ephemeral=True, allowed_mentions=NO_MENTIONS)
        return
    (decision,) = record["decisions"]
    ballots = len(decision["ballots"]) + len(decision.get("papers", ()))
    names, yours = NAMES[decision["rules"]["secrecy"]]
    text = HOW.format(number=wish.proposal_id, names=names, ballots=ballots, lines=len(record["lines"]), yours=yours)
    file = discord.File(BytesIO(whole), filename=f"record-{wish.proposal_id}.json")
    await interaction.followup.send(text, file=file, ephemeral=True, allowed_mentions=NO_MENTIONS)
