"""My votes: all open votes that one has a vote in, each with where it stands."""

from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import app_commands

from bot.rules.circle import Actor
from bot.services.mine import my_votes
from bot.services.proposal import list_open
from bot.services.values import Command
from bot.services.vote import MyVote
from bot.ui.ballot import fitting
from bot.ui.clean import plain
from bot.ui.community import MENU, CommunityMenu, communities, switch
from bot.ui.desk import desk, kind
from bot.ui.my.vote import show_mine
from bot.ui.my.words import line
from bot.ui.people import Called, called, spoken_in
from bot.ui.proposal import number
from bot.ui.screen import put, screen
from bot.ui.unspoken import Unspoken

ROOM = 3_700
"""Characters of the list; Discord takes 4,000 on one screen."""


async def show_votes(interaction: discord.Interaction, actor: Actor) -> None:
    """Show where each of the actor's votes stands, and offer to look at one."""
    mine = await desk(interaction).ask(my_votes, Command(actor=actor, now=interaction.created_at))
    head = f"## My votes{spoken_in(interaction, actor.community_id)}"
    text = listed(mine, called(interaction, actor.community_id))
    menu = [VoteMenu(_options(mine))] if mine else []
    await put(interaction, screen(head, text, menu, switch(interaction, VotesIn, actor.community_id)))


async def open_votes(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Return the open votes of that name or number, in every community that could be meant."""
    found: list[tuple[str, str]] = []
    actors = await communities(interaction)
    for actor in actors:
        guild = interaction.client.get_guild(actor.community_id)
        where = f"{guild.name}: " if guild and len(actors) > 1 else ""
        votes = await desk(interaction).ask(list_open, actor)
        found += [(plain(f"{where}#{one.id} {one.title}", 100), str(one.id)) for one in votes]
    meant = [(name, value) for name, value in found if typed.lower() in name.lower()]
    return [app_commands.Choice(name=name, value=value) for name, value in meant[:MENU]]


def listed(mine: Sequence[MyVote], who: Called) -> str:
    """Return where votes stand, a line or two each, as many as there is room for."""
    if not mine:
        return "No vote is open in which you have one."
    return "\n".join(fitting([line(one, who) for one in mine], ROOM))


def _options(mine: Sequence[MyVote]) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=plain(one.decision.title, 100), value=str(one.decision.id)) for one in mine[:MENU]
    ]


class VoteMenu(Unspoken, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"accord:my_pick"):
    """Looks at one vote."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        words = "Look at one, vote, or hand it over"
        super().__init__(discord.ui.Select(custom_id="accord:my_pick", placeholder=words, options=[*options]))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], ___: object, /) -> Self:
        """Rebuild the menu."""
        return cls()

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        await show_mine(interaction, number(self.item.values[0]))


class VotesIn(CommunityMenu, act="my_votes_in"):
    """Chooses the community, and shows one's votes there."""

    async def go_on(self, interaction: discord.Interaction, actor: Actor) -> None:
        """Show them."""
        await show_votes(interaction, actor)


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (VoteMenu, VotesIn)
