"""A count as files: a table for spreadsheets and the whole of it for programs, both exact."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import chain
from typing import Any

from bot.rules.counting.outcome import Act, Count, Step
from bot.rules.lot import Drawing, in_order, written
from bot.rules.numbers import Number
from bot.ui.clean import visible

COLUMNS = ("step", "act", "what", "option", "other", "value", "divided_by")
"""A line for each number of the count: a fraction is `value` divided by `divided_by`, which is 1 otherwise."""

_ACTING = frozenset("=+-@＝＋－＠")  # noqa: RUF001 - spreadsheets take the wide signs for the narrow ones

Line = tuple[int | str, str, str, str, str, Number | str]


def table(
    count: Count,
    names: Mapping[str, str] | None = None,
    drawing: Drawing | None = None,
    reasons: Sequence[str] = (),
) -> str:
    """Return the count as CSV, one number a line, under the head of COLUMNS; last a sealed lot and reasons of vetoes.

    `other` is the option, or for grades the grade, that a number of a matrix belongs to besides `option`.
    Text that a spreadsheet would take for a formula has an apostrophe before it; a fraction stands in two
    columns, because a spreadsheet reads "1/3" as a day.
    """
    called = names or {}
    written = StringIO()
    out = csv.writer(written)
    out.writerow(COLUMNS)
    vetoes = (("", "veto", "reason", "", "", reason) for reason in reasons)
    for step, act, what, option, other, value in chain(_lines(count), _of_lot(drawing) if drawing else (), vetoes):
        shown = (_safe(called.get(option, option)), _safe(called.get(other, other)))
        amount = (_safe(value), "") if isinstance(value, str) else (str(value.numerator), str(value.denominator))
        out.writerow((step, act, _safe(what), *shown, *amount))
    return written.getvalue()


def full(count: Count, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything about a count that JSON can hold, except the ballots; every number is text: "12", "25/3".

    `asked` is what was asked, and by which rules.
    """
    tie = None if count.tie is None else {"options": list(count.tie.options), "seats": _maybe(count.tie.seats)}
    return {
        "outcome": count.outcome.value,
        "winners": list(count.winners),
        "tie": tie,
        "totals": _texts(count.totals),
        "order": [list(level) for level in count.order],
        "steps": [_step(step) for step in count.steps],
        "asked": dict(asked),
    }


def _lines(count: Count) -> Iterator[Line]:
    yield "", "result", "outcome", "", "", count.outcome.value
    for at, option in enumerate(count.winners, 1):
        yield "", "result", "winner", option, "", at
    for option in count.tie.options if count.tie else ():
        yield "", "result", "tied", option, "", "" if count.tie is None or count.tie.seats is None else count.tie.seats
    for option, total in count.totals.items():
        yield "", "result", "total", option, "", total
    for at, level in enumerate(count.order, 1):
        for option in level:
            yield "", "result", "level", option, "", at
    for at, step in enumerate(count.steps, 1):
        yield from _of_step(at, step)


def _of_lot(drawing: Drawing) -> Iterator[Line]:
    """Yield what is published of a lot; options are called by their numbers, which are places of the pool."""
    facts = {"fingerprint": drawing.commitment, "secret": drawing.secret, "deadline": written(drawing.deadline)}
    facts |= {"void": drawing.void} if drawing.void else {"seed": drawing.seed.hex()}
    for what, fact in facts.items():
        yield "", "lot", what, "", "", fact
    for word in in_order(drawing.words):
        yield "", "lot", "word", "", "", word
    for at, place in enumerate(drawing.order, 1):
        yield "", "lot", "drawn", str(place), "", at


def _of_step(at: int, step: Step) -> Iterator[Line]:
    act = step.act.value
    for key, fact in step.facts.items():
        yield at, act, key, "", "", fact
    for place, option in enumerate(step.options, 1):
        yield at, act, "option", option, "", place
    for option, number in step.numbers.items():
        yield at, act, "number", option, "", number
    grades = step.act is Act.GRADES
    for option, row in zip(step.options, step.matrix, strict=False):
        for other, number in zip(map(str, range(len(row))) if grades else step.options, row, strict=False):
            yield at, act, "grade" if grades else "against", option, other, number


def _step(step: Step) -> dict[str, Any]:
    facts = {key: fact if isinstance(fact, str) else str(fact) for key, fact in step.facts.items()}
    return {
        "act": step.act.value,
        "options": list(step.options),
        "numbers": _texts(step.numbers),
        "facts": facts,
        "matrix": [[str(number) for number in row] for row in step.matrix],
    }


def _texts(numbers: Mapping[str, Number]) -> dict[str, str]:
    return {option: str(number) for option, number in numbers.items()}


def _maybe(number: int | None) -> str | None:
    return None if number is None else str(number)


def _safe(text: str) -> str:
    """Return a text on one line that no spreadsheet takes for a formula."""
    shown = " ".join(visible(text).split())
    return f"'{shown}" if shown[:1] in _ACTING else shown
