"""Long things in pages: whatever a card or a message has no room for is read page by page."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.ui.clean import parted

PAGE = 1_800
"""Letters of a page; a message holds 2,000, and says besides which page it is."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said: `head` is safe to show as it is, `words` are a member's own. A head alone is a title."""

    head: str
    words: str = ""


def pages(said: Iterable[Said]) -> list[str]:
    """Return everything that was said, whole and made safe, in pages."""
    return packed((entry for one in said for entry in _entries(one)), "\n")


def packed(entries: Iterable[str], between: str = "") -> list[str]:
    """Return the entries on as few pages as hold them in order; none of them is longer than a page."""
    found: list[str] = []
    for entry in entries:
        if found and len(found[-1]) + len(between) + len(entry) <= PAGE:
            found[-1] += between + entry
        else:
            found.append(entry)
    return found


def _entries(one: Said) -> list[str]:
    if not one.words:
        return [one.head]
    first, *rest = parted(one.words, PAGE - len(one.head) - 2)
    return [f"{one.head}: {first}", *rest]
