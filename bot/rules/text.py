"""What members write: which texts can be used, and how long they may be."""

import unicodedata
from functools import lru_cache

from bot.rules.errors import BlankText, TextTooLong

TITLE_LIMIT = 90
"""Characters; a thread is named after the title, and Discord's thread names end at 100."""

TEXT_LIMIT = 4_000
"""Characters; a field of Discord's forms takes no more. The card shows the beginning of a long text."""

NAME_LIMIT = 40
"""Characters of a circle's name, short enough for a select menu with its explanation."""

AIM_LIMIT = 300
"""Characters of a circle's aim: a sentence or two."""


UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters by category, or marks, that take room on no screen or look like a space, and so hide a word."""


def usable(text: str, field: str, limit: int, *, lines: bool = False) -> str:
    """Return the text without invisible letters and outer spaces.

    With `lines` the breaks between lines are kept, else all white space is folded to single spaces.
    Raises BlankText where nothing readable is left and TextTooLong beyond `limit` characters.
    """
    seen = text.translate({ord(letter): None for letter in set(text) if not _visible(letter)})
    kept = "\n".join(line.rstrip() for line in seen.split("\n")).strip() if lines else " ".join(seen.split())
    if not any(unicodedata.category(letter)[0] in "LNSP" for letter in kept):
        raise BlankText(field)
    if len(kept) > limit:
        raise TextTooLong(field, len(kept), limit)
    return kept


@lru_cache(1024)
def _visible(letter: str) -> bool:
    """Whether the letter may stand in a text: no control, no direction override, no private letter."""
    if letter == "\u200d":  # joins the parts of one emoji
        return True
    if letter in UNSEEN:
        return False
    return letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cs", "Cn"}
