"""The alarm rings on its beat, late rather than never, and one ring at a time."""

import asyncio

from bot.clock import SystemClock
from bot.scheduling.alarm import BEAT_SECONDS, Alarm


async def test_the_alarm_is_set_so_that_no_ring_is_dropped_or_doubled() -> None:
    async def ring() -> None:
        """Do nothing."""

    alarm = Alarm(ring)
    alarm.start()
    (job,) = alarm._scheduler.get_jobs()
    assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)
    assert job.trigger.interval.total_seconds() == BEAT_SECONDS
    alarm.stop()
    alarm.stop()


async def test_it_rings_when_due_and_not_once_it_is_hushed() -> None:
    rung = asyncio.Event()

    async def ring() -> None:
        rung.set()

    alarm = Alarm(ring)
    alarm.start()
    (job,) = alarm._scheduler.get_jobs()
    job.modify(next_run_time=SystemClock().now())
    async with asyncio.timeout(10):
        await rung.wait()
    alarm.hush()
    rung.clear()
    job.modify(next_run_time=SystemClock().now())
    await asyncio.sleep(0)
    assert not rung.is_set()
    alarm.stop()
