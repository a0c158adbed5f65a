"""What members are told privately: a letter says what it is about, and is written from the state when it is read.

So it never holds what a ballot says, and is never out of date. How it is brought, `bot.services.post` knows; what
stands in it, `bot.services.inbox`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.ids import LetterId
from bot.services.ports import UnitOfWork
from bot.services.values import Letter

BEAT = timedelta(minutes=1)
"""How long a letter lies before it is brought, so that several come as one message."""


@dataclass(frozen=True, slots=True)
class Read:
    """Letters that somebody has before their eyes."""

    letters: tuple[LetterId, ...]
    now: datetime
    key: str | None = None


def write(uow: UnitOfWork, letters: Collection[Letter], now: datetime) -> None:
    """Keep letters for those they are for; nobody has two unread ones of a kind about the same thing."""
    uow.letters.add(letters, now + BEAT)


def read(uow: UnitOfWork, command: Read) -> None:
    """Remember that letters were read."""
    uow.letters.read(command.letters, command.now)
