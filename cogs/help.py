"""/help: what one can do here, told by the circle of this channel."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.services import circle
from bot.ui.desk import answer
from bot.ui.help import taught

Interaction = discord.Interaction[AccordClient]


class HelpCog(commands.Cog):
    """The command that teaches."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command(name="help")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def teach(self, interaction: Interaction) -> None:
        """Show how deciding together works here."""
        if interaction.guild is None:
            await answer(interaction, taught(None))
            return
        found = await self.client.ask(circle.list_circles, await self.client.actor(interaction))
        channel = interaction.channel
        here = channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id
        await answer(interaction, taught(next((one for one in found if one.circle.home_id == here), None)))


async def setup(client: AccordClient) -> None:
    """Add the command."""
    await client.add_cog(HelpCog(client))
