"""/agreements: what has been agreed on, with its why, and when it comes back."""

from io import BytesIO

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.rules.errors import NoSuchCircle
from bot.rules.ids import CircleId
from bot.services import agreement, circle
from bot.ui.agreed import number as number_in
from bot.ui.agreed import number_of
from bot.ui.agreement.buttons import show
from bot.ui.agreement.export import Names, written
from bot.ui.agreement.found import SEARCH_LIMIT, Look, show_list
from bot.ui.agreement.pages import show_history
from bot.ui.clean import clean
from bot.ui.desk import NO_MENTIONS

Interaction = discord.Interaction[AccordClient]
Words = app_commands.Range[str, 1, SEARCH_LIMIT]


class AgreementCog(commands.GroupCog, group_name="agreements", group_description="What has been agreed on"):
    """The commands about agreements; guild only, and open to everybody there."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command()
    @app_commands.describe(text="Words in the title or the text", circle="Only what this circle has agreed on")
    async def search(self, interaction: Interaction, text: Words | None = None, circle: str | None = None) -> None:
        """Look for agreements."""
        await show_list(interaction, Look(text or "", await self._circle(interaction, circle) or 0))

    @app_commands.command()
    async def show(self, interaction: Interaction, number: str) -> None:
        """Show the record of an agreement: its text and why, who said what, and when it comes back."""
        await show(interaction, number_in(number))

    @app_commands.command()
    @app_commands.describe(circle="Only what this circle has agreed on")
    async def due(self, interaction: Interaction, circle: str | None = None) -> None:
        """Show what comes back soon, and what is overdue."""
        await show_list(interaction, Look(circle=await self._circle(interaction, circle) or 0, due=True))

    @app_commands.command()
    async def history(self, interaction: Interaction, number: str) -> None:
        """Show every version of an agreement with what it changed, and every review."""
        await show_history(interaction, number_in(number))

    @app_commands.command()
    @app_commands.describe(circle="Only what this circle has agreed on")
    async def export(self, interaction: Interaction, circle: str | None = None) -> None:
        """Hand out all agreements as files: Markdown for people, JSON for programs."""
        await interaction.response.defer(ephemeral=True)
        wish = agreement.Find(
            actor=await self.client.actor(interaction),
            now=interaction.created_at,
            circle_id=await self._circle(interaction, circle),
        )
        views = await self.client.ask(agreement.whole_register, wish)
        files = [
            discord.File(BytesIO(whole.encode()), filename=f"agreements.{ending}")
            for ending, whole in written(views, _namer(interaction.guild), interaction.created_at).items()
        ]
        await interaction.followup.send(files=files, ephemeral=True, allowed_mentions=NO_MENTIONS)

    @show.autocomplete("number")
    @history.autocomplete("number")
    async def _numbers(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        actor = await self.client.actor(interaction)
        wish = agreement.Find(actor=actor, now=interaction.created_at, text=typed[:SEARCH_LIMIT])
        found = await self.client.ask(agreement.suggested, wish)
        named = [(f"{number_of(one.id)} {one.title}"[:100], number_of(one.id)) for one in found]
        return [app_commands.Choice(name=name, value=value) for name, value in named]

    @search.autocomplete("circle")
    @due.autocomplete("circle")
    @export.autocomplete("circle")
    async def _circles(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = await self.client.ask(circle.list_circles, await self.client.actor(interaction))
        names = [one.circle.name for one in found if typed.lower() in one.circle.name.lower()]
        return [app_commands.Choice(name=name, value=name) for name in names[:25]]

    async def _circle(self, interaction: Interaction, name: str | None) -> CircleId | None:
        """Return the circle that was named, None where none was. Raises NoSuchCircle."""
        if name is None:
            return None
        found = await self.client.ask(circle.list_circles, await self.client.actor(interaction))
        for one in found:
            if one.circle.name.lower() == name.strip().lower():
                return one.circle.id
        raise NoSuchCircle(name)


def _namer(guild: discord.Guild | None) -> Names:
    """Return what names people in a file, where a mention would be a bare number."""

    def name(member_id: int) -> str:
        member = guild and guild.get_member(member_id)
        return clean(member.display_name) if member else f"member {member_id}"

    return name


async def setup(client: AccordClient) -> None:
    """Add the commands, for servers only."""
    cog = AgreementCog(client)
    app_commands.guild_only(cog.app_command)
    await client.add_cog(cog)
