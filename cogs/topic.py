"""/topic: what proposals of a circle can be about."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.services import topic as topics
from bot.services.circle import circle_named, list_circles
from bot.ui.desk import answer
from bot.ui.topic import changed, listed

Interaction = discord.Interaction[AccordClient]


class TopicCog(commands.GroupCog, group_name="topic", group_description="What proposals of a circle can be about"):
    """The commands about topics; guild only."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command(name="list")
    async def list_all(self, interaction: Interaction, circle: str) -> None:
        """Show the topics of a circle."""
        about = topics.AboutTopics(**await self._about(interaction, circle))
        await answer(interaction, listed(await self.client.ask(topics.list_topics, about)))

    @app_commands.command()
    async def add(self, interaction: Interaction, circle: str, name: str) -> None:
        """Add a topic to a circle (its steward)."""
        wish = topics.AddTopic(name=name, **await self._about(interaction, circle))
        await answer(interaction, changed(await self.client.act(topics.add_topic, wish), "is a topic now"))

    @app_commands.command()
    async def rename(self, interaction: Interaction, circle: str, topic: str, name: str) -> None:
        """Call a topic differently (its steward)."""
        wish = topics.RenameTopic(topic=topic, name=name, **await self._about(interaction, circle))
        await answer(interaction, changed(await self.client.act(topics.rename_topic, wish), "is the new name"))

    @app_commands.command()
    @app_commands.describe(into="The topic it becomes part of")
    async def merge(self, interaction: Interaction, circle: str, topic: str, into: str) -> None:
        """Merge a topic into another one (its steward)."""
        wish = topics.RetireTopic(topic=topic, into=into, **await self._about(interaction, circle))
        await answer(interaction, changed(await self.client.act(topics.retire_topic, wish), "is part of the other now"))

    @app_commands.command()
    async def remove(self, interaction: Interaction, circle: str, topic: str) -> None:
        """Use a topic no more (its steward)."""
        wish = topics.RetireTopic(topic=topic, **await self._about(interaction, circle))
        await answer(interaction, changed(await self.client.act(topics.retire_topic, wish), "is used no more"))

    @list_all.autocomplete("circle")
    @add.autocomplete("circle")
    @rename.autocomplete("circle")
    @merge.autocomplete("circle")
    @remove.autocomplete("circle")
    async def _circles(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        actor = await self.client.actor(interaction)
        names = [one.circle.name for one in await self.client.ask(list_circles, actor)]
        return [app_commands.Choice(name=name, value=name) for name in names if typed.lower() in name.lower()][:25]

    @rename.autocomplete("topic")
    @merge.autocomplete("topic")
    @merge.autocomplete("into")
    @remove.autocomplete("topic")
    async def _topics(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        about = topics.AboutTopics(**await self._about(interaction, str(interaction.namespace.circle)))
        names = [one.name for one in await self.client.ask(topics.list_topics, about)]
        return [app_commands.Choice(name=name, value=name) for name in names if typed.lower() in name.lower()][:25]

    async def _about(self, interaction: Interaction, circle: str) -> dict[str, Any]:
        actor = await self.client.actor(interaction)
        found = await self.client.ask(circle_named, (actor, circle))
        return {"actor": actor, "now": interaction.created_at, "key": str(interaction.id), "circle_id": found.id}


async def setup(client: AccordClient) -> None:
    """Add the commands, for servers only."""
    cog = TopicCog(client)
    app_commands.guild_only(cog.app_command)
    await client.add_cog(cog)
