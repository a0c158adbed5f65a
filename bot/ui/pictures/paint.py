"""The look of all pictures: colours, signs, patterns, and the few shapes they are made of.

A meaning has a sign and a word or a pattern of its own besides its colour.
"""

from collections.abc import Sequence
from fractions import Fraction

from bot.rules.majority import Outcome
from bot.rules.numbers import Number
from bot.ui.pictures.font import clamped, drawable, wrapped
from bot.ui.pictures.svg import FONT, svg_text

TWIN_LIMIT = 1_024
"""Characters of a picture's description on Discord."""

WIDTH, LEFT, RIGHT = 560, 24, 536
"""Pixels of a picture and of what stands on it."""

SMALLEST = 16
"""The size of the smallest letters: 11 pixels of a phone that is 390 wide."""

BESIDE = LEFT + 52
"""Where words begin beside the sign on top."""

SIGN, NAME = LEFT + 12, LEFT + 30
"""Where the sign of an option stands, and where its name and its bar begin."""

_SHARP = Fraction(3, 2)
"""Dots to a pixel: phones have two or three."""

CARD, PANEL = "#1e2027", "#2a2d37"
INK, QUIET, GOLD, GREEN, RED, BLUE = "#f3f4f7", "#b4bac8", "#f2c14e", "#4fc98f", "#f08a7d", "#9aa7c7"
DEEP_GREEN, DEEP_BLUE, DEEP_GOLD = "#1c4335", "#333b50", "#4a4127"
BLACK = "#14161b"
"""Text on bright ground."""

GROUNDS = (CARD, PANEL, DEEP_GREEN, DEEP_BLUE)
"""What text may stand on."""
LETTERS = (INK, QUIET, GOLD, GREEN, RED)
"""What text may be drawn with on any of those."""

TICK = "M-8 0 l5 6 l11 -13"
CROSS = "M-7 -7 L7 7 M7 -7 L-7 7"
DASH = "M-8 0 H8"
EQUAL = "M-8 -4 H8 M-8 4 H8"
BACK = "M8 7 V2 a5 5 0 0 0 -5 -5 H-7 M-2 -8 L-7 -3 L-2 2"
RING = "M7 0 a7 7 0 1 1 -14 0 a7 7 0 1 1 14 0"
BARRED = f"{RING} M-5 5 L5 -5"
WAIT = "M-7 0 h0.01 M0 0 h0.01 M7 0 h0.01"
ONWARD = "M0 -8 V7 M-6 1 L0 7 L6 1"
BAR = "M-7 7 L7 -7"
ROUND = "M7.5 3.5 a8 8 0 1 1 -1.5 -8.5 M8 -10 V-4 H2"
GATHER = "M-8 -7 L0 1 L8 -7 M0 -9 V9 M-5 4 L0 9 L5 4"
SIGNS = {
    Outcome.ADOPTED: (TICK, GREEN),
    Outcome.NOT_ADOPTED: (CROSS, RED),
    Outcome.NO_QUORUM: (RING, GOLD),
    Outcome.TIE: (EQUAL, GOLD),
    Outcome.WITHDRAWN: (BACK, QUIET),
    Outcome.DRAW_VOID: (BARRED, GOLD),
}
DASHED = ' stroke-dasharray="5 3"'
PATTERNS = """
<pattern id="no" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="9" height="9" fill="#f08a7d"/><rect width="3" height="9" fill="#b4574c"/></pattern>
<pattern id="abstain" width="10" height="10" patternUnits="userSpaceOnUse">
<rect width="10" height="10" fill="#9aa7c7"/><circle cx="5" cy="5" r="2" fill="#5b6788"/></pattern>
"""
TIED_PATTERN = """<pattern id="tied" width="8" height="8" patternUnits="userSpaceOnUse">
<rect width="8" height="8" fill="#f2c14e"/><rect width="2" height="8" fill="#8a6a1c"/></pattern>
"""


def card(height: int, parts: str, patterns: str = PATTERNS) -> str:
    """Return the whole SVG: a card with what stands on it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH * _SHARP}" height="{int(height * _SHARP)}" '
        f'font-family="{FONT}"><defs>{patterns}</defs>'
        f'<rect width="{WIDTH}" height="{height}" rx="20" fill="{CARD}"/>{parts}</svg>'
    )


def head(path: str, ink: str, headline: str, below: str) -> str:
    """Return what stands on top of a picture: a sign in a ring, and beside it two lines."""
    room = RIGHT - BESIDE
    return (
        f'<circle cx="{LEFT + 19}" cy="54" r="19" fill="none" stroke="{ink}" stroke-width="2.5"/>'
        + sign(LEFT + 19, 54, path, ink)
        + text(BESIDE, 52, headline, size=25, bold=True, room=room)
        + text(BESIDE, 78, below, size=17, fill=QUIET, room=room)
    )


def notes(rows: Sequence[str], top: int) -> tuple[str, int]:
    """Return sentences below a line from side to side, as many rows as they take, and where they end."""
    lines = [line for row in rows for line in wrapped(row, SMALLEST, RIGHT - LEFT, 4)]
    drawn = [text(LEFT, top + 28 + 22 * at, line, size=SMALLEST, fill=QUIET) for at, line in enumerate(lines)]
    return separator(top) + "".join(drawn), top + 24 + 22 * len(lines)


def separator(y: int) -> str:
    """Return a line from side to side."""
    return f'<path d="M{LEFT} {y} H{RIGHT}" stroke="{PANEL}" stroke-width="2"/>'


def text(
    x: int,
    y: int,
    words: str,
    *,
    size: int,
    fill: str = INK,
    anchor: str = "start",
    bold: bool = False,
    room: int = 0,
) -> str:
    """Return a line of text; with `room`, clamped to so many pixels."""
    weight = ' font-weight="bold"' if bold else ""
    words = drawable(words) or words
    shown = svg_text(clamped(words, size, room, bold=bold) if room else words)
    place = f'x="{x}" y="{y}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}" fill="{fill}"{weight}>{shown}</text>'


def sign(x: int, y: int, path: str, ink: str) -> str:
    """Return a sign some 16 pixels wide around this place."""
    return (
        f'<path transform="translate({x} {y})" d="{path}" fill="none" stroke="{ink}" stroke-width="3" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def small_sign(x: int, y: int, path: str, ink: str) -> str:
    """Return a sign some 10 pixels wide around this place."""
    return (
        f'<path transform="translate({x} {y}) scale(0.62)" d="{path}" fill="none" stroke="{ink}" stroke-width="4" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def box(x: int, y: int, width: int, height: int, fill: str, *, rx: int = 4, more: str = "") -> str:
    """Return a filled rectangle with round corners."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{rx}" fill="{fill}"{more}/>'


def line(x: int, top: int, end: int, *, dashed: bool = False) -> str:
    """Return the mark of a number that was asked for: upright, golden, set off from what it crosses."""
    return (
        f'<path d="M{x} {top} V{end}" stroke="{CARD}" stroke-width="6"/>'
        f'<path d="M{x} {top} V{end}" stroke="{GOLD}" stroke-width="2.5"{DASHED if dashed else ""}/>'
    )


def reach(number: Number, full: Number, room: int) -> int:
    """Return how many of so many pixels the number fills; whole numbers, never beyond the end."""
    return int(room * max(0, min(number, full)) // full) if full > 0 else 0
