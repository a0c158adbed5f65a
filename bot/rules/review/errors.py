"""How a review can break a rule; part of the tree in `bot.rules.errors`."""

from dataclasses import dataclass
from datetime import timedelta

from bot.rules.errors import Invalid


@dataclass(eq=False)
class NoSuchPeriod(Invalid):
    """The next review comes after a day at least, and before it is forgotten."""

    longest: timedelta
