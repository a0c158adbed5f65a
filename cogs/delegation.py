"""/delegate, and the same from a member's own menu: hand your vote to someone you trust; by direct message too."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.rules.delegation import Scope
from bot.rules.ids import MemberId
from bot.services import preview
from bot.services.within import Reach
from bot.ui import plan
from bot.ui.clean import plain
from bot.ui.community import chosen, communities, member, suggested
from bot.ui.deadline import parse_deadline
from bot.ui.delegation.choices import NOBODY
from bot.ui.delegation.names import named, the_one
from bot.ui.delegation.screen import show_plan, show_whom
from bot.ui.delegation.words import label
from bot.ui.liquid import show as show_rules
from bot.ui.plan import EVERYWHERE, LONGEST, Plan
from bot.ui.proposal import number

Interaction = discord.Interaction[AccordClient]
Choice = app_commands.Choice[str]


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class DelegationCog(commands.GroupCog, group_name="delegate", group_description="Hand your vote to someone you trust"):
    """The command with which a vote is handed over; in servers and in direct messages."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command(name="set")
    @app_commands.describe(
        to="Who votes for you, or 'nobody'",
        within="A circle, a topic or a proposal; the whole community unless you say otherwise",
        until="When it ends, for instance 30 days; as long as possible unless you say otherwise",
        community="Which community, where you are in several",
        backup="Who votes for you where the first does not",
        second_backup="Who votes for you where neither does",
    )
    async def set_one(  # noqa: PLR0917 - Discord's options
        self,
        interaction: Interaction,
        to: str,
        within: str | None = None,
        until: str | None = None,
        community: str | None = None,
        backup: str | None = None,
        second_backup: str | None = None,
    ) -> None:
        """Let someone vote for you whenever you do not vote yourself."""
        actor = await member(interaction, community)
        ends = plan.moment(parse_deadline(until, now=interaction.created_at, timezone="UTC")) if until else LONGEST
        others = (the_one(interaction, actor.community_id, one) for one in (backup, second_backup) if one)
        wished = Plan(actor.community_id, None, _reach(within), ends, tuple(others))
        nobody = to.strip().lower() == "nobody" or to == NOBODY
        found = [] if nobody else named(interaction, actor.community_id, to)
        if len(found) > 1:
            await show_whom(interaction, wished, found)
        else:
            await show_plan(interaction, replace(wished, delegate_id=None if nobody else found[0]))

    @app_commands.command()
    @app_commands.describe(community="Which community, where you are in several")
    async def rules(self, interaction: Interaction, community: str | None = None) -> None:
        """See how votes are handed over in this community; who manages the server changes it there."""
        await show_rules(interaction, await member(interaction, community))

    @set_one.autocomplete("to")
    async def _members(self, interaction: Interaction, typed: str) -> list[Choice]:
        found = await self._people(interaction, typed)
        return [*found[:24], app_commands.Choice(name="nobody", value=NOBODY)]

    @set_one.autocomplete("backup")
    @set_one.autocomplete("second_backup")
    async def _backups(self, interaction: Interaction, typed: str) -> list[Choice]:
        return (await self._people(interaction, typed))[:25]

    @set_one.autocomplete("within")
    async def _places(self, interaction: Interaction, typed: str) -> list[Choice]:
        actors = await communities(interaction, chosen(interaction))
        if len(actors) != 1:
            return []
        about = preview.AboutDelegate(actor=actors[0], now=interaction.created_at, delegate_id=None)
        found = {label(one): one.reach for one in await self.client.ask(preview.places, about)}
        shown = {
            name: f"{reach.scope.value}:{reach.id}" for name, reach in found.items() if typed.lower() in name.lower()
        }
        return [app_commands.Choice(name=name, value=value) for name, value in shown.items()][:25]

    @set_one.autocomplete("community")
    @rules.autocomplete("community")
    async def _communities(self, interaction: Interaction, typed: str) -> list[Choice]:
        return await suggested(interaction, typed)

    async def _people(self, interaction: Interaction, typed: str) -> list[Choice]:
        """Return members by name, where it is clear in which community."""
        actors = await communities(interaction, chosen(interaction))
        guild = self.client.get_guild(actors[0].community_id) if len(actors) == 1 else None
        people = guild.members if guild else []
        meant = [one for one in people if not one.bot and typed.lower() in one.display_name.lower()]
        return [app_commands.Choice(name=plain(one.display_name, 100) or one.name, value=str(one.id)) for one in meant]


@app_commands.context_menu(name="Delegate to this member")
@app_commands.guild_only()
async def delegate_to(interaction: Interaction, user: discord.Member) -> None:
    """Show what handing one's vote to them would mean."""
    actor = await member(interaction)
    await show_plan(interaction, Plan(actor.community_id, MemberId(user.id)))


def _reach(within: str | None) -> Reach:
    """Read 'circle:3', 'topic:4', 'proposal:12' or '#12'; nothing is the community. Raises NoSuchProposal."""
    kind, _, digits = (within or "").rpartition(":")
    if within is None or kind == Scope.COMMUNITY:
        return EVERYWHERE
    if kind in {Scope.CIRCLE, Scope.TOPIC}:
        return Reach(Scope(kind), number(digits))
    return Reach(Scope.PROPOSAL, number(digits))


async def setup(client: AccordClient) -> None:
    """Add the commands."""
    await client.add_cog(DelegationCog(client))
    client.tree.add_command(delegate_to)
