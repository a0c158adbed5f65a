"""How Accord addresses somebody, in words, and quiet hours as they are typed."""

import re

from bot.rules.reach import ReminderChoice, UnclearQuiet
from bot.services.values import Preference

OFF = "off"
"""What is typed for no quiet hours."""

SUGGESTED = ("22-7", "21-8", "23-6", OFF)
"""Quiet hours to choose from; others can be typed."""

_HOURS = re.compile(r"([01]?[0-9]|2[0-4])(?::00)? ?(?:-|\u2013|to) ?([01]?[0-9]|2[0-4])(?::00)?")

_CALLED = (
    "I call you by name where your circle talks, in a vote's thread or in the circle's home, and show what it is about "
    "to you alone."
)
_SAID = {
    ReminderChoice.THREAD: _CALLED,
    ReminderChoice.DM: "I write to you by direct message.",
    ReminderChoice.NONE: (
        "I do not address you at all. What concerns your vote is shown to you alone when you next use me."
    ),
}
_INVITED = "You have handed over your vote, so I tell you by direct message what becomes of it."
_CLOSED = (
    "⚠ Discord does not let me write to you. Allow direct messages from members of a server that we share, and choose "
    "`dm` again; until then I call you by name."
)


def parse_quiet(words: str) -> tuple[int, int] | None:
    """Return when quiet hours begin and end, None for no such hours. Raises UnclearQuiet."""
    plain = " ".join(words.lower().split())
    if plain == OFF:
        return None
    found = _HOURS.fullmatch(plain)
    if found is None:
        raise UnclearQuiet(words)
    return int(found[1]) % 24, int(found[2]) % 24


def addressed(kept: Preference) -> str:
    """Return how somebody is addressed, and when not."""
    lines = [_SAID[kept.reminders] if kept.reminders else _INVITED if kept.invited_at else _CALLED]
    if kept.closed_at is not None:
        lines.append(_CLOSED)
    if kept.quiet is None:
        lines.append("You have no quiet hours: `/reminders quiet:22-7 timezone:Europe/Berlin`.")
    else:
        hours = f"from {kept.quiet.begins}:00 to {kept.quiet.ends}:00 ({kept.quiet.timezone.replace('_', ' ')})"
        lines.append(f"It is quiet {hours}: what can wait comes afterwards, and what cannot comes without a sound.")
    return "\n".join(lines)
