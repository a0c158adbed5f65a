"""The Discord client: intents, cogs, buttons, who is a member, and what happens to an error."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib import import_module
from typing import Any, Protocol, TypeVar

import aiohttp
import discord
import structlog
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket

from bot.rules.circle import Actor
from bot.rules.errors import AccordError, NotInCommunity
from bot.rules.ids import CommunityId, MemberId, RoleId
from bot.services.ports import Clock, UnitOfWork
from bot.services.registration import Registered, record_registered, registered
from bot.ui.below import ITEMS
from bot.ui.desk import answer, apologise
from bot.ui.errors import sentence
from bot.ui.letter.screen import bring
from bot.ui.which import which

C = TypeVar("C")
R = TypeVar("R")
log = structlog.get_logger(__name__)


class Runner(Protocol):
    """Carries out use cases off the event loop."""

    async def run(self, use_case: Callable[[UnitOfWork, C], R], command: C) -> R:
        """Carry out a use case; it is committed when this returns."""

    async def read(self, question: Callable[[UnitOfWork, C], R], about: C) -> R:
        """Ask without changing anything."""


COGS = (
    "cogs.circle", "cogs.proposal", "cogs.vote", "cogs.delegation", "cogs.preference", "cogs.help", "cogs.membership",
    "cogs.agreement", "cogs.challenge", "cogs.topic", "cogs.power", "cogs.my", "cogs.record", "cogs.privacy",
)  # fmt: skip


def intents() -> discord.Intents:
    """Return what Accord listens to: servers and their members, and no message's content."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.members = True
    wanted.guild_messages = True  # only the ids of deleted messages are used
    return wanted


class Tree(app_commands.CommandTree["AccordClient"]):
    """Answers an error in a command with a sentence."""

    async def on_error(
        self, interaction: discord.Interaction["AccordClient"], error: app_commands.AppCommandError, /
    ) -> None:
        """Say a broken rule kindly; say and log anything else."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, AccordError):
            await answer(interaction, sentence(cause), which(interaction, cause))
            return
        log.error("command failed", command=interaction.command and interaction.command.name, exc_info=cause)
        await apologise(interaction)


class AccordClient(commands.Bot):
    """Carries interactions to the use cases, through the runner it is given."""

    def __init__(
        self,
        store: Runner,
        clock: Clock,
        *,
        proxy: str | None = None,
        trace: aiohttp.TraceConfig | None = None,
        cogs: Sequence[str] = COGS,
        **sharding: Any,  # noqa: ANN401 - discord.py's own keywords
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            proxy=proxy,
            http_trace=trace or aiohttp.TraceConfig(),
            tree_cls=Tree,
            **sharding,
        )
        self.store, self.clock = store, clock
        self._cog_names = cogs

    async def setup_hook(self) -> None:
        """Register buttons and commands before connecting, so that none is dead after a restart."""
        self.add_dynamic_items(*ITEMS)
        for name in self._cog_names:
            await import_module(name).setup(self)
        await self._register()

    async def _register(self) -> None:
        """Send the commands to Discord where they are not those it has: it takes 200 new ones a day."""
        digest = self._digest()
        if await self.ask(registered, None) != digest:
            await self.tree.sync()
            await self.act(record_registered, Registered(digest))

    def _digest(self) -> str:
        kinds = discord.AppCommandType
        found = [one for kind in kinds for one in self.tree.get_commands(type=kind)]
        told = [self.application_id, *(one.to_dict(self.tree) for one in found)]
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    async def act(self, use_case: Callable[[UnitOfWork, C], R], command: C) -> R:
        """Carry out a use case; it is committed when this returns."""
        return await self.store.run(use_case, command)

    async def ask(self, question: Callable[[UnitOfWork, C], R], about: C) -> R:
        """Ask without changing anything."""
        return await self.store.read(question, about)

    async def actor(self, interaction: discord.Interaction, community_id: CommunityId | None = None) -> Actor:
        """Return who acts, re-checked with Discord. Raises NotInCommunity."""
        wanted = community_id or interaction.guild_id
        if wanted is None:
            raise NotInCommunity
        if interaction.guild_id == wanted and isinstance(interaction.user, discord.Member):
            return _actor(interaction.user, manager=interaction.permissions.manage_guild)
        return await self.member_actor(CommunityId(wanted), MemberId(interaction.user.id))

    async def meet(self, user: discord.abc.User) -> None:
        """Find out in which communities a person is; of this process's all are known."""

    def serves(self, community_id: CommunityId) -> bool:  # noqa: ARG002 - without shards it is told of all
        """Whether Discord tells this process of a community that has Accord."""
        return True

    def socket(self, shard_id: int) -> DiscordWebSocket:  # noqa: ARG002 - there is but one
        """Return the connection of a shard; without shards there is but one."""
        return self.ws

    def shared(self, user: discord.abc.User) -> Sequence[discord.Guild]:
        """Return the servers in which both are."""
        return [guild for guild in self.guilds if guild.get_member(user.id)]

    async def afterwards(self, interaction: discord.Interaction) -> None:
        """Show what waits for the person and could not reach them; never before their answer, nor in its place."""
        if interaction.response.type in {None, discord.InteractionResponseType.modal}:
            return
        try:
            await bring(interaction)
        except Exception:  # they have had their answer, and what waits goes on waiting
            log.exception("letters not shown")

    async def on_app_command_completion(self, interaction: discord.Interaction, _: object) -> None:
        """A command has answered."""
        await self.afterwards(interaction)

    async def member_actor(self, community_id: CommunityId, member_id: MemberId) -> Actor:
        """Return a member of a community, asked of Discord where the cache does not know. Raises NotInCommunity."""
        guild = self.get_guild(community_id)
        if guild is None:
            raise NotInCommunity
        try:
            member = guild.get_member(member_id) or await guild.fetch_member(member_id)
        except discord.NotFound:
            raise NotInCommunity from None
        return _actor(member, manager=member.guild_permissions.manage_guild)


def _actor(member: discord.Member, *, manager: bool) -> Actor:
    return Actor(
        member_id=MemberId(member.id),
        community_id=CommunityId(member.guild.id),
        manager=manager,
        roles=frozenset(RoleId(role.id) for role in member.roles),
    )
