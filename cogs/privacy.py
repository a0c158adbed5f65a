"""/privacy: what is kept about oneself, handed out or forgotten; by direct message too."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.ui.community import member, suggested
from bot.ui.privacy import show_forgetting, show_own

Interaction = discord.Interaction[AccordClient]


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class PrivacyCog(commands.GroupCog, group_name="privacy", group_description="What is kept about you"):
    """The commands about what is kept about oneself; in servers and in direct messages."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command()
    @app_commands.describe(community="Which community, where you are in several")
    async def export(self, interaction: Interaction, community: str | None = None) -> None:
        """Hand out everything that is kept about you, as a file."""
        await show_own(interaction, await member(interaction, community))

    @app_commands.command()
    @app_commands.describe(community="Which community, where you are in several")
    async def forget(self, interaction: Interaction, community: str | None = None) -> None:
        """Leave all circles, and have your name taken out of everything that is kept."""
        await show_forgetting(interaction, await member(interaction, community))

    @export.autocomplete("community")
    @forget.autocomplete("community")
    async def _communities(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggested(interaction, typed)


async def setup(client: AccordClient) -> None:
    """Add the commands."""
    await client.add_cog(PrivacyCog(client))
