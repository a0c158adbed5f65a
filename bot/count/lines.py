"""One case in, one answer out; and the same line by line for a program that asks many."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from io import TextIOWrapper
from typing import Any, TextIO

from pydantic import ValidationError

from bot.count import committees, consent
from bot.count.delegations import answer_cycle_check, answer_delegation
from bot.count.form import NotOffered, said
from bot.count.polls import answer_budget, answer_poll
from bot.count.power import answer_power
from bot.count.ranked import RANKED
from bot.count.registries import answer_registry
from bot.count.scores import ANSWERS as SCORED
from bot.count.stv import ANSWERS as STV
from bot.rules.counting.registry import METHODS

_ANSWERS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    **{key: partial(answer_poll, key) for key in METHODS},
    **SCORED,
    **RANKED,
    **committees.ANSWERS,
    **consent.ANSWERS,
    **STV,
    "approval_budget": answer_budget,
    "delegation": answer_delegation,
    "delegation_cycle_check": answer_cycle_check,
    "delegation_registry": answer_registry,
    "power_index": answer_power,
}


def answer(case: object) -> dict[str, Any]:
    """Answer one case; never raises for what the case says, but answers "skip" or "error"."""
    if not isinstance(case, dict) or not isinstance(case.get("method"), str):
        return {"error": "a case is an object that names its method"}
    found = _ANSWERS.get(case["method"])
    if found is None:
        return {"skip": f"not offered: {case['method']}; offered are {', '.join(_ANSWERS)}"}
    try:
        return found(said(case))
    except NotOffered as other:
        return {"skip": str(other)}
    except ValidationError as malformed:
        return {"error": reason(malformed)}
    except (ValueError, OverflowError) as malformed:
        return {"error": f"{type(malformed).__name__}: {malformed}"}


def reason(malformed: ValidationError) -> str:
    """Return where a case does not have the form asked for, and what is wrong there."""
    first = malformed.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def answer_lines(stdin: TextIO, stdout: TextIO) -> None:
    """Answer each line that is not blank with one line, at once, until the input ends.

    A line that is no JSON, or no text, is answered with an error like any other malformed case.
    """
    if isinstance(stdin, TextIOWrapper):
        stdin.reconfigure(errors="backslashreplace")
    for line in stdin:
        if line.strip():
            stdout.write(json.dumps(_answer_line(line)) + "\n")
            stdout.flush()


def _answer_line(line: str) -> dict[str, Any]:
    try:
        case = json.loads(line)
    except (ValueError, RecursionError) as malformed:
        return {"error": f"not JSON: {malformed}"}
    return answer(case)
