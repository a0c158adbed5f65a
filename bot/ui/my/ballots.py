"""What one votes with below an open decision."""

from datetime import datetime
from typing import Any

import discord

from bot.rules.decision import Choice, Decision
from bot.rules.poll import has_options, method_of
from bot.ui.buttons import VoteButton
from bot.ui.options import NominateButton
from bot.ui.sheet import BallotButton


def ballots(decision: Decision, now: datetime) -> list[discord.ui.Item[Any]]:
    """Return the buttons to vote yes or no, or the one that opens a ballot, or to nominate while that goes on."""
    poll = decision.rules.poll
    if poll is None or not has_options(method_of(poll)):
        return [VoteButton(decision.id, choice) for choice in Choice]
    return [NominateButton(decision.id) if nominating(decision, now) else BallotButton(decision.id)]


def nominating(decision: Decision, now: datetime) -> bool:
    """Whether options are still being nominated."""
    poll = decision.rules.poll
    return poll is not None and poll.nominations_until is not None and now < poll.nominations_until
