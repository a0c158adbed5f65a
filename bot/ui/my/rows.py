"""The row below a decision that is open: to vote, to see one's vote, to hand it over."""

from typing import Any

import discord

from bot.rules.decision import Decision
from bot.ui.delegation.screen import DelegateButton
from bot.ui.my.vote import MyVoteButton


def rows(decision: Decision, *ballots: discord.ui.Item[Any]) -> list[discord.ui.ActionRow[Any]]:
    """Return the row with the buttons that one votes with."""
    hand = [] if decision.rules.alone else [DelegateButton(decision.id)]
    return [discord.ui.ActionRow(*ballots, MyVoteButton(decision.id), *hand)]
