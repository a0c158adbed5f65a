"""What went wrong, kept so that the page can show it and the session goes on."""

import logging
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.playground.clock import PlaygroundClock

KEPT = 20
"""Enough to find the first cause; a page with more is not read."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One error as the program logged it: when (playground time), what in one line, and the traceback."""

    number: int
    at: datetime
    title: str
    detail: str


class Problems(logging.Handler):
    """The last errors that the program or the playground logged.

    It listens to the log and not to exceptions: what the program answers by itself is no problem.
    """

    def __init__(self, clock: PlaygroundClock) -> None:
        super().__init__(logging.ERROR)
        self._clock = clock
        self._seen = 0
        self.latest: deque[Problem] = deque(maxlen=KEPT)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one logged error."""
        error = record.exc_info[1] if record.exc_info else None
        title = _headline(error) if error else record.getMessage().splitlines()[0]
        detail = record.getMessage()
        if error is not None:
            detail += "\n" + "".join(traceback.format_exception(error))
        self._seen += 1
        self.latest.append(Problem(self._seen, self._clock.now(), title, detail))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen to everything that is logged as long as the block runs."""
        root = logging.getLogger()
        root.addHandler(self)
        try:
            yield
        finally:
            root.removeHandler(self)


def _headline(error: BaseException) -> str:
    """Name the first cause in one line."""
    while error.__cause__ is not None:
        error = error.__cause__
    first = str(error).splitlines()[0] if str(error) else ""
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
