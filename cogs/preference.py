"""/reminders: how Accord may address you, and when not; by direct message too."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.rules.circle import Actor
from bot.rules.errors import NotInCommunity
from bot.rules.ids import CommunityId, MemberId
from bot.rules.reach import ReminderChoice
from bot.services.preference import ChooseReminders, choose_reminders, my_preference
from bot.ui.deadline import check_timezone, timezones
from bot.ui.desk import answer
from bot.ui.preference import SUGGESTED, addressed, parse_quiet

Interaction = discord.Interaction[AccordClient]


class PreferenceCog(commands.Cog):
    """The command about preferences."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.describe(
        by="By direct message, by name in the thread, or not at all",
        quiet="Hours in which nothing comes that can wait, such as 22-7, or off",
        timezone="Where these hours are, such as Europe/Berlin",
    )
    async def reminders(
        self,
        interaction: Interaction,
        by: Literal["thread", "dm", "none"] | None = None,
        quiet: str | None = None,
        timezone: str | None = None,
    ) -> None:
        """Choose how you hear of votes that wait for you and of what becomes of your vote."""
        if not (by or quiet or timezone):
            kept = await self.client.ask(my_preference, MemberId(interaction.user.id))
            await answer(interaction, addressed(kept))
            return
        hours = parse_quiet(quiet) if quiet else None
        wish = ChooseReminders(
            actor=await self._actor(interaction),
            now=interaction.created_at,
            key=str(interaction.id),
            choice=ReminderChoice(by) if by else None,
            hours=hours,
            timezone=check_timezone(timezone) if timezone else None,
            no_quiet=bool(quiet) and hours is None,
        )
        await answer(interaction, addressed(await self.client.act(choose_reminders, wish)))

    @reminders.autocomplete("quiet")
    async def _hours(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=one, value=one) for one in SUGGESTED if one.startswith(typed.strip())]

    @reminders.autocomplete("timezone")
    async def _zones(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=one, value=one) for one in timezones(typed, 25)]

    async def _actor(self, interaction: Interaction) -> Actor:
        """Return who acts; a preference holds in every community that the member shares with Accord."""
        if interaction.guild is None:
            await self.client.meet(interaction.user)
        shared = [interaction.guild] if interaction.guild else self.client.shared(interaction.user)
        for guild in shared:
            return await self.client.actor(interaction, CommunityId(guild.id))
        raise NotInCommunity


async def setup(client: AccordClient) -> None:
    """Add the command."""
    await client.add_cog(PreferenceCog(client))
