"""A proposal as one person is shown it on request, whatever way it is decided."""

from datetime import datetime

import discord

from bot.services.proceeding import ProceedingView
from bot.services.proposal import ProposalView
from bot.ui.agreement.buttons import adopted_rows
from bot.ui.below import rows_below
from bot.ui.card import card
from bot.ui.faces import FACES
from bot.ui.proceeding.card import card as living_card
from bot.ui.proceeding.rows import rows


def drawn(view: ProposalView | ProceedingView, now: datetime) -> discord.ui.LayoutView:
    """Return its card with everything on it, and its buttons."""
    if isinstance(view, ProceedingView):
        face = FACES[view.proceeding.process.key]
        below = [*rows(view.proceeding, now), *adopted_rows(view.agreement, view.proceeding.id, now, view.legality)]
        return living_card(view.proceeding, view.place, face, now, below, view.climb, view.head, view.legality)
    below = rows_below(view.decision, now, goes_on=view.climb.goes_on, law=view.legality)
    return card(view, below, whole=True)
