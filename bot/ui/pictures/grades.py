"""How often each option got each grade: a stacked bar for each, best grade first, its median marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from bot.rules.counting.outcome import Act
from bot.rules.numbers import Number
from bot.ui.pictures import paint
from bot.ui.pictures.font import clamped, width
from bot.ui.pictures.frame import TOP, framed
from bot.ui.pictures.scene import Scene, Standing
from bot.ui.words import amount

SHOWN, MOST_GRADES = 10, 11
"""Options and grades on one picture; more grades are shown in groups."""

UNANSWERED = "no answer"
_PITCH, _HIGH = 58, 26
_SIGNS = {
    Standing.WINNER: (paint.TICK, paint.GREEN),
    Standing.TIED: (paint.EQUAL, paint.GOLD),
    Standing.STRUCK: (paint.CROSS, paint.RED),
}
_WORST, _MIDDLE, _BEST = (0xF0, 0x8A, 0x7D), (0xD9, 0xDB, 0xE3), (0x4F, 0xC9, 0x8F)
_MARKS = (
    "",
    '<circle cx="4" cy="4" r="1.6" fill="{ink}"/>',
    '<path d="M-2 10 L10 -2 M-2 2 L2 -2 M6 10 L10 6" stroke="{ink}" stroke-width="1.6"/>',
    '<path d="M0 4 H8" stroke="{ink}" stroke-width="1.6"/>',
    '<path d="M4 0 V8" stroke="{ink}" stroke-width="1.6"/>',
    '<path d="M-2 -2 L10 10 M-2 6 L2 10 M6 -2 L10 2" stroke="{ink}" stroke-width="1.6"/>',
)


@dataclass(frozen=True, slots=True)
class Graded:
    """The votes of an option by grade, best first, those without an answer, and the word for its median."""

    option: str
    votes: tuple[Number, ...]
    unanswered: Number
    median: str


def picture(scene: Scene, grades: Sequence[str]) -> tuple[str, str]:
    """Return the SVG and the text twin; `grades` are the words for them, best first, if they have words.

    Where the count has one grade more than there are words, the lowest stands for no answer.
    """
    step = scene.steps(Act.GRADES)[0]
    deepest = max((len(row) for row in step.matrix), default=0)
    named = grades if len(grades) in {deepest, deepest - 1} else ()
    labels = list(named or map(str, reversed(range(deepest))))
    silent = deepest - len(labels)
    rows = dict(zip(step.options, step.matrix, strict=False))
    order = scene.ranked([option for option in step.options if option in rows])
    graded = [_graded(option, rows[option], labels, silent, worded=bool(named)) for option in order]
    graded, labels = _folded(graded, labels)
    body, end = _body(scene, graded, labels)
    struck = [
        f"{scene.name(each)}: {scene.word(each)}" for each in scene.options if each not in rows and scene.word(each)
    ]
    items = [*(_row_words(scene, each, labels) for each in graded), *struck]
    svg = framed(scene, body, end, notes=tuple(f"{words}." for words in struck[:4]), patterns=patterns(len(labels)))
    return svg, scene.twin(items, "options")


def shade(grade: int, number: int) -> tuple[int, int, int]:
    """Return the colour of a grade out of so many, 0 being the best; text on it is black."""
    half = number - 1
    low, high, part = (_BEST, _MIDDLE, 2 * grade) if 2 * grade <= half else (_MIDDLE, _WORST, 2 * grade - half)
    red, green, blue = ((a * (half - part) + b * part) // half if half else a for a, b in zip(low, high, strict=True))
    return red, green, blue


def patterns(number: int) -> str:
    """Return a pattern for each of so many grades; neighbours differ in their marks, not only in shade."""
    parts = []
    for grade in range(number):
        fill = shade(grade, number)
        ink = _hex(tuple(each * 4 // 5 for each in fill))
        parts.append(
            f'<pattern id="grade{grade}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{_hex(fill)}"/>{_MARKS[grade % len(_MARKS)].format(ink=ink)}</pattern>'
        )
    return "".join(parts)


def _hex(colour: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)


def _graded(option: str, row: Sequence[Number], labels: list[str], silent: int, *, worded: bool) -> Graded:
    votes = tuple(reversed(row[silent:])) + (0,) * (len(labels) + silent - len(row))
    return Graded(option, votes, sum(row[:silent]), _median(votes, labels, worded=worded))


def _median(votes: Sequence[Number], labels: Sequence[str], *, worded: bool) -> str:
    """Return the grade in the middle of the votes; of two in the middle the lower one, or half way for numbers."""
    total = sum(votes)
    if total <= 0:
        return "none"
    reached = list(accumulate(votes))
    upper = next(at for at, above in enumerate(reached) if 2 * above >= total)
    lower = next(at for at, above in enumerate(reached) if 2 * above > total)
    if worded or lower == upper:
        return labels[lower]
    return amount(Fraction(int(labels[lower]) + int(labels[upper]), 2))


def _folded(graded: list[Graded], labels: list[str]) -> tuple[list[Graded], list[str]]:
    """Join neighbouring grades where there are too many to be told apart."""
    size = -(-len(labels) // MOST_GRADES)
    if size <= 1:
        return graded, labels
    starts = range(0, len(labels), size)
    groups = [labels[at : at + size] for at in starts]
    names = [group[0] if len(group) == 1 else f"{group[-1]}–{group[0]}" for group in groups]  # noqa: RUF001 - a range
    joined = [
        Graded(each.option, tuple(sum(each.votes[at : at + size]) for at in starts), each.unanswered, each.median)
        for each in graded
    ]
    return joined, names


def _body(scene: Scene, graded: list[Graded], labels: Sequence[str]) -> tuple[str, int]:
    kept = graded if len(graded) <= SHOWN + 1 else graded[:SHOWN]
    full = max((sum(each.votes) + each.unanswered for each in graded), default=0)
    parts = [_row(scene, each, full, TOP + _PITCH * at) for at, each in enumerate(kept)]
    end = TOP + _PITCH * len(kept)
    if len(graded) > len(kept):
        parts.append(
            paint.text(paint.NAME, end + 12, f"… and {len(graded) - len(kept)} more", size=17, fill=paint.QUIET)
        )
        end += 26
    legend, end = _legend(labels, end + 14, silent=any(each.unanswered for each in graded))
    return "".join(parts) + legend, end


def _row(scene: Scene, graded: Graded, full: Number, top: int) -> str:
    """Draw an option's name, its median in words, and its grades from the best at the left."""
    path, ink = _SIGNS.get(scene.standing(graded.option), ("", paint.INK))
    word = scene.word(graded.option)
    median = clamped(f"{word}{' · ' if word else ''}median: {graded.median}", 16, 280)
    name_room = paint.RIGHT - paint.NAME - width(median, 16) - 16
    return (
        (paint.sign(paint.SIGN, top + 11, path, ink) if path else "")
        + paint.text(paint.NAME, top + 17, scene.name(graded.option), size=18, bold=bool(path), room=name_room)
        + paint.text(paint.RIGHT, top + 17, median, size=16, fill=ink, anchor="end")
        + _stack(graded, full, top + 24)
    )


