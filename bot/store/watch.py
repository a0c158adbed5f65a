"""What the writer tells about itself: how much and how long, never what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Batch:
    """One commit: the name of each use case in it and whether it was kept, its seconds, and how many wait behind it."""

    use_cases: Sequence[tuple[str, bool]]
    seconds: float
    waiting: int


class Watch(Protocol):
    """Hears of each commit, in the writer's thread."""

    def committed(self, batch: Batch) -> None:
        """A batch was committed, or failed as a whole."""


class Unwatched:
    """Hears and forgets."""

    def committed(self, batch: Batch) -> None:
        """A batch was committed."""
