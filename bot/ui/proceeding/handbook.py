"""The handbook of processes, written from the code that runs them: drawings, tables, settings and knobs."""

import inspect
import sys
from collections.abc import Iterator
from dataclasses import fields
from textwrap import dedent
from typing import Any

from bot.rules import agreement
from bot.rules.process.description import Process
from bot.rules.process.machine import Machine, Move, Transition
from bot.rules.processes import PROCESSES
from bot.ui.way.values import shown

HEAD = """# Processes

Each process is a table of transitions, printed here from the code that runs it (`make handbook` writes this page, and
a test sees that it is current): in a *phase*, *who* may make a *move*, on what condition, and where it leads; where
nothing is said, the phase stays. The clock is a party like others: what it does is done at its own moment, however
late somebody looks.
"""


def handbook() -> str:
    """Return the whole handbook as Markdown."""
    lines = [line for process in PROCESSES.values() for line in _process(process)]
    return "\n".join([HEAD, *lines, *_agreements()])


def _agreements() -> Iterator[str]:
    """Yield what becomes of all that is adopted."""
    yield "## Agreements\n"
    yield from (f"{part}\n" for part in _parts(agreement.__doc__ or ""))
    yield from _table(agreement.MACHINE)
    yield ""


def _process(process: Process) -> Iterator[str]:
    yield f"## {process.name}\n"
    yield f"{process.sentence}\n"
    drawn = [part for part in _parts(_docstring(process)) if part.startswith("```")]
    yield from (f"{drawing}\n" for drawing in drawn[:1])
    yield f"Source: {process.source}.\n"
    yield from _table(process.machine)
    yield "\n| setting | default |"
    yield "| --- | --- |"
    settings = process.settings()
    yield from (f"| `{field.name}` | {shown(getattr(settings, field.name))} |" for field in fields(settings))
    yield "\n| choice | as it is decided |"
    yield "| --- | --- |"
    yield from (f"| {knob} | {value} |" for knob, value in process.knobs(settings).items())
    yield ""


def _docstring(process: Process) -> str:
    return sys.modules[process.begin.__module__.removesuffix(".process")].__doc__ or ""


def _parts(docstring: str) -> Iterator[str]:
    """Yield the paragraphs of a docstring of the rules after the first, and its drawings as such."""
    for part in inspect.cleandoc(docstring).split("\n\n")[1:]:
        yield f"```\n{dedent(part)}\n```" if part.startswith("    ") else part


def _table(machine: Machine[Any]) -> Iterator[str]:
    yield "| phase | who | move | if | leads to |"
    yield "| --- | --- | --- | --- | --- |"
    rows = machine.table.values()
    order = [phase for kind in dict.fromkeys(type(one.source) for one in rows) for phase in kind]
    yield from (_row(one) for one in sorted(rows, key=lambda one: order.index(one.source)))


def _row(transition: Transition) -> str:
    targets = ", ".join(target.value for target in transition.targets) or "-"
    return (
        f"| {transition.source.value} | {transition.who} | {_done(transition.move)} | {transition.guard} | {targets} |"
    )


def _done(move: type[Move]) -> str:
    return (move.__doc__ or "").strip().split("\n")[0].rstrip(".")
