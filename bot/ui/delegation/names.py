"""People as Discord vouches for them, by id, by mention, or by a name that somebody typed."""

from collections.abc import Sequence

import discord

from bot.rules.errors import DelegateAway
from bot.rules.ids import CommunityId, MemberId
from bot.rules.liquid.errors import NotOneMember
from bot.services.delegation import Delegate

MOST = 25
"""People of the same name among whom one can choose (Discord's menus)."""


async def vouched(interaction: discord.Interaction, community_id: CommunityId, member_id: int) -> Delegate:
    """Return a person as Discord has them now; who has left is not in the community."""
    guild = interaction.client.get_guild(community_id)
    if guild is None:
        return Delegate(MemberId(member_id), is_bot=False, in_community=False)
    try:
        member = guild.get_member(member_id) or await guild.fetch_member(member_id)
    except discord.NotFound:
        return Delegate(MemberId(member_id), is_bot=False, in_community=False)
    return Delegate(MemberId(member.id), member.bot, in_community=True)


def named(interaction: discord.Interaction, community_id: CommunityId, typed: str) -> Sequence[MemberId]:
    """Return who is meant: by mention or id, by a name as it is written, or else by a part of it.

    Nobody is taken for another because both go by the same name. Raises DelegateAway.
    """
    words = typed.strip().removeprefix("@").casefold()
    digits = typed.strip().strip("<@!>")
    if digits.isascii() and digits.isdigit() and len(digits) < 20:
        return [MemberId(int(digits))]
    guild = interaction.client.get_guild(community_id)
    people = [one for one in guild.members if not one.bot] if guild and words else []
    exact = [one for one in people if words in _names(one)]
    found = exact or [one for one in people if any(words in name for name in _names(one))]
    if not found:
        raise DelegateAway
    return [MemberId(one.id) for one in found[:MOST]]


def the_one(interaction: discord.Interaction, community_id: CommunityId, typed: str) -> MemberId:
    """Return the one person who is meant. Raises DelegateAway, or NotOneMember where several are called so."""
    found = named(interaction, community_id, typed)
    if len(found) > 1:
        raise NotOneMember(typed)
    return found[0]


def _names(member: discord.Member) -> set[str]:
    """Return what a person is called, in the server, on Discord, and by their user name."""
    return {name.casefold() for name in (member.display_name, member.global_name, member.name) if name}
