"""Every option against every other: how many votes put the row's option above the column's."""

from bot.rules.counting.outcome import Act, Step
from bot.rules.numbers import Number
from bot.ui.pictures import paint
from bot.ui.pictures.font import width
from bot.ui.pictures.frame import TOP, framed
from bot.ui.pictures.scene import Scene, Standing, fact_words
from bot.ui.words import amount

SHOWN = 10
"""Rows and columns on one picture: more are too small to read on a phone."""

_NAME_ROOM = 176
"""Pixels that the names keep beside the numbers."""
_WIDEST_CELL, _PITCH = 56, 40
_INKS = {Standing.WINNER: paint.GREEN, Standing.TIED: paint.GOLD}
_SIGNS = {Standing.WINNER: paint.TICK, Standing.TIED: paint.EQUAL}


def picture(scene: Scene) -> tuple[str, str]:
    """Return the SVG and the text twin of a comparison by pairs; of several, of the one with most options."""
    step = max(scene.steps(Act.PAIRWISE), key=lambda each: len(each.options))
    order = scene.ranked(step.options)
    body, end = _body(scene, step, order)
    defeats = tuple(_left_out(scene))
    ending = " ".join(defeats)
    return framed(scene, body, end, notes=(*scene.struck_words(), *defeats)), scene.twin(
        _pair_words(scene, step, order), "pairs", ending=ending
    )


def _body(scene: Scene, step: Step, order: list[str]) -> tuple[str, int]:
    """Draw as many options as are readable, best first; return it with where it ends."""
    kept, cell = _fitting(step, order)
    left = paint.RIGHT - cell * len(kept)
    parts = [
        paint.text(left + cell * at + cell // 2, TOP + 14, str(at + 1), size=16, anchor="middle", bold=True)
        for at in range(len(kept))
    ]
    top = TOP + 24
    for at, option in enumerate(kept):
        parts.append(_row(scene, option, at + 1, left, top + _PITCH * at))
        for beside, other in enumerate(kept):
            place = left + cell * beside, top + _PITCH * at
            parts.append(_cell(_pair(step, option, other), place, cell) if option != other else _nothing(place, cell))
    end = top + _PITCH * len(kept) + 26
    parts.append(_legend(end - 6))
    if len(order) > len(kept):
        end += 24
        left_out = f"{len(order) - len(kept)} more options not shown"
        parts.append(paint.text(paint.LEFT + 18, end - 6, left_out, size=16, fill=paint.QUIET))
    return "".join(parts), end


def _fitting(step: Step, order: list[str]) -> tuple[list[str], int]:
    """Return the options that fit beside one another, and how wide a cell is then."""
    room = paint.RIGHT - paint.LEFT - _NAME_ROOM
    longest = max((amount(number) for row in step.matrix for number in row), key=len, default="")
    need = min(room, width(longest, paint.SMALLEST, bold=True) + 6)
    fit = max(1, min(SHOWN, len(order), room // need))
    return order[:fit], max(need, min(_WIDEST_CELL, room // fit))


def _row(scene: Scene, option: str, number: int, left: int, top: int) -> str:
    standing = scene.standing(option)
    path = _SIGNS.get(standing, "")
    return (
        paint.text(paint.LEFT + 22, top + 25, str(number), size=16, anchor="end", bold=True)
        + (paint.sign(paint.LEFT + 40, top + 19, path, _INKS[standing]) if path else "")
        + paint.text(
            paint.LEFT + 56, top + 25, scene.name(option), size=17, bold=bool(path), room=left - paint.LEFT - 66
        )
    )


def _cell(pair: tuple[Number, Number], place: tuple[int, int], cell: int) -> str:
    """Draw the votes for the row's option; a tick where they are more, two lines where they are as many."""
    mine, theirs = pair
    x, y = place
    middle = x + cell // 2
    ground = paint.DEEP_GREEN if mine > theirs else paint.PANEL
    mark = ""
    if mine >= theirs:
        path, ink = (paint.TICK, paint.GREEN) if mine > theirs else (paint.EQUAL, paint.GOLD)
        mark = paint.small_sign(middle, y + 29, path, ink)
    number = paint.text(
        middle,
        y + (18 if mark else 24),
        amount(mine),
        size=paint.SMALLEST,
        fill=paint.INK if mark else paint.QUIET,
        anchor="middle",
        bold=mine > theirs,
        room=cell - 4,
    )
    return paint.box(x + 1, y + 1, cell - 2, _PITCH - 2, ground) + number + mark


def _nothing(place: tuple[int, int], cell: int) -> str:
    x, y = place[0] + cell // 2, place[1] + _PITCH // 2
    return f'<path d="M{x - 5} {y} H{x + 5}" stroke="{paint.PANEL}" stroke-width="3"/>'


def _legend(y: int) -> str:
    return paint.small_sign(paint.LEFT + 6, y - 5, paint.TICK, paint.GREEN) + paint.text(
        paint.LEFT + 18, y, "more votes put the row above the column", size=16, fill=paint.QUIET
    )


def _pair(step: Step, option: str, other: str) -> tuple[Number, Number]:
    """Return the votes for each of two options against the other; a matrix that is too small says 0."""
    one, two = step.options.index(option), step.options.index(other)
    return _at(step, one, two), _at(step, two, one)


def _at(step: Step, row: int, column: int) -> Number:
    inside = row < len(step.matrix) and column < len(step.matrix[row])
    return step.matrix[row][column] if inside else 0


def _pair_words(scene: Scene, step: Step, order: list[str]) -> list[str]:
    """Return each pair in words, those of the best options first."""
    words = []
    for at, option in enumerate(order):
        for other in order[at + 1 :]:
            mine, theirs = _pair(step, option, other)
            first, second = (option, other) if mine >= theirs else (other, option)
            verb = "level with" if mine == theirs else "beats"
            high, low = amount(max(mine, theirs)), amount(min(mine, theirs))
            words.append(f"{scene.name(first)} {verb} {scene.name(second)} {high} to {low}")
    return words


def _left_out(scene: Scene) -> list[str]:
    """Return the defeats that were not locked in, because they would have closed a circle; at most three by name."""
    words = [
        f"Left out: {scene.name(step.options[0])} over {scene.name(step.options[1])}, "
        f"{fact_words(step, 'votes')} to {fact_words(step, 'against')}."
        for step in scene.steps(Act.DEFEAT)
        if len(step.options) == 2 and step.facts.get("kept") in {0, "no"}
    ]
    return [*words[:3], f"{len(words) - 3} more defeats were left out."] if len(words) > 4 else words
