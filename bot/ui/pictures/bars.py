"""One bar for each option: approvals, scores, points, first places."""

from dataclasses import dataclass

from bot.rules.counting.method import Family
from bot.rules.counting.outcome import Act
from bot.rules.numbers import Number
from bot.ui.pictures import paint
from bot.ui.pictures.font import width
from bot.ui.pictures.frame import TOP, framed
from bot.ui.pictures.scene import Scene, Standing, fact_number
from bot.ui.words import amount

SHOWN = 15
"""Bars on one picture: more are too small to read on a phone."""

_LOOKS = {
    Standing.WINNER: (paint.TICK, paint.GREEN, paint.GREEN),
    Standing.TIED: (paint.EQUAL, paint.GOLD, "url(#tied)"),
    Standing.STRUCK: (paint.CROSS, paint.RED, "url(#no)"),
    Standing.PLAIN: ("", paint.INK, paint.BLUE),
}
_UNITS = {Family.YES_NO: " votes", Family.CHOOSE: " votes", Family.RANK: " points", Family.RATE: " points"}


@dataclass(frozen=True, slots=True)
class Bar:
    """An option with its number, where it has one, and the sign, ink, fill and word that it is drawn with."""

    name: str
    number: Number | None
    look: tuple[str, str, str]
    word: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that was asked for; a line across the bars."""

    name: str
    number: Number


def picture(scene: Scene) -> tuple[str, str]:
    """Return the SVG and the text twin of a count that ends in one number for each option."""
    bars, marks = bars_of(scene), marks_of(scene)
    body, end = drawn(bars, marks)
    asked = " ".join(f"{mark.name.capitalize()}: {amount(mark.number)}." for mark in marks)
    return framed(scene, body, end), scene.twin(bar_words(scene, bars), "options", ending=asked)


def bars_of(scene: Scene) -> list[Bar]:
    """Return a bar for each option, largest number first, struck ones last; as drawn by a lot."""
    if scene.method.family is Family.LOT:
        return [
            Bar(scene.name(each), None, _LOOKS[scene.standing(each)], scene.word(each))
            for each in scene.ranked(scene.options)
        ]
    numbers = numbers_of(scene)
    struck = {option for option in scene.options if scene.standing(option) is Standing.STRUCK}
    order = sorted(scene.options, key=lambda each: (each in struck, -numbers.get(each, 0)))
    return [Bar(scene.name(each), numbers.get(each), _LOOKS[scene.standing(each)], scene.word(each)) for each in order]


def numbers_of(scene: Scene) -> dict[str, Number]:
    """Return the number of each option; of those that were struck only where it is of the same unit."""
    tallies = scene.steps(Act.TALLY)
    numbers = dict(tallies[0].numbers if tallies else scene.count.totals)
    if scene.method.family is Family.CHOOSE:
        numbers = {
            option: number for step in scene.steps(Act.STRUCK) for option, number in step.numbers.items()
        } | numbers
    return numbers


def marks_of(scene: Scene) -> list[Mark]:
    """Return quorum and quota, where they are numbers of votes as the bars are."""
    if scene.method.family is not Family.CHOOSE:
        return []
    found = {
        name: number
        for step in scene.steps(Act.TALLY, Act.STRUCK, Act.QUOTA)
        for name in ("quorum", "quota")
        if (number := fact_number(step, name))
    }
    return [Mark(name, number) for name, number in found.items() if number > 0]


def bar_words(scene: Scene, bars: list[Bar]) -> list[str]:
    """Return each bar in words, as in "Anna 12 votes, winner"; the unit stands at the first."""
    in_rounds = any("round" in step.facts for step in scene.steps(Act.TALLY))
    unit = " votes" if in_rounds else _UNITS.get(scene.method.family, "")
    words: list[str] = []
    for bar in bars:
        number = "" if bar.number is None else f" {amount(bar.number)}" + ("" if words else unit)
        words.append(f"{bar.name}{number}{', ' if bar.word else ''}{bar.word}")
    return words


def drawn(bars: list[Bar], marks: list[Mark], *, top: int = TOP, crossed: int = SHOWN) -> tuple[str, int]:
    """Draw the bars from `top` down, the marks across the first `crossed` of them; return it with where it ends."""
    kept = bars if len(bars) <= SHOWN + 1 else bars[:SHOWN]
    pitch, start = (46 if len(kept) <= 8 else 41), top + 20 * len(marks)
    numbers = [bar.number for bar in bars if bar.number is not None]
    full = max([*numbers, *(mark.number for mark in marks)], default=0)
    tops = [start + pitch * at for at in range(len(kept))]
    parts = [_bar(bar, full, y, pitch) for bar, y in zip(kept, tops, strict=True)]
    parts += [_marked(mark, full, top + 20 * at, tops[:crossed], pitch) for at, mark in enumerate(marks) if kept]
    end = start + pitch * len(kept)
    if len(bars) > len(kept):
        parts.append(paint.text(paint.NAME, end + 20, _more(bars[len(kept) :]), size=17, fill=paint.QUIET))
        end += 30
    return "".join(parts), end


def _more(bars: list[Bar]) -> str:
    winners = sum(bar.look == _LOOKS[Standing.WINNER] for bar in bars)
    return f"… and {len(bars)} more" + (f", {winners} of them winners" if winners else "")


def _bar(bar: Bar, full: Number, top: int, pitch: int) -> str:
    path, ink, fill = bar.look
    number = "" if bar.number is None else amount(bar.number)
    size = 19 if len(number) <= 12 else 16
    right = paint.RIGHT - width(number, size, bold=True) - (12 if number else 0)
    room = right - paint.NAME - (width(bar.word, 16) + 14 if bar.word else 0)
    high, under = pitch - 32, top + 24
    parts = [
        paint.sign(paint.SIGN, top + 11, path, ink) if path else "",
        paint.text(paint.NAME, top + 17, bar.name, size=18, bold=bool(path), room=room),
        paint.text(right, top + 17, bar.word, size=16, fill=ink, anchor="end") if bar.word else "",
        paint.text(paint.RIGHT, top + 17, number, size=size, bold=True, anchor="end") if number else "",
    ]
    if bar.number is not None:
        long = paint.reach(bar.number, full, paint.RIGHT - paint.NAME)
        parts.append(paint.box(paint.NAME, under, paint.RIGHT - paint.NAME, high, paint.PANEL))
        parts.append(paint.box(paint.NAME, under, max(long, 6), high, fill) if bar.number > 0 else "")
    return "".join(parts)


def _marked(mark: Mark, full: Number, top: int, rows: list[int], pitch: int) -> str:
    """Draw a line across each bar, and its name above the first."""
    x = paint.NAME + paint.reach(mark.number, full, paint.RIGHT - paint.NAME)
    side = "end" if x > paint.WIDTH // 2 else "start"
    words = f"{mark.name} {amount(mark.number)}"
    lines = [paint.line(x, row + 20, row + pitch - 4) for row in rows]
    return "".join(lines) + paint.text(x, top + 13, words, size=16, fill=paint.GOLD, anchor=side)
