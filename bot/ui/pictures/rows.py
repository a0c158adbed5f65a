"""An outline as it is drawn: a line for each who carries votes, with a bar as long as they are many."""

from collections.abc import Sequence

from bot.ui.pictures import paint
from bot.ui.pictures.bloom import over, shape
from bot.ui.pictures.font import clamped, width
from bot.ui.pictures.forest import Root
from bot.ui.pictures.graph_words import alone_words
from bot.ui.pictures.outline import Row
from bot.ui.words import amount

_INDENT, _HIGH, _LINE = 26, 36, 22
"""Pixels of an indent, of a person's line, and of a line of names below it."""
_NAME, _BAR = 170, 360
"""Pixels of a name among others, and of the longest bar."""
_REACH = 10
"""How far the sign of a line reaches."""
_SELVES = 3
"""Lines of names of those who vote for themselves."""
_INKS = {Root.LOOP: paint.GOLD, Root.OUTSIDE: paint.RED}


def drawn(rows: Sequence[Row], cap: int | None, top: int) -> tuple[str, int]:
    """Draw the lines from `top` down; return it with where it ends."""
    heaviest = max((row.weight for row in rows), default=1)
    branches, parts, above, y = list[str](), list[str](), dict[int, int](), top + 14
    for row in rows:
        above[row.deep] = y
        branches += [_branch(row.deep - 1, above[row.deep - 1], y)] if row.deep else []
        parts.append(_row(row, heaviest, cap, y))
        y += _HIGH
        if row.others:
            x = _left(row.deep) + 26
            parts.append(_lines(packed(row.others, paint.RIGHT - x, 1), x, y - 8))
            y += _LINE
    lines = f'<path d="{"".join(branches)}" fill="none" stroke="{paint.BLUE}" stroke-width="2"/>' if branches else ""
    return lines + "".join(parts), y - 14


def _left(deep: int) -> int:
    return paint.LEFT + 12 + _INDENT * deep


def _branch(deep: int, above: int, y: int) -> str:
    """Return the path of the arrow from a line up to the one that it is indented from."""
    x, tip = _left(deep), above + _REACH + 4
    return f"M{x + _INDENT - _REACH - 3} {y}H{x}V{tip}M{x - 5} {tip + 6}L{x} {tip}L{x + 5} {tip + 6}"


def _row(row: Row, heaviest: int, cap: int | None, y: int) -> str:
    x, number = _left(row.deep), amount(row.weight)
    bar = max(4, paint.reach(row.weight, heaviest, _BAR))
    room = paint.RIGHT - x - 28 - width(number, 20, bold=True) - 10
    name = f"{row.name}: cannot vote" if row.root is Root.OUTSIDE else row.name
    ink = _INKS.get(row.root, paint.INK) if row.root else paint.INK
    passed = over(complex(x, y), _REACH) if cap is not None and row.weight > cap and row.root not in _INKS else ""
    return (
        paint.box(x + 18, y - 15, bar, 30, paint.PANEL if row.root is None else paint.DEEP_BLUE)
        + shape(row.root, complex(x, y), _REACH, 3)[0]
        + passed
        + paint.text(x + 26, y + 6, name, size=18, bold=row.root is not None, room=room)
        + paint.text(paint.RIGHT, y + 7, number, size=20, bold=True, fill=ink, anchor="end")
    )


def selves(names: Sequence[str], top: int) -> tuple[str, int]:
    """Draw those who vote for themselves: how many, and whom there is room for; return it with where it ends."""
    if not names:
        return "", top
    heading = paint.text(paint.LEFT, top + 32, alone_words(len(names)), size=17)
    lines = packed(names, paint.RIGHT - paint.LEFT, _SELVES)
    return heading + _lines(lines, paint.LEFT, top + 56), top + 42 + _LINE * len(lines)


def _lines(lines: Sequence[str], x: int, y: int) -> str:
    return "".join(
        paint.text(x, y + _LINE * at, words, size=paint.SMALLEST, fill=paint.QUIET) for at, words in enumerate(lines)
    )


def packed(names: Sequence[str], room: int, lines: int) -> list[str]:
    """Return as many names as fit on so many lines of so many pixels, and how many there are more."""
    rows = [""]
    for at, name in enumerate(names):
        word, left = clamped(name, 16, _NAME), f" and {len(names) - at:,} more"
        longer = f"{rows[-1]}, {word}" if rows[-1] else word
        kept = width(left, 16) if len(rows) == lines and at < len(names) - 1 else width(",", 16)
        if width(longer, 16) + kept <= room:
            rows[-1] = longer
        elif len(rows) < lines:
            rows[-1] += ","
            rows.append(word)
        else:
            rows[-1] += left
            break
    return rows
