"""/delegate: hand your vote to someone you trust, and take it back at will; by direct message too."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import AccordClient
from bot.rules.circle import Actor
from bot.rules.delegation import Scope
from bot.rules.errors import DelegateAway, NotInCommunity, WhichCommunity
from bot.rules.ids import CircleId, CommunityId, MemberId
from bot.services import circle, delegation, proposal
from bot.services.values import Command
from bot.services.within import Reach
from bot.ui.deadline import parse_deadline
from bot.ui.delegation import delegated, listed
from bot.ui.desk import answer
from bot.ui.people import called
from bot.ui.proposal import number

Interaction = discord.Interaction[AccordClient]
NOBODY = "nobody"


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class DelegationCog(commands.GroupCog, group_name="delegate", group_description="Hand your vote to someone you trust"):
    """The commands about delegations; in servers and in direct messages."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @app_commands.command(name="set")
    @app_commands.describe(
        to="Who votes for you, or 'nobody'",
        within="A circle or a proposal; the whole community unless you say otherwise",
        until="When it ends, for instance 30 days; 180 days unless you say otherwise",
        community="Which community, where you are in several",
    )
    async def set_one(
        self,
        interaction: Interaction,
        to: str,
        within: str | None = None,
        until: str | None = None,
        community: str | None = None,
    ) -> None:
        """Let someone vote for you whenever you do not vote yourself."""
        actor = await self._actor(interaction, community)
        now = interaction.created_at
        wish = delegation.SetDelegation(
            actor=actor,
            now=now,
            key=str(interaction.id),
            reach=_reach(within),
            delegate=None if to.strip().lower() == NOBODY else await self._delegate(actor, to),
            until=parse_deadline(until, now=now, timezone="UTC") if until else None,
        )
        done = await self.client.act(delegation.set_delegation, wish)
        await answer(interaction, delegated(done, called(interaction, actor.community_id)))

    @app_commands.command(name="list")
    async def list_all(self, interaction: Interaction, community: str | None = None) -> None:
        """Show whom you have handed your vote to, and how many votes you carry."""
        actor = await self._actor(interaction, community)
        mine = await self.client.ask(delegation.my_delegations, Command(actor=actor, now=interaction.created_at))
        await answer(interaction, listed(mine, called(interaction, actor.community_id)))

    @app_commands.command()
    async def remove(self, interaction: Interaction, within: str | None = None, community: str | None = None) -> None:
        """Take your vote back."""
        actor = await self._actor(interaction, community)
        wish = delegation.AboutReach(
            actor=actor, now=interaction.created_at, key=str(interaction.id), reach=_reach(within)
        )
        await self.client.act(delegation.end_delegation, wish)
        await answer(interaction, "Your vote is your own again there.")

    @set_one.autocomplete("to")
    async def _members(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        guild = self._guild(interaction, _chosen(interaction))
        people = [one for one in guild.members if not one.bot and typed.lower() in one.display_name.lower()]
        shown = [app_commands.Choice(name=one.display_name[:100], value=str(one.id)) for one in people[:24]]
        return [*shown, app_commands.Choice(name="nobody here", value=NOBODY)]

    @set_one.autocomplete("within")
    @remove.autocomplete("within")
    async def _places(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        actor = await self._actor(interaction, _chosen(interaction))
        circles = await self.client.ask(circle.list_circles, actor)
        open_now = await self.client.ask(proposal.list_open, actor)
        named = [(f"Circle {one.circle.name}", f"circle:{one.circle.id}") for one in circles]
        named += [(f"Proposal #{one.id} {one.title}"[:100], f"proposal:{one.id}") for one in open_now]
        return [app_commands.Choice(name=n, value=v) for n, v in named if typed.lower() in n.lower()][:25]

    @set_one.autocomplete("community")
    @list_all.autocomplete("community")
    @remove.autocomplete("community")
    async def _communities(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        shared = [one for one in interaction.user.mutual_guilds if typed.lower() in one.name.lower()]
        return [app_commands.Choice(name=one.name[:100], value=str(one.id)) for one in shared[:25]]

    async def _actor(self, interaction: Interaction, community: str | None) -> Actor:
        guild = self._guild(interaction, community)
        return await self.client.actor(interaction, CommunityId(guild.id))

    def _guild(self, interaction: Interaction, community: str | None) -> discord.Guild:
        """Return the server meant: this one, the one named, or the only one shared.

        Raises NotInCommunity or WhichCommunity.
        """
        if interaction.guild:
            return interaction.guild
        shared = interaction.user.mutual_guilds
        meant = [one for one in shared if community in {str(one.id), one.name}] if community else shared
        if not meant:
            raise NotInCommunity
        if len(meant) > 1:
            raise WhichCommunity([one.name for one in meant])
        return meant[0]

    async def _delegate(self, actor: Actor, typed: str) -> delegation.Delegate:
        """Return the person named by id, mention or exact name. Raises DelegateAway."""
        guild = self.client.get_guild(actor.community_id)
        digits = typed.strip().strip("<@!>")
        named = guild.get_member_named(typed.strip().removeprefix("@")) if guild else None
        if named is None and (guild is None or not digits.isascii() or not digits.isdigit() or len(digits) > 19):
            raise DelegateAway
        if named is not None:
            return delegation.Delegate(MemberId(named.id), named.bot, in_community=True)
        return await self._by_id(guild, int(digits))

    async def _by_id(self, guild: discord.Guild | None, user_id: int) -> delegation.Delegate:
        if guild is None:
            raise DelegateAway
        try:
            member = guild.get_member(user_id) or await guild.fetch_member(user_id)
        except discord.NotFound:
            raise DelegateAway from None
        return delegation.Delegate(MemberId(member.id), member.bot, in_community=True)


def _chosen(interaction: Interaction) -> str | None:
    chosen = interaction.namespace.community
    return chosen if isinstance(chosen, str) and chosen else None


def _reach(within: str | None) -> Reach:
    """Read 'circle:3', 'proposal:12' or '#12'; nothing is the community. Raises NoSuchProposal."""
    if within is None:
        return Reach()
    kind, _, digits = within.rpartition(":")
    if kind == "circle":
        return Reach(Scope.CIRCLE, CircleId(number(digits)))
    return Reach(Scope.PROPOSAL, number(digits))


async def setup(client: AccordClient) -> None:
    """Add the commands."""
    await client.add_cog(DelegationCog(client))
