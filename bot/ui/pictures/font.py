"""How wide words are in the fonts that Accord brings along, and how they are cut to fit."""

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FONTS = Path(__file__).parent.parent / "fonts"
REGULAR, BOLD = FONTS / "DejaVuSans.ttf", FONTS / "DejaVuSans-Bold.ttf"

_ELLIPSIS = "…"
_LONGEST = 400
"""Letters worth measuring: more never fit on a line, and names may be of any length."""


class _Face(NamedTuple):
    """Advances by code point, that of the box drawn for a missing letter, and the units that make one em."""

    advances: dict[int, int]
    missing: int
    em: int


def width(words: str, size: int, *, bold: bool = False) -> int:
    """Return how many pixels the words take on one line, rounded up; kerning is left out."""
    face = _face(BOLD if bold else REGULAR)
    units = sum(face.advances.get(ord(letter), face.missing) for letter in words)
    return -(-units * size // face.em)


def drawable(words: str) -> str:
    """Return the words without emoji and other signs that the fonts have not.

    A letter that the fonts have not stays, and is drawn as a box: without it a word would be another one.
    """
    if words.isascii():
        return words
    advances = _face(REGULAR).advances
    kept = "".join(letter for letter in words if ord(letter) in advances or not _is_sign(letter))
    return " ".join(kept.replace("\u200d", "").replace("\ufe0f", "").split())


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter) in {"So", "Sk"}


def clamped(words: str, size: int, room: int, *, bold: bool = False) -> str:
    """Return the words, or as much of them as fits into so many pixels, ending in "…"."""
    words = words if len(words) <= _LONGEST else words[:_LONGEST] + _ELLIPSIS
    if width(words, size, bold=bold) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width(words[:middle] + _ELLIPSIS, size, bold=bold) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return _whole(words, low).rstrip() + _ELLIPSIS


def wrapped(words: str, size: int, room: int, lines: int) -> list[str]:
    """Return the words on at most so many lines of so many pixels; the last is clamped."""
    rows: list[str] = []
    left = words[: _LONGEST * lines].split()
    while left and len(rows) < lines - 1:
        taken = 1
        while taken < len(left) and width(" ".join(left[: taken + 1]), size) <= room:
            taken += 1
        rows.append(clamped(" ".join(left[:taken]), size, room))
        left = left[taken:]
    return [*rows, clamped(" ".join(left), size, room)] if left else rows


def _whole(words: str, end: int) -> str:
    """Cut the words there, yet never between a letter and the accents or joined parts that belong to it."""
    while 0 < end < len(words) and (
        unicodedata.category(words[end]) in {"Mn", "Me"} or "\u200d" in {words[end], words[end - 1]}
    ):
        end -= 1
    return words[:end]


@lru_cache
def _face(path: Path) -> _Face:
    """Read the widths from a TrueType font: its tables head, hhea, hmtx and cmap (format 12)."""
    data = path.read_bytes()
    count = _number(data, 4)
    tables = dict(struct.unpack(">4s4xI4x", data[at : at + 16]) for at in range(12, 12 + 16 * count, 16))
    em = _number(data, tables[b"head"] + 18)
    long = _number(data, tables[b"hhea"] + 34)
    start = tables[b"hmtx"]
    widths = [_number(data, start + 4 * glyph) for glyph in range(long)]
    advances = {
        first + step: widths[min(glyph + step, long - 1)]
        for first, last, glyph in _groups(data, tables[b"cmap"])
        for step in range(last - first + 1)
    }
    # What joins or varies an emoji is not drawn by itself.
    return _Face(advances | {0x200D: 0, 0xFE0E: 0, 0xFE0F: 0}, widths[0], em)


def _groups(data: bytes, cmap: int) -> list[tuple[int, int, int]]:
    """Return (first code point, last one, glyph of the first) from the table for all of Unicode."""
    for record in range(cmap + 4, cmap + 4 + 8 * _number(data, cmap + 2), 8):
        (offset,) = struct.unpack(">I", data[record + 4 : record + 8])
        if _number(data, cmap + offset) == 12:
            (groups,) = struct.unpack(">I", data[cmap + offset + 12 : cmap + offset + 16])
            first = cmap + offset + 16
            return list(struct.iter_unpack(">III", data[first : first + 12 * groups]))
    message = "the font has no table for all of Unicode"
    raise ValueError(message)


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")
