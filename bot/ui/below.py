"""The buttons below a decision, by where it stands: nominate, vote, see how it was counted, put it again."""

from datetime import datetime
from typing import Any

import discord

from bot.rules.agreement.vote import record_of
from bot.rules.decision import Decision, PollResult, State, outcome
from bot.rules.majority import Outcome
from bot.services.legality import UNQUESTIONED, Legality
from bot.ui import (
    buttons,
    community,
    counted,
    forms,
    liquid,
    mandate,
    options,
    override,
    privacy,
    reader,
    secrecy,
    sheet,
    word,
)
from bot.ui.agreement import buttons as agreement_buttons
from bot.ui.agreement import found as agreements_found
from bot.ui.agreement.buttons import AdoptedButton
from bot.ui.challenge import buttons as challenge
from bot.ui.challenge.buttons import challenging
from bot.ui.counted import CountedButton
from bot.ui.delegation import given as delegations_given
from bot.ui.delegation import screen as delegation
from bot.ui.forms import PutAgainButton
from bot.ui.letter import screen as letters
from bot.ui.my import vote as my_vote
from bot.ui.my import votes as my_votes
from bot.ui.my.ballots import ballots, nominating
from bot.ui.my.rows import rows
from bot.ui.proceeding import buttons as proceeding_buttons
from bot.ui.proceeding import menu
from bot.ui.proceeding.doubt import buttons as doubt_buttons
from bot.ui.secrecy import who_button
from bot.ui.way import screen as way
from bot.ui.word import WordButton

ITEMS: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    *buttons.ALL, *forms.ALL, *options.ALL, *sheet.ALL, *counted.ALL, *word.ALL, *reader.ALL,
    *liquid.ALL, *override.ALL, *letters.ALL, *mandate.ALL, *privacy.ALL, *secrecy.ALL,
    *delegation.ALL, *delegations_given.ALL, *my_vote.ALL, *my_votes.ALL, *community.ALL,
    *proceeding_buttons.ALL, *menu.ALL, *doubt_buttons.ALL, *way.ALL,
    *agreement_buttons.ALL, *agreements_found.ALL, *challenge.ALL,
)  # fmt: skip
"""Every button and menu that can outlive a restart; each is registered before the bot connects."""


def rows_below(
    decision: Decision, now: datetime, *, goes_on: bool = False, law: Legality = UNQUESTIONED
) -> list[discord.ui.ActionRow[Any]]:
    """Return the rows of buttons below a decision: what can be done while it is open, and later what can still be.

    What goes on by itself need not be put again; the `law` says whether it can be challenged.
    """
    if decision.state is State.OPEN:
        voting, poll = rows(decision, *ballots(decision, now)), decision.rules.poll
        pooled = poll is not None and poll.pool and not nominating(decision, now)
        return [*voting, discord.ui.ActionRow(WordButton(decision.id))] if pooled else voting
    left: list[discord.ui.Item[Any]] = []
    if isinstance(decision.result, PollResult):
        left.append(CountedButton(decision.id))
    left += who_button(decision)
    if outcome(decision) is Outcome.NO_QUORUM and decision.again_id is None and not goes_on:
        left.append(PutAgainButton(decision.id))
    if record_of(decision) is not None:
        left.append(AdoptedButton(decision.id))
    left += challenging(law, decision.id, now)
    return [discord.ui.ActionRow(*left)] if left else []
