"""/challenge: whether a decision kept to the rules."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.rules.ids import ProposalId
from bot.services.agreement import AboutAgreement, show_agreement
from bot.services.challenge import challengeable
from bot.services.values import Command
from bot.ui.agreed import number as agreement_number
from bot.ui.challenge.buttons import open_challenge
from bot.ui.proposal import number

Interaction = discord.Interaction[AccordClient]


class ChallengeCog(commands.Cog):
    """The command with which a decision is challenged, and its challenge looked at."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(decision="Which one: its number, or that of its agreement, such as A3")
    async def challenge(self, interaction: Interaction, decision: str) -> None:
        """Challenge a decision that broke a rule, or see what became of a challenge."""
        await open_challenge(interaction, await self._decision(interaction, decision))

    @challenge.autocomplete("decision")
    async def _decisions(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        wish = Command(actor=await self.client.actor(interaction), now=interaction.created_at)
        named = [(f"#{one} {title}"[:100], str(one)) for one, title in await self.client.ask(challengeable, wish)]
        return [app_commands.Choice(name=name, value=value) for name, value in named if typed.lower() in name.lower()][
            :25
        ]

    async def _decision(self, interaction: Interaction, typed: str) -> ProposalId:
        """Return the decision of that number, or the one by which an agreement stands as it does."""
        if not typed.strip().upper().startswith("A"):
            return number(typed)
        about = AboutAgreement(
            actor=await self.client.actor(interaction),
            now=interaction.created_at,
            agreement_id=agreement_number(typed),
        )
        return (await self.client.ask(show_agreement, about)).decided_by


async def setup(client: AccordClient) -> None:
    """Add the command."""
    await client.add_cog(ChallengeCog(client))
