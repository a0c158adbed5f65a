"""What the writer tells about itself: how much and how long, never what."""

from collections.abc import Sequence
from typing import Protocol


class Watch(Protocol):
    """Hears of each commit, in the writer's thread."""

    def committed(self, use_cases: Sequence[tuple[str, str]], seconds: float, waiting: int) -> None:
        """A commit is over: the name of each use case with `kept`, `refused` or `failed`, and how many wait behind."""


class Unwatched:
    """Hears and forgets."""

    def committed(self, use_cases: Sequence[tuple[str, str]], seconds: float, waiting: int) -> None:
        """A commit is over."""
