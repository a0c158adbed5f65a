"""Keeps circles in step with roles, and cards in place, as Discord tells of changes."""

import discord
from discord.ext import commands

from bot.client import AccordClient
from bot.rules.ids import CommunityId, MemberId, MessageId
from bot.services import circle, privacy
from bot.services.proposal import CardDeleted, card_deleted


class MembershipCog(commands.Cog):
    """Listens; 'not in the cache' is never taken for 'gone'."""

    def __init__(self, client: AccordClient) -> None:
        self.client = client

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Catch up with what changed while Accord was away."""
        await self._in_step(guild)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Begin in a new server, or go on in one that Accord was removed from."""
        await self.client.act(privacy.server_back, self._server(guild.id))
        await self._in_step(guild)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Keep everything as it is for a time: it may have been a mistake."""
        await self.client.act(privacy.server_left, self._server(guild.id))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Catch up everywhere once all members are known, also on servers that were joined or left meanwhile."""
        present = [CommunityId(guild.id) for guild in self.client.guilds]
        returned, left = await self.client.ask(privacy.returned_and_left, present)
        for community_id in returned:
            await self.client.act(privacy.server_back, self._server(community_id))
        for community_id in filter(self.client.serves, left):
            await self.client.act(privacy.server_left, self._server(community_id))
        for guild in self.client.guilds:
            await self._in_step(guild)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Follow a role given or taken."""
        if before.roles != after.roles:
            await self._in_step(after.guild)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, event: discord.RawMemberRemoveEvent) -> None:
        """Follow a departure."""
        gone = circle.Gone(CommunityId(event.guild_id), MemberId(event.user.id), self.client.clock.now())
        await self.client.act(circle.member_gone, gone)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Owe a new card for a deleted one."""
        await self.client.act(card_deleted, CardDeleted(MessageId(event.message_id), self.client.clock.now()))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Owe a new card for each that was swept away."""
        for message_id in sorted(event.message_ids):
            await self.client.act(card_deleted, CardDeleted(MessageId(message_id), self.client.clock.now()))

    def _server(self, server_id: int) -> privacy.Server:
        return privacy.Server(CommunityId(server_id), self.client.clock.now())

    async def _in_step(self, guild: discord.Guild) -> None:
        if not guild.chunked:
            return
        for one in await self.client.ask(circle.circles_following, CommunityId(guild.id)):
            role = guild.get_role(one.role_id or 0)
            if role is not None:
                holders = [MemberId(member.id) for member in role.members if not member.bot]
                wish = circle.KeepInStep(one.id, holders, self.client.clock.now())
                await self.client.act(circle.keep_in_step, wish)


async def setup(client: AccordClient) -> None:
    """Add the listeners."""
    await client.add_cog(MembershipCog(client))
