"""Moves, beginnings and settings of processes as JSON, and back.

They are frozen dataclasses of the rules, which know nothing of JSON; pydantic reads their annotations.
"""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from bot.rules.process.description import Process
from bot.rules.process.machine import Machine, Move

T = TypeVar("T")

_ADAPTERS: dict[object, TypeAdapter[Any]] = {}


def write(value: object) -> str:
    """Return a value of the rules as JSON."""
    return _adapter(type(value)).dump_json(value).decode()


def read(kind: type[T], written: str) -> T:
    """Return a value of that kind."""
    found: T = _adapter(kind).validate_json(written)
    return found


def read_move(process: Process, kind: str, written: str) -> Move:
    """Return a move of the process by its name. Raises KeyError for one that the process does not know."""
    return read(_moves(process.machine)[kind], written)


@cache
def _moves(machine: Machine[Any]) -> dict[str, type[Move]]:
    """Return the moves of a table, which is whole once it is imported, by name."""
    return {move.__name__: move for _, move in machine.table}


def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a type, of which there are some hundred
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