def _stack(graded: Graded, full: Number, top: int) -> str:
    room = paint.RIGHT - paint.NAME
    middle = paint.NAME + paint.reach(Fraction(sum(graded.votes)) / 2, full, room)
    parts = [paint.box(paint.NAME, top, room, _HIGH, paint.PANEL)]
    below: Number = 0
    for grade, votes in enumerate(graded.votes):
        left, right = (paint.NAME + paint.reach(reached, full, room) for reached in (below, below + votes))
        below += votes
        if right > left:
            parts.append(paint.box(left, top, max(1, right - left - 1), _HIGH, f"url(#grade{grade})", rx=3))
            parts.append(_count(amount(votes), left, right, middle, top))
    return "".join([*parts, paint.line(middle, top - 3, top + _HIGH + 3) if below > 0 else ""])


def _count(number: str, left: int, right: int, middle: int, top: int) -> str:
    """Write how many votes a piece stands for where there is room beside the line in the middle."""
    wide = width(number, 16, bold=True)
    start = middle + 5 if left + 5 - 4 < middle < left + 5 + wide + 4 else left + 5
    if start + wide + 4 > right:
        return ""
    return paint.text(start, top + 19, number, size=16, fill=paint.BLACK, bold=True)


def _legend(labels: Sequence[str], top: int, *, silent: bool) -> tuple[str, int]:
    """Draw what each pattern means, best first, on as many lines as that takes; return it with where it ends."""
    fills = [(label, f"url(#grade{at})") for at, label in enumerate(labels)]
    fills += [(UNANSWERED, paint.PANEL)] if silent else []
    x, y, parts = paint.LEFT, top, list[str]()
    for label, fill in fills:
        words = clamped(label, 16, 300)
        wide = 26 + width(words, 16) + 20
        if x + wide - 20 > paint.RIGHT:
            x, y = paint.LEFT, y + 25
        parts.append(paint.box(x, y - 14, 20, 18, fill, rx=3))
        parts.append(paint.text(x + 26, y, words, size=16, fill=paint.QUIET))
        x += wide
    words = "half of the votes"
    if x + 16 + width(words, 16) > paint.RIGHT:
        x, y = paint.LEFT, y + 25
    parts.append(paint.line(x + 6, y - 15, y + 4) + paint.text(x + 16, y, words, size=16, fill=paint.QUIET))
    return "".join(parts), y + 8


def _row_words(scene: Scene, graded: Graded, labels: Sequence[str]) -> str:
    votes = ", ".join(f"{label} {amount(number)}" for label, number in zip(labels, graded.votes, strict=True) if number)
    word = scene.word(graded.option)
    silent = f", {UNANSWERED} {amount(graded.unanswered)}" if graded.unanswered else ""
    return (
        f"{scene.name(graded.option)}{', ' if word else ''}{word}, median {graded.median}: {votes or 'nothing'}{silent}"
    )
