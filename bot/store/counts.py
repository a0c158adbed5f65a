"""A count written down as text and read back exactly: whole numbers as they are, fractions as [top, bottom]."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from bot.rules.counting.outcome import Act, Count, Step, Tie
from bot.rules.majority import Outcome
from bot.rules.numbers import Number, exact


def write_count(count: Count) -> str:
    """Return the count as JSON."""
    tie = count.tie and {"options": count.tie.options, "seats": count.tie.seats}
    return json.dumps(
        {
            "outcome": count.outcome.value,
            "winners": count.winners,
            "tie": tie,
            "totals": _numbers(count.totals),
            "order": count.order,
            "steps": [_step(step) for step in count.steps],
        },
        separators=(",", ":"),
    )


def read_count(text: str) -> Count:
    """Return the count that was written. Raises ValueError or KeyError for any other text."""
    form = json.loads(text)
    tie = form["tie"]
    return Count(
        Outcome(form["outcome"]),
        tuple(form["winners"]),
        tie and Tie(tuple(tie["options"]), tie["seats"]),
        {option: _read(number) for option, number in form["totals"].items()},
        tuple(_read_step(step) for step in form["steps"]),
        tuple(tuple(level) for level in form["order"]),
    )


def _written(number: Number | str) -> object:
    return [number.numerator, number.denominator] if isinstance(number, Fraction) else _plain(number)


def _plain(number: Any) -> int | str:  # noqa: ANN401 - numpy's whole numbers are no int of Python's
    return number if isinstance(number, str) else int(number)


def _numbers(numbers: Mapping[str, Number | str]) -> dict[str, object]:
    return {name: _written(number) for name, number in numbers.items()}


def _read(number: Any) -> Any:  # noqa: ANN401 - what JSON holds
    return exact(*number) if isinstance(number, list) else number


def _step(step: Step) -> dict[str, object]:
    whole = {
        "act": step.act.value,
        "options": step.options,
        "numbers": _numbers(step.numbers),
        "facts": _numbers(step.facts),
        "matrix": [[_written(number) for number in row] for row in step.matrix],
    }
    return {name: value for name, value in whole.items() if value}


def _read_step(form: Mapping[str, Any]) -> Step:
    return Step(
        Act(form["act"]),
        tuple(form.get("options", ())),
        {name: _read(number) for name, number in form.get("numbers", {}).items()},
        {name: _read(fact) for name, fact in form.get("facts", {}).items()},
        tuple(tuple(_read(number) for number in row) for row in form.get("matrix", ())),
    )
