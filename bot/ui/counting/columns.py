"""Small tables for a phone: at most 34 columns of one width each, in which every option has its line."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.rules.counting.outcome import Count
from bot.rules.numbers import Number
from bot.ui.clean import clean, plain
from bot.ui.counting.numbers import told_apart

WIDTH = 34
"""Columns of monospaced text that Discord shows on a narrow phone without breaking a line."""

MOST_SPOKEN = 5
"""Options that a sentence lists; more stand in a table."""

SAID_ROOM = 60
"""Letters of an option's name in a sentence."""

_NUMBER_ROOM = 14
_NAMELESS = "(no name)"


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of equal make; the `head` stands above them, and again where they go on elsewhere."""

    head: str
    rows: tuple[str, ...]


class Options:
    """The options of a count, as sentences and tables name them.

    Where a table has no room for names, or shortened ones look alike, each has a letter: A, B, … Z, AA, AB.
    """

    def __init__(self, count: Count, names: Mapping[str, str], *, lettered: bool, markdown: bool) -> None:
        self._safe = clean if markdown else plain
        found = seen(count)
        self.listed = [*(option for option in names if option in found), *(each for each in found if each not in names)]
        self._names = {option: names.get(option, option) for option in self.listed}
        self._letters = {option: _letter(at) for at, option in enumerate(self.listed)}
        short = {clipped(name, WIDTH - _NUMBER_ROOM - 1) for name in self._names.values()}
        self.lettered = lettered or len(short) < len(self.listed)

    def said(self, option: str) -> str:
        """Return the name for a sentence, made safe to show."""
        return self._safe(self._names[option], SAID_ROOM) or _NAMELESS

    def letter(self, option: str) -> str:
        """Return the option's letter."""
        return self._letters[option]

    def cell(self, option: str, room: int) -> str:
        """Return the name for a table, with its letter where options have one."""
        letter = f"{self._letters[option]} " if self.lettered else ""
        return letter + clipped(self._names[option], room - len(letter))


def seen(count: Count) -> dict[str, None]:
    """Return every option that a count speaks of, in the order in which it does."""
    found: dict[str, None] = {}
    for step in count.steps:
        found.update(dict.fromkeys((*step.options, *step.numbers)))
    found.update(dict.fromkeys((*count.totals, *count.winners, *(count.tie.options if count.tie else ()))))
    found.update(dict.fromkeys(option for level in count.order for option in level))
    return found


def lines(rows: Sequence[Sequence[str]], head: Sequence[str]) -> Table:
    """Return rows of cells under their heads: the first column to the left, the others to the right."""
    widths = [max(columns_of(row[at]) for row in (head, *rows)) for at in range(len(head))]
    drawn = [_line(row, widths) for row in (head, *rows)]
    return Table(drawn[0] if any(head) else "", tuple(drawn[1:]))


def numbers(options: Options, found: Mapping[str, Number]) -> tuple[Table, ...]:
    """Return a table of options and their numbers, the highest first."""
    if not found:
        return ()
    ranked = sorted(found, key=lambda option: -found[option])
    texts = told_apart([found[option] for option in ranked])
    room = WIDTH - 1 - max(map(columns_of, texts))
    return (lines([(options.cell(each, room), text) for each, text in zip(ranked, texts, strict=True)], ("", "")),)


def several(options: Options, listed: Sequence[str]) -> tuple[Table, ...]:
    """Return a table of the options where they are too many for a sentence."""
    if len(listed) <= MOST_SPOKEN:
        return ()
    return (Table("", tuple(options.cell(each, WIDTH) for each in listed)),)


def matrix(
    labels: Sequence[str], heads: Sequence[str], rows: Sequence[Sequence[Number]], *, square: bool = False
) -> tuple[Table, ...]:
    """Return a matrix cut into tables that are narrow enough, with a line for each label in all of them.

    In a `square` one an option against itself is left blank.
    """
    texts = told_apart([number for row in rows for number in row])
    cells = [texts[at * len(heads) : (at + 1) * len(heads)] for at in range(len(rows))]
    if square:
        cells = [[*row[:at], "·", *row[at + 1 :]] for at, row in enumerate(cells)]
    wide = max([columns_of(text) for text in (*texts, *heads)], default=1) + 1
    fitting = max(1, (WIDTH - max(map(columns_of, labels), default=1)) // wide)
    return tuple(
        lines(
            [(label, *row[start : start + fitting]) for label, row in zip(labels, cells, strict=True)],
            ("", *heads[start : start + fitting]),
        )
        for start in range(0, len(heads), fitting)
    )


def columns_of(text: str) -> int:
    """Return how many columns a text takes: two for a wide letter, none for a mark upon another."""
    return sum(_wide(letter) for letter in text)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first = row[0] + " " * (widths[0] - columns_of(row[0]))
    rest = (" " * (width - columns_of(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True))
    return " ".join([first, *rest]).rstrip()


def clipped(name: str, room: int) -> str:
    """Return as much of a name as fits; in a table only the backtick could end what is around it."""
    text = plain(name, 4 * WIDTH).replace("`", "'") or _NAMELESS
    if columns_of(text) <= room and len(text) <= 2 * room:
        return text
    kept = ""
    for letter in text:
        if columns_of(kept + letter) > room - 1 or len(kept) >= 2 * room:
            break
        kept += letter
    return kept.rstrip() + "…"


def _wide(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _letter(at: int) -> str:
    found = ""
    at += 1
    while at:
        at, digit = divmod(at - 1, 26)
        found = chr(ord("A") + digit) + found
    return found
