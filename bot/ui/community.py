"""In which community a member speaks by direct message: chosen once, re-checked each time, and switched at will."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord
from discord import app_commands

from bot.rules.circle import Actor
from bot.rules.errors import LeftCommunity, NotInCommunity, WhichCommunity
from bot.rules.ids import CommunityId, MemberId
from bot.services.community import Leaving, choose_community, forget_community, kept_community
from bot.services.values import Command
from bot.ui.clean import clean, plain
from bot.ui.desk import answer, desk, kind
from bot.ui.unspoken import Unspoken

MENU = 25
"""Communities on a menu (Discord)."""


async def member(interaction: discord.Interaction, meant: str | None = None) -> Actor:
    """Return who acts: in this server, or by direct message in the community that is meant, chosen, or the only one.

    Raises NotInCommunity, WhichCommunity, or LeftCommunity where the chosen one was left, which is forgotten then.
    """
    if interaction.guild_id is not None:
        return await desk(interaction).actor(interaction)
    await desk(interaction).meet(interaction.user)
    if meant is not None:
        return await desk(interaction).actor(interaction, _named(interaction, meant))
    kept = await desk(interaction).ask(kept_community, MemberId(interaction.user.id))
    if kept is not None:
        return await _in_kept(interaction, kept)
    shared = desk(interaction).shared(interaction.user)
    if len(shared) > 1:
        raise WhichCommunity([one.name for one in shared])
    return await desk(interaction).actor(interaction, CommunityId(shared[0].id) if shared else None)


async def communities(interaction: discord.Interaction, meant: str | None = None) -> list[Actor]:
    """Return who acts in each community that could be meant, for suggestions: the one of `member`, or all."""
    try:
        return [await member(interaction, meant)]
    except WhichCommunity:
        shared = desk(interaction).shared(interaction.user)
        return [await desk(interaction).actor(interaction, CommunityId(one.id)) for one in shared[:MENU]]
    except (NotInCommunity, LeftCommunity):
        return []


def chosen(interaction: discord.Interaction) -> str | None:
    """Return what stands in a command's option `community` so far."""
    typed = interaction.namespace.community
    return typed if isinstance(typed, str) and typed else None


async def suggested(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Return the communities of that name which the person shares with Accord."""
    await desk(interaction).meet(interaction.user)
    shared = [one for one in desk(interaction).shared(interaction.user) if typed.lower() in one.name.lower()]
    return [app_commands.Choice(name=plain(one.name, 100), value=str(one.id)) for one in shared[:MENU]]


def switch(
    interaction: discord.Interaction, menu: "type[CommunityMenu]", community_id: CommunityId | None
) -> list[discord.ui.Item[Any]]:
    """Return the menu in which another community is chosen, in a direct message and where there is another."""
    others = interaction.guild_id is None and len(desk(interaction).shared(interaction.user)) > 1
    return [menu(_options(interaction, community_id))] if others else []


async def _in_kept(interaction: discord.Interaction, kept: CommunityId) -> Actor:
    try:
        return await desk(interaction).actor(interaction, kept)
    except NotInCommunity:
        await desk(interaction).act(forget_community, Leaving(MemberId(interaction.user.id), interaction.created_at))
        raise LeftCommunity from None


def _named(interaction: discord.Interaction, meant: str) -> CommunityId:
    """Return the community of that id or name. Raises NotInCommunity."""
    found = [one for one in desk(interaction).shared(interaction.user) if meant in {str(one.id), one.name}]
    if not found:
        raise NotInCommunity
    return CommunityId(found[0].id)


def _options(interaction: discord.Interaction, chosen: CommunityId | None) -> list[discord.SelectOption]:
    shared = sorted(desk(interaction).shared(interaction.user), key=lambda one: (one.id != chosen, one.name.casefold()))
    return [
        discord.SelectOption(label=plain(one.name, 100) or str(one.id), value=str(one.id), default=one.id == chosen)
        for one in shared[:MENU]
    ]


class CommunityMenu(Unspoken, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"accord:community"):
    """Chooses the community in which one speaks from now on; subclasses go on with what was asked for."""

    act: ClassVar[str] = "community"

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        custom_id = f"accord:{self.act}"
        super().__init__(discord.ui.Select(custom_id=custom_id, placeholder="Which community?", options=[*options]))

    def __init_subclass__(cls, *, act: str = "community", **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's own
        cls.act = act
        super().__init_subclass__(template=f"accord:{act}", **kwargs)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], ___: object, /) -> Self:
        """Rebuild the menu."""
        return cls()

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Remember it, and go on."""
        await desk(interaction).meet(interaction.user)
        actor = await desk(interaction).actor(interaction, CommunityId(int(self.item.values[0])))
        wish = Command(actor=actor, now=interaction.created_at, key=str(interaction.id))
        await desk(interaction).act(choose_community, wish)
        await self.go_on(interaction, actor)

    async def go_on(self, interaction: discord.Interaction, actor: Actor) -> None:
        """Say that it is remembered."""
        guild = interaction.client.get_guild(actor.community_id)
        name = clean(guild.name, 60) if guild else ""
        said = f"From now on you speak in **{name}** when you write to me here. Now use the command again."
        await answer(interaction, f"{said} You can choose another any time under `/my vote`.")


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (CommunityMenu,)
