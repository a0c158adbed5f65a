"""The handbook of processes, written from the code that runs them: drawings, tables, settings and knobs."""

import inspect
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from enum import StrEnum
from textwrap import dedent

from bot.rules.process.description import Process
from bot.rules.process.machine import Move, Transition
from bot.rules.processes import PROCESSES
from bot.ui.words import duration

HEAD = """# Processes

Each process is a table of transitions, printed here from the code that runs it (`make handbook` writes this page, and
a test sees that it is current): in a *phase*, *who* may make a *move*, on what condition, and where it leads; where
nothing is said, the phase stays. The clock is a party like others: what it does is done at its own moment, however
late somebody looks.
"""


def handbook() -> str:
    """Return the whole handbook as Markdown."""
    return "\n".join([HEAD, *(line for process in PROCESSES.values() for line in _process(process))])


def _process(process: Process) -> Iterator[str]:
    yield f"## {process.name}\n"
    yield f"{process.sentence}\n"
    if drawing := _drawing(process):
        yield f"```\n{drawing}\n```\n"
    yield f"Source: {process.source}.\n"
    yield "| phase | who | move | if | leads to |"
    yield "| --- | --- | --- | --- | --- |"
    rows = process.machine.table.values()
    order = [phase for kind in dict.fromkeys(type(one.source) for one in rows) for phase in kind]
    yield from (_row(one) for one in sorted(rows, key=lambda one: order.index(one.source)))
    yield "\n| setting | default |"
    yield "| --- | --- |"
    settings = process.settings()
    yield from (f"| `{field.name}` | {_value(getattr(settings, field.name))} |" for field in fields(settings))
    yield "\n| choice | as it is decided |"
    yield "| --- | --- |"
    yield from (f"| {knob} | {value} |" for knob, value in process.knobs(settings).items())
    yield ""


def _drawing(process: Process) -> str:
    """Return the drawing that stands in the docstring of the rules."""
    written = inspect.cleandoc(sys.modules[process.begin.__module__.removesuffix(".process")].__doc__ or "")
    drawn = [line for line in written.split("\n\n") if line.startswith("    ")]
    return dedent(drawn[0]) if drawn else ""


def _row(transition: Transition) -> str:
    targets = ", ".join(target.value for target in transition.targets) or "-"
    return (
        f"| {transition.source.value} | {transition.who} | {_done(transition.move)} | {transition.guard} | {targets} |"
    )


def _done(move: type[Move]) -> str:
    return (move.__doc__ or "").strip().split("\n")[0].rstrip(".")


def _value(value: object) -> str:
    if isinstance(value, timedelta):
        return duration(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | frozenset):
        return ", ".join(_value(one) for one in value) or "none"
    return str(value) if value not in (None, "") else "none"
