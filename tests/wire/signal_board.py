"""Waiting for something to become true without asking again and again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")


class SignalBoard:
    """Wakes everybody who waits, whenever anything in the stand-in has changed."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()

    def fire(self) -> None:
        """Say that something changed."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, look: Callable[[], Seen | None], *, within: float, explain: Callable[[], str]) -> Seen:
        """Return the first true value of `look`; AssertionError with `explain()` after `within` seconds."""
        try:
            async with asyncio.timeout(within):
                while not (seen := look()):
                    await self._changed.wait()
                return seen
        except TimeoutError:
            raise AssertionError(explain()) from None
