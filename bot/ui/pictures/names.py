"""Names and titles as pictures and their twins show them: one line of visible letters, whatever was typed."""

import unicodedata

from bot.ui.clean import plain
from bot.ui.people import UNNAMED
from bot.ui.pictures.font import drawable

_ROOM = 60
"""Letters of a name: of more, no picture and no twin shows anything."""
_TITLE_ROOM = 120
_LEFT_TO_RIGHT = "\u200e"
"""Unseen; keeps what follows a name from right to left from being read before it."""


def legible(name: str) -> str:
    """Return a member's name as one line of visible letters; "a member" where it has none."""
    return plain(name, _ROOM) or UNNAMED


def pictured(name: str) -> str:
    """Return a name as a picture shows it: without what the fonts have not, "a member" where nothing else is left."""
    return drawable(legible(name)) or UNNAMED


def ordered(name: str) -> str:
    """Return a name so that in a sentence what follows it stands behind it, also where it is read from the right."""
    mirrored = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in name)
    return name + _LEFT_TO_RIGHT if mirrored else name


def sentence(title: str) -> str:
    """Return a title as a sentence of a twin, as in "Plant a tree."."""
    shown = plain(title, _TITLE_ROOM)
    return shown if shown.endswith(("?", ".", "!")) or not shown else f"{shown}."
