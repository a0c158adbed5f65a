"""/reminders: how Accord may address you."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.rules.reach import ReminderChoice
from bot.services.preference import ChooseReminders, choose_reminders
from bot.ui.desk import answer

Interaction = discord.Interaction[AccordClient]
SAID = {
    ReminderChoice.THREAD: "I remind you in a proposal's thread.",
    ReminderChoice.DM: "I remind you by direct message.",
    ReminderChoice.NONE: "I do not remind you any more.",
}


class PreferenceCog(commands.Cog):
    """The command about preferences."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command()
    @app_commands.guild_only()
    async def reminders(self, interaction: Interaction, by: Literal["thread", "dm", "none"]) -> None:
        """Choose how you are reminded of votes that wait for you."""
        wish = ChooseReminders(
            actor=await self.client.actor(interaction),
            now=interaction.created_at,
            key=str(interaction.id),
            choice=ReminderChoice(by),
        )
        await answer(interaction, SAID[await self.client.act(choose_reminders, wish)])


async def setup(client: AccordClient) -> None:
    """Add the command."""
    await client.add_cog(PreferenceCog(client))
