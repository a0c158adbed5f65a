"""How long those have to vote themselves whose delegate voted at the end (governance 7.4)."""

from datetime import datetime, timedelta


def span(window: timedelta, opened_at: datetime, closes_at: datetime) -> timedelta:
    """Return the time of a window: as the community chose, and a tenth of the voting period at most."""
    return min(window, (closes_at - opened_at) / 10)
