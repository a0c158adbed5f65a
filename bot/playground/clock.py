"""The playground's time: a fixed beginning, then whatever the simulated Discord says."""

from collections.abc import Callable
from datetime import UTC, datetime

BEGINNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday morning, the same each time, so that what is seeded falls on days one can read about."""


class PlaygroundClock:
    """The clock port (``now() -> aware datetime, UTC``) over the simulated Discord's virtual time.

    Commands, stored deadlines, snowflakes and the times shown in messages therefore agree. It may be read
    from any thread.
    """

    def __init__(self, beginning: datetime = BEGINNING) -> None:
        self.beginning = beginning
        self._source: Callable[[], datetime] | None = None

    def follow(self, source: Callable[[], datetime]) -> None:
        """Read the time from ``source`` from now on; until then it is the beginning."""
        self._source = source

    def now(self) -> datetime:
        """Return the playground's present time, aware and in UTC."""
        return self.beginning if self._source is None else self._source()
