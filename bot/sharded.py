"""Accord on some of Discord's shards. Direct messages all come to the first, whatever community they are about.

A community of another shard is asked of Discord: the server itself, and whether a person is in it. What was answered
is believed for a minute.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
from discord.gateway import DiscordWebSocket

from bot.client import AccordClient
from bot.rules.circle import Actor
from bot.rules.ids import CommunityId, MemberId
from bot.services.community import communities_of
from bot.services.ports import Clock
from bot.settings import Shards

BELIEVED = timedelta(minutes=1)
"""How long what Discord answered about a server elsewhere is taken for true."""


class ShardedClient(AccordClient, discord.AutoShardedClient):
    """The same client, with servers of other shards as Discord describes them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the client's own
        super().__init__(*args, **kwargs)
        self._elsewhere: dict[int, tuple[discord.Guild, datetime]] = {}
        self._met: dict[int, tuple[list[int], datetime]] = {}

    def get_guild(self, id: int, /) -> discord.Guild | None:  # noqa: A002 - discord.py's own name
        """Return a server, in this process or elsewhere, as far as it is known."""
        known = self._elsewhere.get(id)
        return super().get_guild(id) or (known[0] if known else None)

    def serves(self, community_id: CommunityId) -> bool:
        """Whether a community belongs to one of the shards of this process."""
        return (community_id >> 22) % (self.shard_count or 1) in (self.shard_ids or ())

    def socket(self, shard_id: int) -> DiscordWebSocket:
        """Return the connection of a shard."""
        return self._get_websocket(shard_id=shard_id)

    async def member_actor(self, community_id: CommunityId, member_id: MemberId) -> Actor:
        """Return a member of a community of any shard. Raises NotInCommunity."""
        await self._look_up(community_id)
        return await super().member_actor(community_id, member_id)

    async def meet(self, user: discord.abc.User) -> None:
        """Find out in which communities elsewhere a person is, of those that have them in a circle."""
        now = self.clock.now()
        if user.id in self._met and self._met[user.id][1] > now:
            return
        here: list[int] = []
        for community_id in await self.ask(communities_of, MemberId(user.id)):
            guild = await self._look_up(community_id)
            with suppress(discord.NotFound):
                if guild is not None and await guild.fetch_member(user.id):
                    here.append(guild.id)
        self._met = {who: found for who, found in self._met.items() if found[1] > now}
        self._met[user.id] = (here, now + BELIEVED)

    def shared(self, user: discord.abc.User) -> Sequence[discord.Guild]:
        """Return the servers in which both are, in this process or, as far as is known, elsewhere."""
        elsewhere = (self._elsewhere.get(one) for one in self._met.get(user.id, ([], None))[0])
        return [*super().shared(user), *(known[0] for known in elsewhere if known)]

    async def _look_up(self, community_id: CommunityId) -> discord.Guild | None:
        """Return a server of another shard, None where Accord is not in it, or it is in this process."""
        known, now = self._elsewhere.get(community_id), self.clock.now()
        if super().get_guild(community_id) is not None:
            return None
        if known is not None and known[1] > now:
            return known[0]
        self._elsewhere.pop(community_id, None)
        with suppress(discord.NotFound, discord.Forbidden):
            self._elsewhere[community_id] = (await self.fetch_guild(community_id, with_counts=False), now + BELIEVED)
            return self._elsewhere[community_id][0]
        return None


def new_client(
    store: Any,  # noqa: ANN401 - whatever the client takes
    clock: Clock,
    shards: Shards | None,
    *,
    proxy: str | None = None,
    trace: aiohttp.TraceConfig | None = None,
) -> AccordClient:
    """Return a client on the shards given, or on one connection for all."""
    if shards is None:
        return AccordClient(store, clock, proxy=proxy, trace=trace)
    return ShardedClient(store, clock, proxy=proxy, trace=trace, shard_ids=[*shards.ids], shard_count=shards.count)
