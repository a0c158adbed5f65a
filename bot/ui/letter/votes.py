"""Letters about a vote in a decision: with whose ballot it goes or why it would be lost, and how to vote oneself."""

from datetime import datetime
from typing import Any

import discord

from bot.rules.chain import ChainEnd
from bot.rules.decision import Choice
from bot.rules.poll import sheet_of
from bot.services.values import Letter, LetterKind
from bot.services.vote import WHOLE, MyVote
from bot.ui.ballot import fitting, marked_lines
from bot.ui.chain import stands
from bot.ui.clean import clean
from bot.ui.my.ballots import ballots
from bot.ui.my.rows import rows
from bot.ui.my.vote import MyVoteButton
from bot.ui.override import ConfirmButton
from bot.ui.people import Called
from bot.ui.words import amount, moment

TITLE = 120
"""Characters of a title in a letter."""

VOTED = {Choice.YES: "voted ✓ **yes**", Choice.NO: "voted ✗ **no**", Choice.ABSTAIN: "◯ **abstained**"}

ROOM = 900
"""Characters of a ballot on options."""


def text(letter: Letter, mine: MyVote, who: Called) -> str:
    """Return what the reader is told of their vote, as it stands now."""
    if mine.chain.end is not ChainEnd.VOTES:
        return _lost(letter, mine, who)
    ends = "\nVote yourself, and your own ballot counts instead:"
    if mine.right is not None:
        until = f"{moment(mine.right.until, 'F')} ({moment(mine.right.until, 'R')})"
        ends = f"\nThat was at the very end, so until {until} you can vote yourself:"
    return f"{_carried(mine, who)}{_through(mine, who)}{_share(mine, who)}{ends}"


def acts(mine: MyVote, now: datetime) -> list[discord.ui.ActionRow[Any]]:
    """Return the buttons with which one votes oneself, or lets it be."""
    voting = ballots(mine.decision, now)
    if mine.right is None:
        return rows(mine.decision, *voting)
    return [discord.ui.ActionRow(*voting, MyVoteButton(mine.decision.id), ConfirmButton(mine.decision.id))]


def _carried(mine: MyVote, who: Called) -> str:
    """Say how the ballot was cast with which the reader's vote goes."""
    end, title = who(mine.chain.members[-1]), f"**{clean(mine.decision.title, TITLE)}**"
    closes = "" if mine.right else f" It closes {moment(mine.decision.closes_at, 'R')}."
    goes = f"and your vote goes with it.{closes}"
    if isinstance(mine.theirs, Choice):
        return f"{end} {VOTED[mine.theirs]} on {title}, {goes}"
    poll = mine.decision.rules.poll
    if poll is None or mine.theirs is None or not any(mine.theirs):
        return f"{end} cast a blank ballot on {title}, which abstains, {goes}"
    marked = marked_lines(mine.options, mine.theirs, poll, sheet_of(poll, len(mine.options)))
    return "\n".join([f"{end} voted on {title}, {goes}", *fitting(marked, ROOM)])


def _through(mine: MyVote, who: Called) -> str:
    """Say through whom a vote came there, where that is not only one person."""
    return f"\n-# {stands(mine.chain, who)}" if len(mine.chain.members) > 2 else ""


def _share(mine: MyVote, who: Called) -> str:
    """Say how much of the vote counts, where its delegate carries more than one person may."""
    if mine.share == WHOLE:
        return ""
    of = f"{mine.share.numerator} of {mine.share.denominator}"
    return (
        f"\n⚠ {who(mine.chain.members[-1])} carries more votes than one person can here: yours is counted at {of} "
        f"({amount(mine.share * 100)} %). Your own ballot would count whole."
    )


def _lost(letter: Letter, mine: MyVote, who: Called) -> str:
    """Say that a vote would be lost, why, and what can be done."""
    title = f"**{clean(mine.decision.title, TITLE)}**"
    head = f"Your vote on {title} would be lost."
    if letter.kind in {LetterKind.CARRIED, LetterKind.OVERRIDE}:
        head = f"The ballot that your vote went with on {title} is not there any more, so your vote would be lost."
    closes = moment(mine.decision.closes_at, "R")
    way_out = f"It closes {closes}. Vote yourself, or hand your vote to somebody else:"
    return f"{head} {stands(mine.chain, who)}\n{way_out}"
