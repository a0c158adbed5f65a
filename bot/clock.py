"""The one place that reads the time of day."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

STEADY: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""The clock that nobody can set; on Linux one that goes on while the machine sleeps."""

TOLERANCE = timedelta(seconds=2)
"""How far two clocks may be apart: Discord tells its time in whole seconds, and the telling takes a while."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the clock


def steady() -> float:
    """Return seconds since the machine was started, which nobody can set."""
    return time.clock_gettime(STEADY)


class DiscordClock:
    """Discord's time, by which its people know when a vote ends and by which their ballots are dated.

    The machine is asked for the time once, at the start. From then on time goes by as the machine's steady clock says,
    and Discord's answers set it right, each of which carries the time: where one says otherwise, and the next bears it
    out. So a vote does not end early because somebody has set the machine's clock. It may be read from any thread.
    """

    def __init__(self, machine: Callable[[], datetime], elapsed: Callable[[], float] = steady) -> None:
        self._machine, self._elapsed = machine, elapsed
        self._anchor = machine(), elapsed()
        self._machine_was = self._otherwise = self._anchor

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        return self._since(self._anchor)

    def elapsed(self) -> float:
        """Return seconds on the steady clock."""
        return self._elapsed()

    def hear(self, date: str | None, asked: float) -> None:
        """Take the `Date` of an answer of Discord's, and when it was asked for: one that took long is out of date."""
        elapsed = self._elapsed()
        if date is None or elapsed - asked > TOLERANCE.total_seconds():
            return
        told = parsedate_to_datetime(date)
        if abs(told - self.now()) > TOLERANCE and abs(told - self._since(self._otherwise)) > TOLERANCE:
            self._otherwise = told, elapsed
            return
        if abs(told - self.now()) > TOLERANCE:
            self._anchor = told, elapsed
        self._machine_was = self._machine(), elapsed

    @property
    def doubtful(self) -> bool:
        """Whether the machine's clocks disagree, so that one was set or one stood still, and Discord is to be asked."""
        return abs(self._machine() - self._since(self._machine_was)) > TOLERANCE

    def _since(self, anchor: tuple[datetime, float]) -> datetime:
        moment, elapsed = anchor
        return moment + timedelta(seconds=self._elapsed() - elapsed)
