"""/power: how concentrated power is in a circle."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.services.circle import circle_named, list_circles
from bot.services.power import AboutPower
from bot.services.topic import AboutTopics, list_topics
from bot.ui.power.screen import show

Interaction = discord.Interaction[AccordClient]


class PowerCog(commands.Cog):
    """The command that shows how power is spread; guild only, and open to everybody there."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(circle="Which circle", topic="Only what it decides on this topic")
    async def power(self, interaction: Interaction, circle: str, topic: str | None = None) -> None:
        """Show how much weight comes together in few hands, and what the group can do."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        actor = await self.client.actor(interaction)
        found = await self.client.ask(circle_named, (actor, circle))
        await show(interaction, AboutPower(actor=actor, now=interaction.created_at, circle_id=found.id, topic=topic))

    @power.autocomplete("circle")
    async def _circles(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        actor = await self.client.actor(interaction)
        names = [one.circle.name for one in await self.client.ask(list_circles, actor)]
        return [app_commands.Choice(name=name, value=name) for name in names if typed.lower() in name.lower()][:25]

    @power.autocomplete("topic")
    async def _topics(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        actor = await self.client.actor(interaction)
        found = await self.client.ask(circle_named, (actor, str(interaction.namespace.circle)))
        about = AboutTopics(actor=actor, now=interaction.created_at, circle_id=found.id)
        names = [one.name for one in await self.client.ask(list_topics, about)]
        return [app_commands.Choice(name=name, value=name) for name in names if typed.lower() in name.lower()][:25]


async def setup(client: AccordClient) -> None:
    """Add the command."""
    await client.add_cog(PowerCog(client))
