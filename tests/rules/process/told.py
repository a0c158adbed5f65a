"""A process told move by move, for tests of one case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from bot.rules.ids import MemberId
from bot.rules.process.item import Item
from bot.rules.process.machine import Machine, Move, Turn
from tests.rules.process.walks import NOW

I = TypeVar("I", bound=Item)  # noqa: E741 - an item


@dataclass
class Told(Generic[I]):
    """An item, and the moment to which it has been told."""

    machine: Machine[Any]
    item: I

    def __post_init__(self) -> None:
        self.now = NOW

    def do(self, move: Move, *by: MemberId | None) -> I:
        """Let each of them make the move; errors are raised."""
        for member in by or (None,):
            self.item = self.machine.act(self.item, move, Turn(member, self.now))
        return self.item

    def wait(self, time: timedelta) -> I:
        """Let time pass."""
        self.now += time
        self.item = self.machine.at(self.item, self.now)
        return self.item

    def ring(self, times: int = 1) -> I:
        """Let time pass until the clock has done something, so many times."""
        for _ in range(times):
            alarm = self.machine.next_alarm(self.item)
            assert alarm is not None, "nothing is due any more"
            self.wait(alarm.at - self.now)
        return self.item

    def tell(self, moves: Iterable[tuple[Move, MemberId | None]]) -> "Told[I]":
        """Tell several moves."""
        for move, by in moves:
            self.do(move, by)
        return self
