"""How long a delegation lasts, and when its truster hears that it ends (governance 7.3)."""

from datetime import datetime, timedelta

from bot.rules.errors import DeadlinePast, DelegationTooLong

NOTICE = timedelta(days=7)
"""How long before its end a delegation is announced to end."""


def check_end(until: datetime, *, now: datetime, longest: timedelta) -> datetime:
    """Return the end of a delegation. Raises DeadlinePast or DelegationTooLong."""
    if until <= now:
        raise DeadlinePast(until)
    if until > now + longest:
        raise DelegationTooLong(longest)
    return until


def warning(now: datetime, until: datetime) -> datetime:
    """Return when the end of a delegation is announced: a week before, or halfway where it lasts less than two."""
    return max(until - NOTICE, now + (until - now) / 2)
