"""A use case that may be repeated gives an answer that can be told again, word for word."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

import bot.services
from bot.rules.circle import Defaults
from bot.services.ports import UnitOfWork


def keyed_use_cases() -> Iterator[Callable[..., object]]:
    """Yield every use case that writes, and whose command carries the id of an interaction."""
    for found in pkgutil.iter_modules(bot.services.__path__):
        module = importlib.import_module(f"bot.services.{found.name}")
        for _, function in inspect.getmembers(module, inspect.isfunction):
            hints = [*get_type_hints(function).values()]
            own = function.__module__ == module.__name__ and hints[0] is UnitOfWork and len(hints) > 2
            if own and keyed(hints[1]) and writes(function):
                yield function


def keyed(command: Any) -> bool:
    """Whether the store answers a repeat of the command from memory."""
    return is_dataclass(command) and any(field.name == "key" for field in fields(command))


def ambiguous(hint: Any) -> bool:
    """Whether JSON could not tell which of several dataclasses an answer was."""
    if get_origin(hint) in {Union, UnionType}:
        return sum(is_dataclass(part) for part in get_args(hint)) > 1 or any(map(ambiguous, get_args(hint)))
    if is_dataclass(hint):
        return any(map(ambiguous, get_type_hints(hint).values()))
    return any(map(ambiguous, get_args(hint)))


def writes(function: Callable[..., object]) -> bool:
    """Whether a use case leaves something behind; questions are not answered from memory."""
    source = inspect.getsource(function)
    return "_remember(" in source or ".ledger." in source or ".outbox." in source


@pytest.mark.parametrize(
    "use_case", [each for each in keyed_use_cases() if writes(each)], ids=lambda each: each.__name__
)
def test_the_answer_of_a_use_case_survives_being_kept(use_case: Callable[..., object]) -> None:
    assert not ambiguous(get_type_hints(use_case)["return"])


def test_an_answer_that_would_not_survive_is_found() -> None:
    assert ambiguous(Defaults)
    assert ambiguous(list[Defaults | None])
