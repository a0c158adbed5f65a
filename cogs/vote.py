"""/vote: in the channel or in a direct message."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.rules.decision import Choice
from bot.rules.errors import ReasonUnasked
from bot.rules.reason import REASON_LENGTH
from bot.ui.buttons import cast
from bot.ui.my.vote import show_ballot
from bot.ui.my.votes import open_votes
from bot.ui.proposal import number

Interaction = discord.Interaction[AccordClient]


class VoteCog(commands.Cog):
    """The command with which a ballot is cast by words."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.describe(
        proposal="Which proposal",
        choice="Your ballot; without one you see where your vote stands",
        reason="Why you vote no, where every no is a veto; published when the vote closes",
    )
    async def vote(
        self,
        interaction: Interaction,
        proposal: str,
        choice: Literal["yes", "no", "abstain"] | None = None,
        reason: app_commands.Range[str, 1, REASON_LENGTH] | None = None,
    ) -> None:
        """Vote, change your vote, or see where it stands."""
        if choice is not None:
            await cast(interaction, number(proposal), Choice(choice), reason)
        elif reason is not None:
            raise ReasonUnasked
        else:
            await show_ballot(interaction, number(proposal))

    @vote.autocomplete("proposal")
    async def _open(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await open_votes(interaction, typed)


async def setup(client: AccordClient) -> None:
    """Add the command."""
    await client.add_cog(VoteCog(client))
