"""A result as bars, and as a text twin for those who hear it.

Each choice has a symbol and a pattern besides its colour; marks show what the rule asked for.
"""

from dataclasses import dataclass

from bot.rules.decision import FrozenRules, Result
from bot.rules.majority import Outcome
from bot.rules.numbers import Number
from bot.ui.picture import FONT, render, svg_text
from bot.ui.words import OUTCOME_NAMES, amount, represented_words, tally_words, verdict_words

TWIN_LIMIT = 1_024
"""Characters of a picture's description on Discord."""

WIDTH, HEIGHT = 800, 384
_LEFT, _TRACK = 236, 440
_CARD, _PANEL, _INK, _QUIET, _GOLD = "#1e2027", "#2a2d37", "#f3f4f7", "#b4bac8", "#f2c14e"
_TICK = "M-8 0 l5 6 l11 -13"
_CROSS = "M-7 -7 L7 7 M7 -7 L-7 7"
_DASH = "M-8 0 H8"
_EQUAL = "M-8 -4 H8 M-8 4 H8"
_BACK = "M8 7 V2 a5 5 0 0 0 -5 -5 H-7 M-2 -8 L-7 -3 L-2 2"
_RING = "M7 0 a7 7 0 1 1 -14 0 a7 7 0 1 1 14 0"
_SIGNS = {
    Outcome.ADOPTED: (_TICK, "#4fc98f"),
    Outcome.NOT_ADOPTED: (_CROSS, "#f08a7d"),
    Outcome.NO_QUORUM: (_RING, _GOLD),
    Outcome.TIE: (_EQUAL, _GOLD),
    Outcome.WITHDRAWN: (_BACK, _QUIET),
}
_DASHED = ' stroke-dasharray="5 3"'
_PATTERNS = """
<pattern id="no" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="9" height="9" fill="#f08a7d"/><rect width="3" height="9" fill="#b4574c"/></pattern>
<pattern id="abstain" width="10" height="10" patternUnits="userSpaceOnUse">
<rect width="10" height="10" fill="#9aa7c7"/><circle cx="5" cy="5" r="2" fill="#5b6788"/></pattern>
"""


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    votes: Number
    y: int
    sign: str
    ink: str
    fill: str


def result_bars(result: Result, rules: FrozenRules) -> tuple[bytes, str]:
    """Return the picture as PNG, 800 by 384 pixels, and its text twin of at most 1,024 characters.

    A bar's full length is the roll at the end of the vote. A mark beyond it stands at the end with an arrow.
    """
    return render(_svg(result, rules)), text_twin(result, rules)


def text_twin(result: Result, rules: FrozenRules) -> str:
    """Return in plain words all that the picture shows."""
    name = OUTCOME_NAMES[result.verdict.outcome].split(" ", 1)[1]
    lines = f"{name}. {tally_words(result)}. {represented_words(result)}. It {verdict_words(result, rules)}."
    return lines[:TWIN_LIMIT]


def _svg(result: Result, rules: FrozenRules) -> str:
    bars = "".join(_bar(bar, result.verdict.roll) for bar in _bars(result))
    words = verdict_words(result, rules)
    rule = _text(40, 352, words[0].upper() + words[1:], size=_fitting(words), fill=_QUIET)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{FONT}"><defs>{_PATTERNS}</defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="20" fill="{_CARD}"/>'
        f"{_head(result)}{bars}{_marks(result)}"
        f'<path d="M40 322 H760" stroke="{_PANEL}" stroke-width="2"/>{rule}</svg>'
    )


def _bars(result: Result) -> list[_Bar]:
    tally = result.verdict.tally
    return [
        _Bar("Yes", tally.yes, 128, _TICK, "#4fc98f", "#4fc98f"),
        _Bar("No", tally.no, 190, _CROSS, "#f08a7d", "url(#no)"),
        _Bar("Abstain", tally.abstain, 234, _DASH, "#9aa7c7", "url(#abstain)"),
        _Bar("Not represented", result.unrepresented, 278, _RING, _QUIET, "none"),
    ]


