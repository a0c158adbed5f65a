"""Discord's ids: the milliseconds since 2015 in the upper bits, a running number in the lower 22."""

import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime

DISCORD_EPOCH_MS = 1_420_070_400_000
RUNNING_BITS = 22


def wall_clock_ms() -> int:
    """Milliseconds since 1970, as the bot under test reads them."""
    return time.time_ns() // 1_000_000


def moment(snowflake: int) -> datetime:
    """When the id was made, to the millisecond, in UTC."""
    return datetime.fromtimestamp(((snowflake >> RUNNING_BITS) + DISCORD_EPOCH_MS) / 1000, UTC)


class Snowflakes:
    """Makes ids that never repeat and that carry the time of the clock they were given."""

    def __init__(self, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self.clock_ms = clock_ms
        self._running = itertools.count()

    def make(self, at: datetime | None = None) -> int:
        """A new id: of now, or of the aware moment `at`."""
        milliseconds = self.clock_ms() if at is None else round(at.timestamp() * 1000)
        running = next(self._running) % (1 << RUNNING_BITS)
        return ((milliseconds - DISCORD_EPOCH_MS) << RUNNING_BITS) | running

    def now(self) -> datetime:
        """The clock's time in UTC."""
        return datetime.fromtimestamp(self.clock_ms() / 1000, UTC)
