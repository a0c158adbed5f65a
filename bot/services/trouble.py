"""What is nobody's mistake: Accord itself cannot do what was asked."""

from bot.rules.errors import AccordError


class NotWritten(AccordError):
    """The disk or the database takes nothing at the moment, so nothing that was asked for has happened."""
