"""What members are told privately."""

from collections.abc import Collection
from datetime import datetime

from bot.services.ports import UnitOfWork
from bot.services.values import Letter


def write(uow: UnitOfWork, letters: Collection[Letter], now: datetime) -> None:  # noqa: ARG001 - when they were written
    """Keep letters for those they are for."""
    uow.letters.add(letters)
