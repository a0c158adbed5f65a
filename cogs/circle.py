"""/circle: groups with an aim that decide for themselves."""

from dataclasses import replace
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.rules.circle import Circle, Defaults, Proposers
from bot.rules.errors import UnclearPeriod, UnclearQuorum, UnclearThreshold
from bot.rules.ids import ChannelId, CircleId, MemberId, RoleId
from bot.rules.majority import UnknownQuorum, UnknownThreshold, parse_quorum, parse_threshold
from bot.rules.process.description import Nomination, Seat
from bot.rules.processes import PROCESSES
from bot.rules.secrecy import Secrecy
from bot.rules.text import TITLE_LIMIT
from bot.rules.timing import LONGEST_PERIOD, SHORTEST_ALLOWED
from bot.services import circle, declaration, proceeding
from bot.ui.circle import described, listed
from bot.ui.clauses import ClausesForm
from bot.ui.deadline import check_timezone, parse_period
from bot.ui.desk import answer
from bot.ui.posting import check_can_post
from bot.ui.way import screen
from bot.ui.way.words import WORDS

Interaction = discord.Interaction[AccordClient]
WhoProposes = Literal["members", "steward", "everyone"]
Published = Literal["open", "pseudonymous", "secret"]


class CircleCog(commands.GroupCog, group_name="circle", group_description="Circles decide for themselves"):
    """The commands about circles; guild only."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command()
    @app_commands.describe(
        name="What the circle is called",
        aim="What it is for, in a sentence",
        channel="Its home, where its proposals appear; this channel unless you say otherwise",
        role="Its members are those who hold this role; without one, people join",
        steward="Who looks after it; you unless you say otherwise",
        threshold="For instance simple, absolute, 2/3",
        quorum="Votes in favour needed: a number, a share such as 20%, or auto",
        period="How long a vote runs, for instance 5 days",
        shortest="The shortest vote allowed, for instance 3 days",
        proposers="Who may propose",
        timezone="For instance Europe/Berlin",
        ballots="What becomes of ballots once a vote is closed",
    )
    async def create(  # noqa: PLR0917 - one argument for each option that Discord shows
        self,
        interaction: Interaction,
        name: str,
        aim: str,
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        steward: discord.Member | None = None,
        threshold: str | None = None,
        quorum: str | None = None,
        period: str | None = None,
        shortest: str | None = None,
        proposers: WhoProposes | None = None,
        timezone: str | None = None,
        ballots: Published | None = None,
    ) -> None:
        """Found a circle (needs Manage Server)."""
        home = ChannelId(channel.id if channel else interaction.channel_id or 0)
        wish = circle.CreateCircle(
            actor=await self.client.actor(interaction),
            now=interaction.created_at,
            key=str(interaction.id),
            name=name,
            aim=aim,
            home_id=home,
            steward_id=MemberId(steward.id if steward else interaction.user.id),
            entry=_entry(role),
            defaults=_defaults(Defaults(), threshold, quorum, period, shortest, proposers, timezone, ballots),
        )
        check_can_post(self.client, home)
        await self._show(interaction, await self.client.act(circle.create_circle, wish))

    @app_commands.command()
    @app_commands.describe(
        name="Which circle",
        new_name="What it is called from now on",
        role="Its members are those who hold this role from now on",
        members="People join it from now on, instead of holding a role",
        facilitator="Who leads its rounds at first; the circle itself chooses with /circle choose",
        secretary="Who keeps its record, and leads when the facilitator is silent",
        why_notes="Whether each step of a round is told with why it exists",
        ballots="What becomes of ballots once a vote is closed",
    )
    async def edit(  # noqa: PLR0917 - one argument for each option that Discord shows
        self,
        interaction: Interaction,
        name: str,
        new_name: str | None = None,
        aim: str | None = None,
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        members: Literal["those who join"] | None = None,
        steward: discord.Member | None = None,
        facilitator: discord.Member | None = None,
        secretary: discord.Member | None = None,
        why_notes: Literal["on", "off"] | None = None,
        threshold: str | None = None,
        quorum: str | None = None,
        period: str | None = None,
        shortest: str | None = None,
        proposers: WhoProposes | None = None,
        timezone: str | None = None,
        ballots: Published | None = None,
    ) -> None:
        """Change a circle; open votes keep the rules they began with."""
        found = await self._named(interaction, name)
        wish = circle.EditCircle(
            actor=await self.client.actor(interaction),
            now=interaction.created_at,
            key=str(interaction.id),
            circle_id=found.id,
            name=new_name,
            aim=aim,
            home_id=ChannelId(channel.id) if channel else None,
            steward_id=MemberId(steward.id) if steward else None,
            facilitator_id=MemberId(facilitator.id) if facilitator else None,
            secretary_id=MemberId(secretary.id) if secretary else None,
            why_notes=None if why_notes is None else why_notes == "on",
            defaults=_defaults(found.defaults, threshold, quorum, period, shortest, proposers, timezone, ballots),
            entry=_entry(role) if role or members else None,
        )
        if channel:
            check_can_post(self.client, ChannelId(channel.id))
        await self._show(interaction, await self.client.act(circle.edit_circle, wish))

    @app_commands.command()
    @app_commands.describe(
        name="Which circle",
        steps="For instance: consensus, consent, 3/4, laid over 30 days; or none",
    )
    async def ladder(self, interaction: Interaction, name: str, steps: str) -> None:
        """Declare what is tried next, by itself, where there is no decision."""
        wish = declaration.DeclareLadder(
            actor=await self.client.actor(interaction),
            now=interaction.created_at,
            key=str(interaction.id),
            circle_id=(await self._named(interaction, name)).id,
            steps=steps,
        )
        await self._show(interaction, await self.client.act(declaration.declare_ladder, wish))

    @app_commands.command()
    async def clauses(self, interaction: Interaction, name: str) -> None:
        """Declare by which clauses a circle objects when it keeps a relay between two houses."""
        await interaction.response.send_modal(ClausesForm(await self._named(interaction, name)))

    @app_commands.command(name="list")
    async def list_all(self, interaction: Interaction) -> None:
        """Show the circles of this server."""
        found = await self.client.ask(circle.list_circles, await self.client.actor(interaction))
        await answer(interaction, listed(found))

    @app_commands.command()
    async def show(self, interaction: Interaction, name: str) -> None:
        """Show a circle: its aim, its home, and how it decides."""
        await self._show(interaction, (await self._named(interaction, name)).id)

    @app_commands.command()
    @app_commands.describe(name="Which circle", process="Which way to decide in rounds")
    async def process(self, interaction: Interaction, name: str, process: str) -> None:
        """See how a circle goes about rounds of a kind, and change it."""
        await screen.show(interaction, (await self._named(interaction, name)).id, screen.process_named(process))

    @process.autocomplete("process")
    async def _processes(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        named = ((PROCESSES[key].name, key) for key in WORDS)
        return [app_commands.Choice(name=name, value=key) for name, key in named if typed.lower() in name.lower()]

    @app_commands.command()
    @app_commands.describe(name="Which circle", seat="Which seat", member="Whom you propose", reason="Why they suit it")
    async def choose(
        self,
        interaction: Interaction,
        name: str,
        seat: Literal["facilitator", "secretary"],
        member: discord.Member,
        reason: app_commands.Range[str, 1, 300],
    ) -> None:
        """Ask a circle to choose somebody, by consent; the seat is theirs once nobody objects."""
        found = await self._named(interaction, name)
        check_can_post(self.client, found.home_id)
        wish = proceeding.OpenProceeding(
            actor=await self.client.actor(interaction),
            now=interaction.created_at,
            key=str(interaction.id),
            circle_id=found.id,
            process="consent",
            title=f"{member.display_name} as our {seat}"[:TITLE_LIMIT],
            text=f"{member.display_name} is our {seat} until we choose anew.",
            given={"need": reason},
            nomination=Nomination(Seat(seat), MemberId(member.id)),
        )
        number = await self.client.act(proceeding.open_proceeding, wish)
        await answer(interaction, f"The circle is asked as #{number}; the card is in <#{found.home_id}>.")

    @app_commands.command()
    async def join(self, interaction: Interaction, name: str) -> None:
        """Become a member of a circle."""
        about = await self._about(interaction, name)
        await self._show(interaction, await self.client.act(circle.join_circle, about), "Welcome. ")

    @app_commands.command()
    async def leave(self, interaction: Interaction, name: str) -> None:
        """Leave a circle; your ballots in its open votes no longer count."""
        about = await self._about(interaction, name)
        await self._show(interaction, await self.client.act(circle.leave_circle, about), "You have left. ")

    @edit.autocomplete("name")
    @ladder.autocomplete("name")
    @clauses.autocomplete("name")
    @show.autocomplete("name")
    @join.autocomplete("name")
    @leave.autocomplete("name")
    @process.autocomplete("name")
    @choose.autocomplete("name")
    async def _names(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = await self.client.ask(circle.list_circles, await self.client.actor(interaction))
        names = [one.circle.name for one in found if typed.lower() in one.circle.name.lower()]
        return [app_commands.Choice(name=name, value=name) for name in names[:25]]

    async def _named(self, interaction: Interaction, name: str) -> Circle:
        return await self.client.ask(circle.circle_named, (await self.client.actor(interaction), name))

    async def _show(self, interaction: Interaction, circle_id: CircleId, before: str = "") -> None:
        actor = await self.client.actor(interaction)
        about = circle.AboutCircle(actor=actor, now=interaction.created_at, circle_id=circle_id)
        await answer(interaction, before + described(await self.client.ask(circle.show_circle, about)))

    async def _about(self, interaction: Interaction, name: str) -> circle.AboutCircle:
        circle_id: CircleId = (await self._named(interaction, name)).id
        actor = await self.client.actor(interaction)
        return circle.AboutCircle(actor=actor, now=interaction.created_at, key=str(interaction.id), circle_id=circle_id)


def _entry(role: discord.Role | None) -> circle.Entry:
    """Return how one becomes a member: by the role, or without one by joining."""
    if role is None:
        return circle.Entry()
    return circle.Entry(RoleId(role.id), [MemberId(one.id) for one in role.members if not one.bot])


def _defaults(  # noqa: PLR0917 - one argument for each option that Discord shows
    before: Defaults,
    threshold: str | None,
    quorum: str | None,
    period: str | None,
    shortest: str | None,
    proposers: WhoProposes | None,
    timezone: str | None,
    ballots: Published | None,
) -> Defaults:
    """Read people's words for how a circle decides; None leaves a default as it was."""
    try:
        after = replace(
            before,
            threshold=parse_threshold(threshold) if threshold else before.threshold,
            quorum=parse_quorum(quorum) if quorum else before.quorum,
            period=parse_period(period) if period else before.period,
            shortest=parse_period(shortest) if shortest else before.shortest,
            proposers=Proposers(proposers) if proposers else before.proposers,
            timezone=check_timezone(timezone) if timezone else before.timezone,
            secrecy=Secrecy(ballots) if ballots else before.secrecy,
        )
    except UnknownThreshold as unclear:
        raise UnclearThreshold(unclear.text) from unclear
    except UnknownQuorum as unclear:
        raise UnclearQuorum(unclear.text) from unclear
    if not SHORTEST_ALLOWED <= after.shortest <= LONGEST_PERIOD:
        raise UnclearPeriod(shortest or "")
    if not after.shortest <= after.period <= LONGEST_PERIOD:
        raise UnclearPeriod(period or shortest or "")
    return after


async def setup(client: AccordClient) -> None:
    """Add the commands, for servers only."""
    cog = CircleCog(client)
    app_commands.guild_only(cog.app_command)
    await client.add_cog(cog)
