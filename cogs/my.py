"""/my: where my votes stand, and whom I have handed them to; by direct message too."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.ui.community import member, suggested
from bot.ui.delegation.given import show_given
from bot.ui.my.receipts import show_receipts
from bot.ui.my.vote import show_mine
from bot.ui.my.votes import open_votes, show_votes
from bot.ui.proposal import number

Interaction = discord.Interaction[AccordClient]


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class MyCog(commands.GroupCog, group_name="my", group_description="Where your votes stand, and whom you trust"):
    """The commands about what is one's own; in servers and in direct messages."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command()
    @app_commands.describe(
        proposal="Which vote; without one you see all that are open",
        community="Which community, where you are in several",
    )
    async def vote(self, interaction: Interaction, proposal: str | None = None, community: str | None = None) -> None:
        """See where your vote stands, and what you can do."""
        if proposal is not None:
            await show_mine(interaction, number(proposal))
        else:
            await show_votes(interaction, await member(interaction, community))

    @app_commands.command()
    @app_commands.describe(community="Which community, where you are in several")
    async def delegations(self, interaction: Interaction, community: str | None = None) -> None:
        """See, change and take back whom you handed your vote to, or hand it over."""
        await show_given(interaction, await member(interaction, community))

    @app_commands.command()
    @app_commands.describe(community="Which community, where you are in several")
    async def receipts(self, interaction: Interaction, community: str | None = None) -> None:
        """See your receipts: what the record says that you did."""
        await show_receipts(interaction, await member(interaction, community))

    @vote.autocomplete("proposal")
    async def _open(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await open_votes(interaction, typed)

    @vote.autocomplete("community")
    @delegations.autocomplete("community")
    @receipts.autocomplete("community")
    async def _communities(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggested(interaction, typed)


async def setup(client: AccordClient) -> None:
    """Add the commands."""
    await client.add_cog(MyCog(client))
