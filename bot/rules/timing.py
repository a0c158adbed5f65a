"""When a vote may end, when it reminds, and until when an action counts (governance 2.4, 2.5)."""

from datetime import datetime, timedelta

from bot.rules.errors import DeadlinePast, DeadlineShortened, DeadlineTooFar, DeadlineTooSoon

DEFAULT_PERIOD = timedelta(days=5)
"""How long a vote runs where nobody says otherwise (governance 2.5)."""

DEFAULT_SHORTEST = timedelta(hours=72)
"""The shortest vote of a circle that has not chosen another (governance 2.5; Apache's 72 hours)."""

SHORTEST_ALLOWED = timedelta(minutes=5)
"""No circle may choose less: people need time to see the card at all."""

LONGEST_PERIOD = timedelta(days=90)
"""A vote that runs longer than a season is forgotten before it ends."""

REMINDER_LEAD = timedelta(hours=24)
"""How long before the end the reminder goes out (governance 7.4)."""

RECEIPT_GRACE = timedelta(seconds=5)
"""How long the count waits for ballots that Discord received before the deadline and are on their way."""


def check_deadline(deadline: datetime, *, now: datetime, shortest: timedelta) -> None:
    """Refuse an end that has passed, comes sooner than the circle allows, or is absurdly far.

    Raises DeadlinePast, DeadlineTooSoon or DeadlineTooFar.
    """
    if deadline <= now:
        raise DeadlinePast(deadline)
    if deadline < now + shortest:
        raise DeadlineTooSoon(deadline, now + shortest, shortest)
    if deadline > now + LONGEST_PERIOD:
        raise DeadlineTooFar(deadline, now + LONGEST_PERIOD)


def check_extension(deadline: datetime, *, closes_at: datetime, opened_at: datetime) -> None:
    """Refuse a new end that is not later than the running one, or absurdly far.

    Raises DeadlineShortened or DeadlineTooFar.
    """
    if deadline <= closes_at:
        raise DeadlineShortened(deadline, closes_at)
    if deadline > opened_at + LONGEST_PERIOD:
        raise DeadlineTooFar(deadline, opened_at + LONGEST_PERIOD)


def remind_at(opened_at: datetime, closes_at: datetime) -> datetime:
    """Return when the reminder is due: a day before the end, or in the last third of a short vote."""
    return closes_at - min(REMINDER_LEAD, (closes_at - opened_at) / 3)


def countable_at(closes_at: datetime) -> datetime:
    """Return the moment from which no ballot cast in time can still be on its way."""
    return closes_at + RECEIPT_GRACE
