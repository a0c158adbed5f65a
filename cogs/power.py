"""/power: how concentrated power is in a circle."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.services.circle import circle_named, list_circles
from bot.services.power import AboutPower
from bot.services.topic import AboutTopics, list_topics
from bot.ui.community import chosen, communities, member, suggested
from bot.ui.power.screen import show

Interaction = discord.Interaction[AccordClient]


class PowerCog(commands.Cog):
    """The command that shows how power is spread; open to everybody in the community, by direct message too."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.describe(
        circle="Which circle",
        topic="Only what it decides on this topic",
        community="Which community, where you are in several",
    )
    async def power(
        self, interaction: Interaction, circle: str, topic: str | None = None, community: str | None = None
    ) -> None:
        """Show how much weight comes together in few hands, and what the group can do."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        actor = await member(interaction, community)
        found = await self.client.ask(circle_named, (actor, circle))
        await show(interaction, AboutPower(actor=actor, now=interaction.created_at, circle_id=found.id, topic=topic))

    @power.autocomplete("circle")
    async def _circles(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        actors = await communities(interaction, chosen(interaction))
        names = {one.circle.name for actor in actors for one in await self.client.ask(list_circles, actor)}
        return _choices(sorted(names), typed)

    @power.autocomplete("topic")
    async def _topics(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        actor = await member(interaction, chosen(interaction))
        found = await self.client.ask(circle_named, (actor, str(interaction.namespace.circle)))
        about = AboutTopics(actor=actor, now=interaction.created_at, circle_id=found.id)
        return _choices([one.name for one in await self.client.ask(list_topics, about)], typed)

    @power.autocomplete("community")
    async def _communities(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggested(interaction, typed)


def _choices(names: Sequence[str], typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name, value=name) for name in names if typed.lower() in name.lower()][:25]


async def setup(client: AccordClient) -> None:
    """Add the command."""
    await client.add_cog(PowerCog(client))
