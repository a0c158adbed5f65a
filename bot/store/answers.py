"""The first answer to a command, kept so that a repeat is answered and not done again."""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.services.ports import UnitOfWork
from bot.store.tables import answered

C = TypeVar("C")
R = TypeVar("R")

_GET = select(answered.c.answer).where(answered.c.key == bindparam("key"), answered.c.use_case == bindparam("name"))
_ADD = insert(answered)


class SqlAnswers:
    """What was answered to which wish."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def forget_before(self, moment: datetime) -> None:
        """Forget answers given before the moment; a repeat of such a wish would be a new one."""
        self._connection.execute(delete(answered).where(answered.c.at < moment))


class AlreadyAnswered(Exception):
    """The command was carried out before, and its answer is one that JSON cannot give back faithfully."""


@cache
def _adapter(use_case: Callable[..., object]) -> TypeAdapter[Any]:
    return TypeAdapter(get_type_hints(use_case).get("return", Any))


def _plain(use_case: Callable[..., object]) -> Callable[..., object]:
    return use_case.func if isinstance(use_case, partial) else use_case


def once(connection: Connection, unit: UnitOfWork, use_case: Callable[[UnitOfWork, C], R], command: C) -> R:
    """Run a use case, or return what it answered to the same key before. Raises AlreadyAnswered."""
    key: str | None = getattr(command, "key", None)
    if key is None:
        return use_case(unit, command)
    function = _plain(use_case)
    name = f"{function.__module__}.{function.__qualname__}"
    row = connection.execute(_GET, {"key": key, "name": name}).first()
    if row is not None:
        first: R = _recall(function, row.answer)
        return first
    answer = use_case(unit, command)
    now: datetime = command.now  # type: ignore[attr-defined]  # a command with a key has the moment too
    connection.execute(_ADD, {"key": key, "use_case": name, "answer": _spell(function, answer), "at": now})
    return answer


def _recall(function: Callable[..., object], answer: str | None) -> Any:  # noqa: ANN401
    if answer is None:
        raise AlreadyAnswered(function.__qualname__)
    return _adapter(function).validate_json(answer)


def _spell(function: Callable[..., object], answer: object) -> str | None:
    """Return the answer as JSON, None where reading it back would give another answer."""
    adapter = _adapter(function)
    spelled = adapter.dump_json(answer).decode()
    try:
        return spelled if adapter.validate_json(spelled) == answer else None
    except ValidationError:
        return None
