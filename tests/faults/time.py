"""The time of a run: Discord's, moved by the bench alone, and the machine's, which may be wrong.

Both are told through a file that the bot's process reads: what the machine's clock shows, and how long it has been on.
Each is one whole word of memory, so that nobody reads half of a moment and half of the next.
"""

import mmap
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.wire.snowflake import Snowflakes

BEGINNING = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
"""A Monday morning; every run begins then, so that its ids are the same each time."""

MICRO = 1_000_000
WORD = 8
"""Bytes of a moment, in microseconds."""


class Time:
    """Discord's clock, and the one of the machine that the bot reads: `skew` is by how much it is ahead."""

    def __init__(self, file: Path) -> None:
        file.write_bytes(bytes(2 * WORD))
        self.file = file
        self.now = BEGINNING
        self.skew = timedelta()
        self._shown, self._been_on = _words(file)
        self._show()

    def pass_(self, span: timedelta) -> None:
        """Let time go by, for everybody."""
        self.now += span
        self._show()

    def step(self, span: timedelta) -> None:
        """Set the machine's clock, which Discord's knows nothing of."""
        self.skew += span
        self._show()

    def _show(self) -> None:
        self._shown[0] = round((self.now + self.skew).timestamp() * MICRO)
        self._been_on[0] = round((self.now - BEGINNING).total_seconds() * MICRO)


class Machine:
    """The clocks of the machine as the bot's process reads them."""

    def __init__(self, file: Path) -> None:
        self._shown, self._been_on = _words(file)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._shown[0] / MICRO, UTC)

    def elapsed(self) -> float:
        """Seconds on a clock that nobody can set."""
        return self._been_on[0] / MICRO


class Ids(Snowflakes):
    """Discord's ids, which carry the time of the run."""

    def __init__(self, time: Time) -> None:
        super().__init__()
        self._time = time

    def clock_ms(self) -> int:
        return round(self._time.now.timestamp() * 1000)

    def date(self) -> str:
        return format_datetime(self._time.now, usegmt=True)


def _words(file: Path) -> tuple["memoryview[int]", "memoryview[int]"]:
    """Return what the machine's clock shows, and how long it has been on."""
    with file.open("r+b") as opened:
        words = memoryview(mmap.mmap(opened.fileno(), 2 * WORD)).cast("q")
    return words[:1], words[1:]