def _head(result: Result) -> str:
    """Draw the outcome with its sign, and how many were represented."""
    verdict = result.verdict
    sign, ink = _SIGNS[verdict.outcome]
    name = OUTCOME_NAMES[verdict.outcome].split(" ", 1)[1]
    counted = f"{result.direct + result.delegated:,} of {amount(verdict.roll)} represented"
    return (
        f'<circle cx="58" cy="52" r="19" fill="none" stroke="{ink}" stroke-width="2.5"/>'
        + _sign(58, 52, sign, ink)
        + _text(90, 61, name, size=26, bold=True)
        + _text(760, 59, counted, size=16, fill=_QUIET, anchor="end")
    )


def _bar(bar: _Bar, roll: Number) -> str:
    width = _reach(bar.votes, roll)
    outline = ' stroke="#8b93a7" stroke-width="2" stroke-dasharray="6 5"' if bar.fill == "none" else ""
    inset = 1 if outline else 0
    drawn = (
        f'<rect x="{_LEFT + inset}" y="{bar.y - 15 + inset}" width="{max(width, 14) - 2 * inset}" '
        f'height="{30 - 2 * inset}" rx="7" fill="{bar.fill}"{outline}/>'
        if bar.votes
        else ""
    )
    return (
        f'<rect x="{_LEFT}" y="{bar.y - 15}" width="{_TRACK}" height="30" rx="7" fill="{_PANEL}"/>{drawn}'
        + _sign(52, bar.y, bar.sign, bar.ink)
        + _text(76, bar.y + 6, bar.label, size=17)
        + _text(
            760,
            bar.y + 7,
            amount(bar.votes),
            size=20 if roll < 10_000 else 14,
            bold=True,
            anchor="end",
        )
    )


def _marks(result: Result) -> str:
    """Mark on the bar of the votes in favour how many the quorum and the threshold asked for."""
    verdict = result.verdict
    quorum = _mark(verdict.quorum, verdict.roll, "quorum", 102)
    if verdict.needed is None:
        return quorum + _text(_LEFT, 168, "threshold out of reach", size=14, fill=_GOLD)
    return quorum + _mark(verdict.needed, verdict.roll, "threshold", 168)


def _mark(votes: Number, roll: Number, name: str, label_y: int) -> str:
    x = _LEFT + _reach(votes, roll)
    above = label_y < 128
    y, end = (108, 143) if above else (113, 154)
    words = f"{name} {amount(votes)}" + (" →" if votes > roll else "")
    side = "end" if x > _LEFT + 90 else "start"
    return (
        f'<path d="M{x} {y} V{end}" stroke="{_CARD}" stroke-width="6"/>'
        f'<path d="M{x} {y} V{end}" stroke="{_GOLD}" stroke-width="2.5"{"" if above else _DASHED}/>'
        + _text(x, label_y, words, size=14, fill=_GOLD, anchor=side)
    )


def _reach(votes: Number, roll: Number) -> int:
    """Return how many pixels of the track so many votes fill; whole numbers, never beyond its end."""
    return int(_TRACK * min(votes, roll) // roll) if roll else (_TRACK if votes else 0)


def _fitting(words: str) -> int:
    """Return the largest font size, 16 pixels or less, at which the words fit on one line."""
    return max(9, min(16, 720 * 100 // (58 * len(words))))


def _sign(x: int, y: int, path: str, ink: str) -> str:
    return (
        f'<path transform="translate({x} {y})" d="{path}" fill="none" stroke="{ink}" stroke-width="3" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _text(x: int, y: int, words: str, *, size: int, fill: str = _INK, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    shown = svg_text(words)
    place = f'x="{x}" y="{y}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}" fill="{fill}"{weight}>{shown}</text>'
