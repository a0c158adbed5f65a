"""Agreements in a list: those that were looked for, and those that are due."""

from datetime import datetime

from bot.rules.agreement import Agreement
from bot.rules.agreement.decay import Decay, Level
from bot.services.agreement import PAGE, Found
from bot.ui.agreed import number_of
from bot.ui.agreement.words import standing
from bot.ui.clean import clean

NONE = "There is no such agreement here. What a circle adopts becomes one by itself."
NONE_DUE = "✓ Nothing is due: no agreement comes back within the next 30 days."


def listed(found: Found, now: datetime, *, due: bool) -> str:
    """Return a page of agreements, each on a line."""
    if not found.many:
        return NONE_DUE if due else NONE
    head = f"**What comes back soon, or is overdue**{decay_words(found.decay)}" if due else f"**{found.many:,} found**"
    pages = pages_of(found)
    foot = [f"-# Page {found.page + 1} of {pages}"] if pages > 1 else []
    return "\n".join([head, *(line(one, now) for one in found.agreements), *foot])


def decay_words(decay: Decay) -> str:
    """Return how many of the agreements in force are overdue, and that it is too many where it is."""
    if not decay.overdue:
        return ""
    share = f"{decay.overdue:,} of {decay.standing:,} in force are overdue"
    return f"\n{LEVELS[decay.level]} {share}"


LEVELS = {
    Level.GOOD: "·",
    Level.AMBER: "⚠ Rather many:",
    Level.RED: "‼ Too many, so that nobody knows any more what holds:",
}


def pages_of(found: Found) -> int:
    """Return how many pages there are."""
    return -(-found.many // PAGE)


def line(agreement: Agreement, now: datetime) -> str:
    """Return an agreement on a line: its number, title and circle, and where it stands."""
    title, circle = clean(agreement.title, 50), clean(agreement.circle, 30)
    return f"{number_of(agreement.id)} **{title}** ({circle}): {standing(agreement, now)}"
