"""The menu under the question which community is meant, by what was asked for."""

from types import MappingProxyType

import discord

from bot.rules.errors import AccordError, LeftCommunity, WhichCommunity
from bot.ui.community import CommunityMenu, switch
from bot.ui.delegation.given import DelegationsIn
from bot.ui.my.votes import VotesIn

_GO_ON: MappingProxyType[str, type[CommunityMenu]] = MappingProxyType(
    {"my vote": VotesIn, "my delegations": DelegationsIn}
)
"""The commands that go on by themselves once a community is chosen."""


def which(interaction: discord.Interaction, error: AccordError) -> discord.ui.View | None:
    """Return the menu in which a community is chosen, None where something else is wrong."""
    if not isinstance(error, WhichCommunity | LeftCommunity):
        return None
    name = interaction.command.qualified_name if interaction.command else ""
    view = discord.ui.View(timeout=None)
    for item in switch(interaction, _GO_ON.get(name, CommunityMenu), None):
        view.add_item(item)
    return view
