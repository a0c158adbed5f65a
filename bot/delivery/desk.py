"""What delivery works with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

import discord

from bot.services.ports import Clock, UnitOfWork

C = TypeVar("C")
R = TypeVar("R")


class Runner(Protocol):
    """Carries out use cases off the event loop."""

    async def run(self, use_case: Callable[[UnitOfWork, C], R], command: C) -> R:
        """Carry out a use case; it is committed when this returns."""

    async def read(self, question: Callable[[UnitOfWork, C], R], about: C) -> R:
        """Ask without changing anything."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The client that speaks with Discord, the store, and the clock."""

    client: discord.Client
    store: Runner
    clock: Clock
