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
from bot.count.json_text import parsed
from bot.count.polls import answer_budget, answer_poll
from bot.count.power import answer_power
from bot.count.ranked import RANKED
from bot.count.registries import answer_registry
from bot.count.scores import ANSWERS as SCORED
from bot.count.sheet import BadLine
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


_NOT_OURS = {
    "delegation_split": "a member's vote is handed on whole, never in shares",
    "delegation_stake": "members have one vote each, whatever they own",
    "delegation_follow_majority": "a delegation names one person, not the majority of several",
    "delegation_topic_weighted": "a decision has exactly one topic, and votes are not multiplied by a stake",
}
"""Rules of other systems that have no counterpart in Accord, each with the reason."""


def answer(case: object) -> dict[str, Any]:
    """Answer one case; never raises for what the case says, but answers "skip" or "error"."""
    try:
        return ask(case)
    except NotOffered as other:
        return {"skip": str(other)}
    except ValidationError as malformed:
        return {"error": reason(malformed)}
    except (ValueError, OverflowError) as malformed:
        return {"error": str(malformed)}


def ask(case: object) -> dict[str, Any]:
    """Answer one case. Raises NotOffered, and ValueError or OverflowError for one that cannot be understood."""
    if not isinstance(case, dict) or not isinstance(case.get("method"), str):
        raise ValueError("a case is an object that names its method")  # noqa: TRY004 - the case is wrong, no type is
    if case["method"] in _NOT_OURS:
        raise NotOffered(_NOT_OURS[case["method"]])
    if case["method"] not in _ANSWERS:
        raise NotOffered(f"not offered: {case['method'][:40]!r}; offered are {', '.join(_ANSWERS)}")
    return _ANSWERS[case["method"]](said(case))


def reason(malformed: ValidationError) -> str:
    """Return where a case does not have the form asked for, and what is wrong there."""
    first = malformed.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg'].removeprefix('Value error, ')}"


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
        return answer(parsed(line))
    except BadLine as malformed:
        return {"error": str(malformed)}
