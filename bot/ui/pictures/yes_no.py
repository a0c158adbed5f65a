"""A result as bars, and as a text twin for those who hear it.

Each choice has a symbol and a pattern besides its colour; marks show what the rule asked for.
"""

from dataclasses import dataclass

from bot.rules.decision import FrozenRules, Result
from bot.rules.numbers import Number
from bot.ui.pictures import paint
from bot.ui.pictures.font import wrapped
from bot.ui.pictures.svg import render
from bot.ui.words import OUTCOME_NAMES, amount, represented_words, tally_words, verdict_words

_TRACK_LEFT, _TRACK = 206, 222


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    votes: Number
    y: int
    sign: str
    ink: str
    fill: str


def result_bars(result: Result, rules: FrozenRules) -> tuple[bytes, str]:
    """Return the picture as PNG and its text twin of at most 1,024 characters.

    A bar's full length is the roll at the end of the vote. A mark beyond it stands at the end with an arrow.
    """
    return render(_svg(result, rules)), text_twin(result, rules)


def text_twin(result: Result, rules: FrozenRules) -> str:
    """Return in plain words all that the picture shows."""
    name = OUTCOME_NAMES[result.verdict.outcome].split(" ", 1)[1]
    lines = f"{name}. {tally_words(result)}. {represented_words(result)}. It {verdict_words(result, rules)}."
    return lines[: paint.TWIN_LIMIT]


def _svg(result: Result, rules: FrozenRules) -> str:
    bars = "".join(_bar(bar, result.verdict.roll) for bar in _bars(result))
    words = verdict_words(result, rules)
    rows = wrapped(words[0].upper() + words[1:], paint.SMALLEST, paint.RIGHT - paint.LEFT, 4)
    rule = "".join(
        paint.text(paint.LEFT, 352 + 22 * at, row, size=paint.SMALLEST, fill=paint.QUIET) for at, row in enumerate(rows)
    )
    return paint.card(350 + 22 * len(rows), f"{_head(result)}{bars}{_marks(result)}{paint.separator(322)}{rule}")


def _bars(result: Result) -> list[_Bar]:
    tally = result.verdict.tally
    return [
        _Bar("Yes", tally.yes, 128, paint.TICK, paint.GREEN, paint.GREEN),
        _Bar("No", tally.no, 190, paint.CROSS, paint.RED, "url(#no)"),
        _Bar("Abstain", tally.abstain, 234, paint.DASH, paint.BLUE, "url(#abstain)"),
        _Bar("Not represented", result.unrepresented, 278, paint.RING, paint.QUIET, "none"),
    ]


def _head(result: Result) -> str:
    """Draw the outcome with its sign, and how many were represented."""
    verdict = result.verdict
    path, ink = paint.SIGNS[verdict.outcome]
    name = OUTCOME_NAMES[verdict.outcome].split(" ", 1)[1]
    counted = f"{result.direct + result.delegated:,} of {amount(verdict.roll)} represented"
    return paint.head(path, ink, name, counted)


def _bar(bar: _Bar, roll: Number) -> str:
    width = _reach(bar.votes, roll)
    outline = ' stroke="#8b93a7" stroke-width="2" stroke-dasharray="6 5"' if bar.fill == "none" else ""
    inset = 1 if outline else 0
    left, top, wide, high = _TRACK_LEFT + inset, bar.y - 15 + inset, max(width, 14) - 2 * inset, 30 - 2 * inset
    drawn = paint.box(left, top, wide, high, bar.fill, rx=7, more=outline) if bar.votes else ""
    return (
        paint.box(_TRACK_LEFT, bar.y - 15, _TRACK, 30, paint.PANEL, rx=7)
        + drawn
        + paint.sign(paint.SIGN, bar.y, bar.sign, bar.ink)
        + paint.text(paint.NAME, bar.y + 6, bar.label, size=17)
        + paint.text(
            paint.RIGHT, bar.y + 7, amount(bar.votes), size=20 if roll < 10_000 else 16, bold=True, anchor="end"
        )
    )


def _marks(result: Result) -> str:
    """Mark on the bar of the votes in favour how many the quorum and the threshold asked for."""
    verdict = result.verdict
    quorum = _mark(verdict.quorum, verdict.roll, "quorum", 102)
    if verdict.needed is None:
        return quorum + paint.text(_TRACK_LEFT, 168, "threshold out of reach", size=16, fill=paint.GOLD)
    return quorum + _mark(verdict.needed, verdict.roll, "threshold", 168)


def _mark(votes: Number, roll: Number, name: str, label_y: int) -> str:
    x = _TRACK_LEFT + _reach(votes, roll)
    above = label_y < 128
    top, end = (108, 143) if above else (113, 154)
    words = f"{name} {amount(votes)}" + (" →" if votes > roll else "")
    side = "end" if x > _TRACK_LEFT + 90 else "start"
    return paint.line(x, top, end, dashed=not above) + paint.text(
        x, label_y, words, size=16, fill=paint.GOLD, anchor=side
    )


def _reach(votes: Number, roll: Number) -> int:
    """Return how many pixels of the track so many votes fill; the whole of it where the roll is empty."""
    return paint.reach(votes, roll, _TRACK) if roll else (_TRACK if votes else 0)
