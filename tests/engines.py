"""What SQLAlchemy has compiled for one database is kept for the next: each test has a database of its own.

Engines of one kind write the same SQL, so that a statement need be compiled once in a process, not once in every test.
"""

from typing import Any

from sqlalchemy import Dialect, Engine
from sqlalchemy.util import LRUCache

from bot.store import engine as maker

KEPT = 4000
"""Statements; those that are not used go first."""

_create = maker.create_engine


class _Compiled(LRUCache[Any, Any]):
    """Statements by what they say and the kind of database they say it to, whichever that database is."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_kind(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_of_kind(key), value)


def _of_kind(key: tuple[Dialect, *tuple[Any, ...]]) -> tuple[Any, ...]:
    dialect, *rest = key
    return (type(dialect), *rest)


_compiled = _Compiled(KEPT)


def _created(*given: Any, **options: Any) -> Engine:
    engine = _create(*given, **options)
    engine.update_execution_options(compiled_cache=_compiled)
    return engine


def share() -> None:
    """Have all engines that are made from now on know what any has compiled."""
    maker.create_engine = _created  # type: ignore[assignment]
