"""Discord's ids: the milliseconds since 2015 in the upper bits, a running number in the lower 22."""

import itertools
import time
from datetime import UTC, datetime, timedelta
from email.utils import formatdate

DISCORD_EPOCH_MS = 1_420_070_400_000
RUNNING_BITS = 22


def moment(snowflake: int) -> datetime:
    """When the id was made, to the millisecond, in UTC."""
    return datetime.fromtimestamp(((snowflake >> RUNNING_BITS) + DISCORD_EPOCH_MS) / 1000, UTC)


class Snowflakes:
    """Makes ids that never repeat; they carry the wall clock's time, which is also the bot's."""

    def __init__(self) -> None:
        self._ahead_ms = 0
        self._running = itertools.count()

    def make(self, at: datetime | None = None) -> int:
        """A new id: of now, or of the aware moment `at`."""
        milliseconds = self.clock_ms() if at is None else round(at.timestamp() * 1000)
        running = next(self._running) % (1 << RUNNING_BITS)
        return ((milliseconds - DISCORD_EPOCH_MS) << RUNNING_BITS) | running

    def clock_ms(self) -> int:
        """Milliseconds since 1970."""
        return time.time_ns() // 1_000_000 + self._ahead_ms

    def pass_time(self, span: timedelta) -> None:
        """Let Discord's clock run ahead of the bot's."""
        self._ahead_ms += round(span.total_seconds() * 1000)

    def date(self) -> str:
        """The time that each answer of Discord's carries: the wall clock's, whatever the ids say."""
        return formatdate(usegmt=True)

    def now(self) -> datetime:
        """The clock's time in UTC."""
        return datetime.fromtimestamp(self.clock_ms() / 1000, UTC)
