"""How a person is called: by mention where Discord shows one, by name in a direct message, where it may not."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Protocol

import discord

from bot.rules.ids import MemberId
from bot.ui.clean import clean

_MENTION = re.compile(r"<@([0-9]+)>")

UNNAMED = "a member"
"""An objector who is not named to the others."""

Called = Callable[[int], str]
"""Gives the words for a member's id."""


def mention(member_id: int) -> str:
    """Return the mention of a person; Discord shows it as their name."""
    return f"<@{member_id}>"


NAMED = 12
"""People whom a card names; of more it says how many."""


def named(members: Sequence[int]) -> str:
    """Return members by mention, as many as there is room for, and how many more there are."""
    shown = ", ".join(map(mention, members[:NAMED]))
    return f"{shown} and {len(members) - NAMED} more" if len(members) > NAMED else shown


def called(interaction: discord.Interaction, community_id: int) -> Called:
    """Return how people of a community are called in the answer to an interaction.

    In a direct message a mention of somebody else is often shown as a bare number.
    """
    guild = interaction.client.get_guild(community_id)
    if interaction.guild_id is not None or guild is None:
        return mention
    return by_name(guild)


def naming(interaction: discord.Interaction, community_id: int) -> Called:
    """Return the plain names of a community's people, for menus and pictures; who has left has none."""
    guild = interaction.client.get_guild(community_id)
    return lambda member_id: _display(guild, member_id) or UNNAMED


def nameable(interaction: discord.Interaction, community_id: int, people: Iterable[MemberId]) -> list[MemberId]:
    """Return those who are people of the community and have a name."""
    guild = interaction.client.get_guild(community_id)
    return [one for one in people if _display(guild, one)]


def spoken_in(interaction: discord.Interaction, community_id: int) -> str:
    """Return the name of the community behind a title, in a direct message, where it is not seen otherwise."""
    guild = interaction.client.get_guild(community_id)
    return "" if interaction.guild_id is not None or guild is None else f"\n-# {clean(guild.name, 60)}"


def by_name(guild: discord.Guild | None) -> Called:
    """Return how people of a community are called in a direct message."""
    return mention if guild is None else partial(_name, guild)


def spelled(text: str, guild: discord.Guild | None) -> str:
    """Return a text of Accord's own with names in the place of mentions, for a direct message."""
    return text if guild is None else _MENTION.sub(lambda found: _name(guild, int(found[1])), text)


def _name(guild: discord.Guild, member_id: int) -> str:
    member = guild.get_member(member_id)
    return mention(member_id) if member is None else f"**{clean(member.display_name)}**"


def _display(guild: discord.Guild | None, member_id: int) -> str:
    member = None if guild is None else guild.get_member(member_id)
    return "" if member is None or member.bot else member.display_name


class Voiced(Protocol):
    """A concern or an objection, as all may know it."""

    @property
    def by(self) -> int:
        """Whose it is, or who raised it for somebody who is not named."""

    @property
    def relayed(self) -> bool:
        """Whether it is that of somebody who is not named."""


def whose(one: Voiced, name: Called = mention) -> str:
    """Return whose a concern or an objection is: of a member who is not named, through whom it was raised."""
    return f"{UNNAMED} (through {name(one.by)})" if one.relayed else name(one.by)
