"""Scores as bars, and below them the final: which of two more voters prefer."""

from dataclasses import replace

from bot.rules.counting.outcome import Act, Step
from bot.rules.numbers import Number
from bot.ui.pictures import bars, paint
from bot.ui.pictures.font import clamped, width
from bot.ui.pictures.frame import framed
from bot.ui.pictures.scene import Scene, fact_number
from bot.ui.words import amount

SHOWN = 3
"""Finals on one picture: one for each of so many seats."""

_PITCH = 62


def picture(scene: Scene) -> tuple[str, str]:
    """Return the SVG and the text twin of a count that ends in a choice between two, once or for each seat."""
    finals = [step for step in scene.steps(Act.RUNOFF) if len(step.options) == 2]
    rows = bars.bars_of(scene)
    names = {scene.name(option) for step in finals for option in step.options}
    rows = [replace(row, word=row.word or "finalist") if row.name in names else row for row in rows]
    body, end = bars.drawn(rows, [])
    parts = [body, paint.text(paint.LEFT, end + 26, _heading(finals), size=18, bold=True)]
    top = end + 40
    for step in finals[:SHOWN]:
        parts.append(_final(scene, step, top))
        top += _PITCH
    words = " ".join(f"Final: {_final_words(scene, step)}." for step in finals[:SHOWN])
    return framed(scene, "".join(parts), top), scene.twin(bars.bar_words(scene, rows), "options", ending=words)


def _heading(finals: list[Step]) -> str:
    if len(finals) > SHOWN:
        return f"The first {SHOWN} of {len(finals)} finals: whom more voters prefer"
    return (
        "The final: which of the two more voters prefer" if len(finals) < 2 else "The finals: whom more voters prefer"
    )


def _votes(step: Step) -> tuple[Number, Number, Number]:
    """Return the votes for the first, those to whom both are level, and the votes for the second."""
    one, other = (step.numbers.get(option, 0) for option in step.options)
    return one, fact_number(step, "level") or 0, other


def _final(scene: Scene, step: Step, top: int) -> str:
    """Draw both sides of a bar, who is ahead marked by a tick, and the level votes between them."""
    one, level, other = _votes(step)
    full, room = one + level + other, paint.RIGHT - paint.NAME
    left, right = paint.reach(one, full, room), paint.reach(other, full, room)
    parts = [paint.box(paint.NAME, top + 26, room, 22, paint.PANEL)]
    parts += [paint.box(paint.NAME, top + 26, left, 22, _fill(one, other))] if left else []
    parts += [paint.box(paint.RIGHT - right, top + 26, right, 22, _fill(other, one))] if right else []
    middle = f"{amount(level)} level" if level else ""
    beside = (room - width(middle, 16)) // 2 - 40
    first, second = map(scene.name, step.options)
    second = clamped(f"{amount(other)} {second}", 18, beside, bold=other > one)
    sign_left = paint.RIGHT - width(second, 18, bold=other > one) - 16
    parts += [
        _ahead(one, other, paint.SIGN, top + 12),
        paint.text(paint.NAME, top + 18, f"{amount(one)} {first}", size=18, bold=one > other, room=beside),
        paint.text(paint.NAME + room // 2, top + 18, middle, size=16, fill=paint.QUIET, anchor="middle")
        if middle
        else "",
        _ahead(other, one, sign_left, top + 12),
        paint.text(paint.RIGHT, top + 18, second, size=18, bold=other > one, anchor="end"),
    ]
    return "".join(parts)


def _fill(mine: Number, theirs: Number) -> str:
    return paint.GREEN if mine > theirs else "url(#tied)" if mine == theirs else paint.BLUE


def _ahead(mine: Number, theirs: Number, x: int, y: int) -> str:
    """Draw the sign of who is ahead; nothing for who is not."""
    if mine == theirs:
        return paint.sign(x, y, paint.EQUAL, paint.GOLD)
    return paint.sign(x, y, paint.TICK, paint.GREEN) if mine > theirs else ""


def _final_words(scene: Scene, step: Step) -> str:
    one, level, other = _votes(step)
    first, second = map(scene.name, step.options)
    also = f", {amount(level)} level" if level else ""
    return f"{first} preferred by {amount(one)}, {second} by {amount(other)}{also}"
