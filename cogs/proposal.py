"""/propose, /proposal and 'Turn into a proposal'."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.rules.decision import Decision
from bot.rules.ids import ProposalId
from bot.rules.text import TITLE_LIMIT
from bot.services import challenge, circle, draft, proceeding, proposal
from bot.services.proceeding import ProceedingView
from bot.services.proposal import ProposalView
from bot.ui.clean import clean
from bot.ui.deadline import parse_deadline
from bot.ui.desk import NO_MENTIONS, answer
from bot.ui.forms import Typed, open_form
from bot.ui.knobs import how
from bot.ui.process import foot_of, known_process, ladder_of, ladder_suggestions, suggestions
from bot.ui.proposal import listed, number
from bot.ui.shown import drawn
from bot.ui.words import moment

Interaction = discord.Interaction[AccordClient]


class ProposalCog(commands.GroupCog, group_name="proposal", group_description="Proposals and their votes"):
    """The commands about proposals; guild only."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command(name="list")
    async def list_all(self, interaction: Interaction) -> None:
        """Show the proposals of this server, newest first."""
        actor = await self.client.actor(interaction)
        decisions = await self.client.ask(proposal.list_proposals, actor)
        proceedings = await self.client.ask(proceeding.list_proceedings, actor)
        law = await self.client.ask(challenge.stands, actor)
        await answer(interaction, listed(decisions, proceedings, interaction.created_at, law))

    @app_commands.command()
    async def show(self, interaction: Interaction, proposal: str) -> None:
        """Show a proposal with its buttons, for you alone."""
        shown = drawn(await self._view(interaction, proposal), interaction.created_at)
        await interaction.response.send_message(view=shown, ephemeral=True, allowed_mentions=NO_MENTIONS)

    @app_commands.command()
    async def withdraw(self, interaction: Interaction, proposal: str) -> None:
        """Withdraw your proposal while it is open."""
        await self.client.act(proceeding.withdraw, await about(self.client, interaction, proposal))
        title = (await self._view(interaction, proposal)).title
        await answer(interaction, f"**{clean(title)}** is withdrawn. Nothing is decided.")

    @app_commands.command()
    @app_commands.describe(until="The later end, for instance 2 days (from now) or Friday 18:00")
    async def extend(self, interaction: Interaction, proposal: str, until: str) -> None:
        """Move the end of a vote further away, once."""
        decision = await extended(self.client, interaction, number(proposal), until)
        await answer(interaction, f"**{clean(decision.title)}** now runs until {moment(decision.closes_at, 'F')}.")

    @app_commands.command()
    async def how(self, interaction: Interaction, proposal: str) -> None:
        """Show how a proposal is decided, as it was fixed when it was opened."""
        await answer(interaction, how(await self._view(interaction, proposal)))

    @show.autocomplete("proposal")
    @how.autocomplete("proposal")
    @withdraw.autocomplete("proposal")
    @extend.autocomplete("proposal")
    async def _numbers(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        actor = await self.client.actor(interaction)
        found = {one.id: one.title for one in await self.client.ask(proposal.list_proposals, actor)}
        found |= {one.id: one.title for one in await self.client.ask(proceeding.list_proceedings, actor)}
        named = [(f"#{one} {found[one]}"[:100], str(one)) for one in sorted(found, reverse=True)]
        return [app_commands.Choice(name=name, value=value) for name, value in named if typed.lower() in name.lower()][
            :25
        ]

    async def _view(self, interaction: Interaction, typed: str) -> ProposalView | ProceedingView:
        return await self.client.ask(proceeding.show, await about(self.client, interaction, typed))


async def about(client: AccordClient, interaction: Interaction, typed: str) -> proposal.AboutProposal:
    """Return a command about the proposal that was named."""
    actor = await client.actor(interaction)
    return proposal.AboutProposal(
        actor=actor, now=interaction.created_at, key=str(interaction.id), proposal_id=number(typed)
    )


async def extended(client: AccordClient, interaction: Interaction, proposal_id: ProposalId, until: str) -> Decision:
    """Read the words for the new end in the circle's own time zone, and extend."""
    actor, now = await client.actor(interaction), interaction.created_at
    about_it = proposal.AboutProposal(actor=actor, now=now, proposal_id=proposal_id)
    decision = (await client.ask(proposal.show_proposal, about_it)).decision
    where = circle.AboutCircle(actor=actor, now=now, circle_id=decision.circle_id)
    zone = (await client.ask(circle.show_circle, where)).circle.defaults.timezone
    wish = proposal.ExtendDeadline(
        actor=actor,
        now=now,
        key=str(interaction.id),
        proposal_id=proposal_id,
        deadline=parse_deadline(until, now=now, timezone=zone),
    )
    await client.act(proposal.extend_deadline, wish)
    return (await client.ask(proposal.show_proposal, about_it)).decision


@app_commands.command()
@app_commands.guild_only()
@app_commands.describe(method="How it is decided; as the circle usually decides unless you say otherwise")
async def propose(interaction: Interaction, method: str | None = None) -> None:
    """Put a proposal to a circle."""
    await open_form(interaction, await laddered(interaction, method) or Typed(threshold=known_process(method)))


@propose.autocomplete("method")
async def _methods(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    actor = await interaction.client.actor(interaction)
    circles = await interaction.client.ask(draft.may_propose_in, actor)
    found = [*ladder_suggestions(circles, interaction.channel_id, typed), *suggestions(typed)]
    return [app_commands.Choice(name=name, value=key) for name, key in found[:25]]


async def laddered(interaction: Interaction, method: str | None) -> Typed | None:
    """Return what opens on the foot of a circle's ladder, where that was chosen. Raises NoSuchCircle."""
    circle_id = ladder_of(method or "")
    if circle_id is None:
        return None
    about = circle.AboutCircle(
        actor=await interaction.client.actor(interaction), now=interaction.created_at, circle_id=circle_id
    )
    found = (await interaction.client.ask(circle.show_circle, about)).circle
    return Typed(circle_id=found.id, threshold=foot_of(found))


@app_commands.context_menu(name="Turn into a proposal")
@app_commands.guild_only()
async def turn_into_proposal(interaction: Interaction, message: discord.Message) -> None:
    """Fill the form from a message."""
    first = message.clean_content.strip().split("\n")[0]
    await open_form(interaction, Typed(title=first[:TITLE_LIMIT], text=message.clean_content))


async def setup(client: AccordClient) -> None:
    """Add the commands, for servers only."""
    cog = ProposalCog(client)
    app_commands.guild_only(cog.app_command)
    await client.add_cog(cog)
    client.tree.add_command(propose)
    client.tree.add_command(turn_into_proposal)
