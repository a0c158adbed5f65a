"""Ballots at a steady pace beside a backup, and without one.

The database is filled with ballots of crowds first. The backup is made as Accord makes it: in a process of its own that
stands back, from one snapshot, with its proof.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event
from time import perf_counter

from bench.crowd import folder, opened
from bench.result import Result
from bench.store import BALLOTS, wishes
from bot.clock import SystemClock
from bot.services.vote import CastBallot, cast_ballot
from bot.store.backup.apart import back_up_apart
from bot.store.writer import Store

MEGABYTES = 20
PACE = 50
"""Ballots per second."""

LONGEST = 120
"""Seconds."""


def measure() -> Iterator[Result]:
    """Yield the median and the slowest hundredth beside a backup, in milliseconds, against those without."""
    with folder() as path, opened(path) as store:
        size = fill(store, path / "accord.db")
        calm = sorted(asyncio.run(steady(store, "Calm", lambda: Event().wait(10))))
        began = perf_counter()
        beside = sorted(asyncio.run(steady(store, "Beside", lambda: back_up(store, path))))
        note = f"{size} MB, backed up within {perf_counter() - began:.0f} s, {PACE} ballots a second"
    yield Result("a ballot beside a backup, median", at(beside, 50), at(calm, 50), "ms", note)
    yield Result("a ballot beside a backup, 99th percentile", at(beside, 99), at(calm, 99), "ms", note)


def fill(store: Store, file: Path) -> int:
    """Let crowds vote until the file is large enough; return its size in MB."""

    async def vote(crowd: Sequence[CastBallot]) -> None:
        await asyncio.gather(*(store.run(cast_ballot, wish) for wish in crowd))

    number = 0
    while file.stat().st_size < MEGABYTES * 1_000_000:
        number += 1
        asyncio.run(vote(wishes(store, f"Crowd {number}", BALLOTS)))
    return file.stat().st_size // 1_000_000


def back_up(store: Store, path: Path) -> None:
    back_up_apart(store.url, path / "kept", now=SystemClock().now(), passphrase=None, stop=Event())


async def steady(store: Store, name: str, meanwhile: Callable[[], object]) -> list[float]:
    """Let people vote one after the other until something is done; return how long each waited, in milliseconds."""
    waited: list[float] = []

    async def vote(wish: CastBallot) -> None:
        began = perf_counter()
        await store.run(cast_ballot, wish)
        waited.append((perf_counter() - began) * 1_000)

    crowd = wishes(store, name, PACE * LONGEST)
    done = asyncio.get_running_loop().run_in_executor(None, meanwhile)
    start, voting = perf_counter(), []
    for number, wish in enumerate(crowd):
        await asyncio.sleep(start + number / PACE - perf_counter())
        voting.append(asyncio.ensure_future(vote(wish)))
        if done.done():
            break
    await asyncio.gather(done, *voting)
    return waited


def at(waited: Sequence[float], hundredth: int) -> float:
    """Return a percentile of what is in order."""
    return waited[min(len(waited) * hundredth // 100, len(waited) - 1)]
