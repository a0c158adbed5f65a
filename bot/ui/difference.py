"""Two wordings as one: what is gone is struck out, what is new is bold, what stayed is cut where it is long."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.ui.clean import clean_block, parted
from bot.ui.pages import PAGE, packed

AROUND = 8
"""Unchanged words that are kept beside a change, so that one sees where it is."""

MARKED = PAGE - 4
"""Letters of a piece between its marks."""

MOST_PAIRS = 300_000
"""Pairs of equal words that are compared: long prose has a tenth of them, and a pattern of few words takes long."""

_WORD = re.compile(r"\S+\s*")


def difference(old: str, new: str, limit: int) -> str:
    """Return the difference, at most `limit` letters; a text that is new throughout is shown as it is."""
    shown = "".join(_pieces(old, new))
    return shown if len(shown) <= limit else clean_block(new, limit)


def paged_difference(old: str, new: str) -> list[str]:
    """Return the whole difference in pages."""
    return packed(_pieces(old, new))


def _pieces(old: str, new: str) -> Iterator[str]:
    """Yield the difference in pieces that fit on a page."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    bare = [word.strip() for word in before], [word.strip() for word in after]
    matcher = SequenceMatcher(None, *bare, autojunk=False)
    if _pairs(*bare) > MOST_PAIRS or matcher.ratio() < 1 / 3:
        yield from parted(new, PAGE)
        return
    for kind, i, j, k, end in matcher.get_opcodes():
        if kind == "equal":
            yield from _kept(after[k:end], first=i == 0, last=j == len(before))
        else:
            yield from _changed("".join(before[i:j]), "".join(after[k:end]))


def _pairs(before: Sequence[str], after: Sequence[str]) -> int:
    old, new = Counter(before), Counter(after)
    return sum(number * new[word] for word, number in old.items())


def _changed(gone: str, come: str) -> Iterator[str]:
    """Yield what is gone and what has come in its place, with the space that follows it."""
    if gone:
        yield from (f"~~{part}~~" for part in parted(gone, MARKED))
    if gone and come:
        yield " "
    if come:
        yield from (f"**{part}**" for part in parted(come, MARKED))
    last = come or gone
    yield last[len(last.rstrip()) :] or (" " if gone and not come else "")


def _kept(words: list[str], *, first: bool, last: bool) -> Iterator[str]:
    """Yield unchanged words, without those in the middle that nobody needs to see again."""
    if len(words) <= 2 * AROUND:
        yield from _spaced("".join(words))
        return
    yield from () if first else _spaced("".join(words[:AROUND]))
    yield "… "
    yield from () if last else _spaced("".join(words[-AROUND:]))


def _spaced(text: str) -> Iterator[str]:
    """Yield the text made safe, with the space at its end."""
    first, *rest = parted(text, MARKED)
    yield first
    yield from (f" {part}" for part in rest)
    yield text[len(text.rstrip()) :]
