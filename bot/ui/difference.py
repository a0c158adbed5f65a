"""Two wordings as one: what is gone is struck out, what is new is bold, what stayed is cut where it is long."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from bot.ui.clean import clean_block

AROUND = 8
"""Unchanged words that are kept beside a change, so that one sees where it is."""

_WORD = re.compile(r"\s+|[^\s]+")


def difference(old: str, new: str, limit: int) -> str:
    """Return the difference, at most `limit` letters; a text that is new throughout is shown as it is."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < 1 / 3:
        return clean_block(new, limit)
    shown = "".join(_parts(matcher, before, after))
    return shown if len(shown) <= limit else clean_block(new, limit)


def _parts(matcher: "SequenceMatcher[str]", before: list[str], after: list[str]) -> Iterator[str]:
    for kind, i, j, k, end in matcher.get_opcodes():
        if kind == "equal":
            yield _kept(before[i:j], first=i == 0, last=j == len(before))
            continue
        gone, come = "".join(before[i:j]), "".join(after[k:end])
        yield f"~~{clean_block(gone)}~~" if gone.strip() else ""
        yield " " if gone.strip() and come.strip() else ""
        yield f"**{clean_block(come)}**" if come.strip() else come


def _kept(words: list[str], *, first: bool, last: bool) -> str:
    """Return unchanged words, without those in the middle that nobody needs to see again."""
    if len(words) <= 4 * AROUND:
        return _spaced("".join(words))
    head = [] if first else words[: 2 * AROUND]
    tail = [] if last else words[-2 * AROUND :]
    return _spaced("".join(head)) + " … " + _spaced("".join(tail))


def _spaced(text: str) -> str:
    """Return the text made safe, with the spaces at its ends."""
    if not text.strip():
        return text
    start = text[: len(text) - len(text.lstrip())]
    end = text[len(text.rstrip()) :]
    return f"{start}{clean_block(text)}{end}"
