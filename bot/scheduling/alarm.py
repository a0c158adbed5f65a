"""APScheduler as an alarm clock: it remembers nothing, drops nothing, and only wakes the sweep."""

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

BEAT_SECONDS = 2
"""How often the alarm rings; due times are exact in the tables, the beat only says when they are looked at."""


class Alarm:
    """Rings on a beat until it is stopped; a ring that is late still rings, and two never overlap."""

    def __init__(self, ring: Callable[[], Awaitable[None]], beat_seconds: float = BEAT_SECONDS) -> None:
        self._scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._scheduler.add_job(ring, "interval", seconds=beat_seconds)

    def start(self) -> None:
        """Begin to ring; the event loop must run."""
        self._scheduler.start()

    def hush(self) -> None:
        """Begin no further ring; one that has begun goes on."""
        self._scheduler.pause()

    def stop(self) -> None:
        """Cease to ring; one that has begun is cancelled."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
