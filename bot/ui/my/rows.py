"""The row below a decision that is open: to vote, to see one's vote, to hand it over."""

from typing import Any

import discord

from bot.rules.ids import ProposalId
from bot.ui.delegation.screen import DelegateButton
from bot.ui.my.vote import MyVoteButton


def rows(proposal_id: ProposalId, *ballots: discord.ui.Item[Any]) -> list[discord.ui.ActionRow[Any]]:
    """Return the row with the buttons that one votes with."""
    return [discord.ui.ActionRow(*ballots, MyVoteButton(proposal_id), DelegateButton(proposal_id))]
