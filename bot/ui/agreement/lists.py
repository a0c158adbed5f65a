"""Agreements in a list: those that were looked for, and those that are due."""

from datetime import datetime

from bot.rules.agreement import Agreement
from bot.services.agreement import PAGE, Found
from bot.ui.agreement.words import number_of, standing
from bot.ui.clean import clean

NONE = "There is no such agreement here. What a circle adopts becomes one by itself."
NONE_DUE = "✓ Nothing is due: no agreement comes back within the next 30 days."


def listed(found: Found, now: datetime, *, due: bool) -> str:
    """Return a page of agreements, each on a line."""
    if not found.many:
        return NONE_DUE if due else NONE
    head = "**What comes back soon, or is overdue**" if due else f"**{found.many:,} found**"
    pages = pages_of(found)
    foot = [f"-# Page {found.page + 1} of {pages}"] if pages > 1 else []
    return "\n".join([head, *(line(one, now) for one in found.agreements), *foot])


def pages_of(found: Found) -> int:
    """Return how many pages there are."""
    return -(-found.many // PAGE)


def line(agreement: Agreement, now: datetime) -> str:
    """Return an agreement on a line: its number, title and circle, and where it stands."""
    title, circle = clean(agreement.title, 50), clean(agreement.circle, 30)
    return f"{number_of(agreement.id)} **{title}** ({circle}): {standing(agreement, now)}"
