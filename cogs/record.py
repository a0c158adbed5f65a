"""/record: what was decided and how, to be checked by anybody."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.services.export import COUNTED
from bot.services.proposal import AboutProposal, list_proposals
from bot.ui.proposal import number
from bot.ui.record.files import show_record
from bot.ui.record.log import show_log

Interaction = discord.Interaction[AccordClient]


class RecordCog(commands.GroupCog, group_name="record", group_description="What was decided, to be checked by anybody"):
    """The commands about the record; guild only, and open to everybody there."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command()
    async def log(self, interaction: Interaction) -> None:
        """See what those did who may change how decisions are taken here, and where the record stands."""
        await show_log(interaction, await self.client.actor(interaction))

    @app_commands.command()
    @app_commands.describe(proposal="Which vote; it must be over")
    async def export(self, interaction: Interaction, proposal: str) -> None:
        """Hand out one vote as files, enough for anybody to count it again."""
        actor = await self.client.actor(interaction)
        wish = AboutProposal(actor=actor, now=interaction.created_at, proposal_id=number(proposal))
        await show_record(interaction, wish)

    @export.autocomplete("proposal")
    async def _counted(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        actor = await self.client.actor(interaction)
        counted = [one for one in await self.client.ask(list_proposals, actor) if one.state in COUNTED]
        named = [(f"#{one.id} {one.title}"[:100], str(one.id)) for one in counted]
        meant = [(name, value) for name, value in named if typed.lower() in name.lower()]
        return [app_commands.Choice(name=name, value=value) for name, value in meant[:25]]


async def setup(client: AccordClient) -> None:
    """Add the commands."""
    await client.add_cog(RecordCog(client))
