"""The buttons below a decision, by where it stands: nominate, vote, see how it was counted, put it again."""

from datetime import datetime
from typing import Any

import discord

from bot.rules.agreement.vote import record_of
from bot.rules.decision import Decision, PollResult, State, outcome
from bot.rules.majority import Outcome
from bot.rules.poll import has_options, method_of
from bot.ui import buttons, counted, forms, liquid, mandate, options, override, reader, sheet, word
from bot.ui.agreement import buttons as agreement_buttons
from bot.ui.agreement import found as agreements_found
from bot.ui.agreement.buttons import AdoptedButton
from bot.ui.buttons import rows
from bot.ui.counted import CountedButton
from bot.ui.forms import PutAgainButton
from bot.ui.letter import screen as letters
from bot.ui.options import NominateButton
from bot.ui.proceeding import buttons as proceeding_buttons
from bot.ui.proceeding import menu
from bot.ui.proceeding.doubt import buttons as doubt_buttons
from bot.ui.sheet import BallotButton
from bot.ui.way import screen as way
from bot.ui.word import WordButton

ITEMS: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    *buttons.ALL, *forms.ALL, *options.ALL, *sheet.ALL, *counted.ALL, *word.ALL, *reader.ALL,
    *liquid.ALL, *override.ALL, *letters.ALL, *mandate.ALL,
    *proceeding_buttons.ALL, *menu.ALL, *doubt_buttons.ALL, *way.ALL,
    *agreement_buttons.ALL, *agreements_found.ALL,
)  # fmt: skip
"""Every button and menu that can outlive a restart; each is registered before the bot connects."""


def rows_below(decision: Decision, now: datetime, *, goes_on: bool = False) -> list[discord.ui.ActionRow[Any]]:
    """Return the rows of buttons below a decision: what can be done while it is open, and later what can still be.

    What goes on by itself need not be put again.
    """
    if decision.state is State.OPEN:
        poll = decision.rules.poll
        if poll is None or not has_options(method_of(poll)):
            return rows(decision.id)
        if poll.nominations_until is not None and now < poll.nominations_until:
            return rows(decision.id, NominateButton(decision.id))
        voting = rows(decision.id, BallotButton(decision.id))
        return [*voting, discord.ui.ActionRow(WordButton(decision.id))] if poll.pool else voting
    left: list[discord.ui.Item[Any]] = []
    if isinstance(decision.result, PollResult):
        left.append(CountedButton(decision.id))
    if outcome(decision) is Outcome.NO_QUORUM and decision.again_id is None and not goes_on:
        left.append(PutAgainButton(decision.id))
    if record_of(decision) is not None:
        left.append(AdoptedButton(decision.id))
    return [discord.ui.ActionRow(*left)] if left else []
