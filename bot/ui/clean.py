"""Members' words, made safe to show: nothing in them formats, pings, links in disguise or hides."""

import re
import unicodedata
from bisect import bisect
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from bot.rules.text import UNSEEN

_GAP = "\u200b"  # zero-width space: breaks what Discord would read as one word, and is not seen
_JOINER = "\u200d"
_MARKDOWN = frozenset("\\*_~`|[]>")
_SPECIAL = re.compile(r"[\\*_~`|\[\]>@<#\-+.]")
_URL = re.compile(r"https?://[A-Za-z0-9/.:?&=%#+_-]+", re.IGNORECASE)
_INVITE = re.compile(
    r"(?<=discord)(?=(?:app)?\.com/+invite)|(?<=discord)(?=\.(?:gg|io|me|li))|(?<=dsc)(?=\.gg)", re.IGNORECASE
)
_LIST_NUMBER = re.compile(r" *[0-9]+")


@lru_cache(1024)
def clean(text: str, limit: int | None = None) -> str:
    """Return the text as one line that shows exactly what was typed.

    Markdown is escaped; mentions of people, roles, channels, commands and moments, custom emoji and
    invites are broken by an unseen gap; direction overrides and zero-width letters are gone. With a
    `limit` (characters of the answer, at least 1) a longer text ends in "…", never within an escape.
    """
    return _clamped(_pieces(" ".join(visible(text).split())), limit)


def clean_block(text: str, limit: int | None = None) -> str:
    """Return the text like `clean`, with its line breaks, and at most one empty line in a row."""
    lines = [" ".join(line.split()) for line in visible(text).split("\n")]
    folded = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return _clamped(_pieces(folded), limit)


def parted(text: str, room: int) -> list[str]:
    """Return the text like `clean_block` in as many parts as it takes, each at most `room` letters, none empty.

    A part ends between lines or words where it can. Each is made safe by itself: what stood within a line may now
    begin one.
    """
    rest, parts = visible(text).strip(), list[str]()
    while rest:
        end = _end(rest, room)
        parts.append(clean_block(rest[:end]))
        rest = rest[end:].strip()
    return [part for part in parts if part] or ["…"]


def _end(text: str, room: int) -> int:
    """Return where a part of the text ends that takes at most so much room."""
    fit = _fitting(_pieces(text), room)
    if fit == len(text):
        return fit
    breaks = (text.rfind(gap, fit // 2, fit + 1) for gap in ("\n", " "))
    return next((at for at in breaks if at > 0), max(1, fit))


def plain(text: str, limit: int) -> str:
    """Return the text on one line, for places without markdown such as a thread's name; at most `limit` letters."""
    return _clamped(" ".join(visible(text).split()), limit)


def visible(text: str) -> str:
    """Return the text without controls, direction overrides and zero-width letters; breaks are kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = text.translate({ord(letter): None for letter in set(text) if letter != _JOINER and not _seen(letter)})
    if _JOINER not in kept:
        return kept
    return "".join(letter for at, letter in enumerate(kept) if letter != _JOINER or _joins(kept, at))


def _seen(letter: str) -> bool:
    if letter in UNSEEN:
        return False
    return letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cs", "Cn"}


def _joins(letters: str, at: int) -> bool:
    """Whether the joiner stands between two parts of one emoji; anywhere else it only hides."""
    if not 0 < at < len(letters) - 1:
        return False
    before, after = letters[at - 1], letters[at + 1]
    emoji = before == "\ufe0f" or unicodedata.category(before) in {"So", "Sk"}
    return emoji and unicodedata.category(after) == "So"


def _pieces(text: str) -> list[str]:
    """Return the escaped text letter by letter; a piece is never cut."""
    pieces = list(text)
    for special in _SPECIAL.finditer(text):
        pieces[special.start()] = _escaped(text, special.start())
    for url in _URL.finditer(text):
        pieces[slice(*url.span())] = url.group()
    for invite in _INVITE.finditer(text):
        pieces[invite.start()] = _GAP + pieces[invite.start()]
    return pieces


def _escaped(text: str, at: int) -> str:
    letter, after = text[at], text[at + 1 : at + 2]
    if letter in _MARKDOWN:
        return "\\" + letter
    if letter == "@" or (letter == "<" and after and not (after.isspace() or after.isdigit())):
        return letter + _GAP
    if letter in "#-+." and _begins_line(text, at):
        return "\\" + letter
    return letter


def _begins_line(text: str, at: int) -> bool:
    """Whether a heading, a list or a small print would begin here."""
    # No list number is longer than nine digits; looking no further keeps long lines cheap.
    start = text.rfind("\n", max(0, at - 12), at) + 1
    if start == 0 and at > 12:
        return False
    before = text[start:at]
    return not before.strip(" ") if text[at] != "." else bool(_LIST_NUMBER.fullmatch(before))


def _clamped(pieces: Sequence[str], limit: int | None) -> str:
    """Join as many pieces as fit, and say with "…" that there was more."""
    whole = "".join(pieces)
    if limit is None or len(whole) <= limit:
        return whole
    return "".join(pieces[: _fitting(pieces, limit - 1)]).rstrip() + "…"


def _fitting(pieces: Sequence[str], room: int) -> int:
    """Return how many of the pieces have room."""
    return bisect(list(accumulate(map(len, pieces))), room)
