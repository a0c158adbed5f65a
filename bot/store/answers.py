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
_GIVEN = select(answered.c.key).where(answered.c.key == bindparam("key")).limit(1)
_ADD = insert(answered)


class SqlAnswers:
    """What was answered to which wish."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def given(self, key: str) -> bool:
        """Whether a wish with this key was answered, by whatever use case."""
        return self._connection.execute(_GIVEN, {"key": key}).first() is not None

    def forget_before(self, moment: datetime) -> None:
        """Forget answers given before the moment; a repeat of such a wish would be a new one."""
        self._connection.execute(delete(answered).where(answered.c.at < moment))


class AlreadyAnswered(Exception):
    """The command was carried out before, and its answer is one that JSON cannot give back faithfully."""


@cache
def _adapter(use_case: Callable[..., object]) -> TypeAdapter[Any]:
    return TypeAdapter(get_type_hints(use_case).get("return", Any))


def plain(use_case: Callable[..., object]) -> Callable[..., object]:
    """Return the function itself where some of its arguments are bound already."""
    return use_case.func if isinstance(use_case, partial) else use_case


def _of(use_case: Callable[..., object], command: object) -> dict[str, object] | None:
    """Return under which key and name the answer is kept, None where the command has no key."""
    key: str | None = getattr(command, "key", None)
    if key is None:
        return None
    function = plain(use_case)
    return {"key": key, "name": f"{function.__module__}.{function.__qualname__}"}


def remember(connection: Connection, use_case: Callable[[UnitOfWork, C], object], command: C, answer: object) -> None:
    """Keep the answer to a command with a key. Raises IntegrityError where it was answered before."""
    kept = _of(use_case, command)
    if kept is not None:
        spelled = _spell(plain(use_case), answer)
        now: datetime = command.now  # type: ignore[attr-defined]  # a command with a key has the moment too
        row = {"key": kept["key"], "use_case": kept["name"], "answer": spelled, "at": now}
        connection.execute(_ADD, row)


def recall(connection: Connection, use_case: Callable[[UnitOfWork, C], R], command: C, otherwise: Exception) -> R:
    """Return what the use case answered to the same key before.

    Raises `otherwise` where it never was answered, AlreadyAnswered where the answer cannot be read back.
    """
    kept = _of(use_case, command)
    row = None if kept is None else connection.execute(_GET, kept).first()
    if row is None:
        raise otherwise
    first: R = _read_back(plain(use_case), row.answer)
    return first


def _read_back(function: Callable[..., object], answer: str | None) -> Any:  # noqa: ANN401
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
