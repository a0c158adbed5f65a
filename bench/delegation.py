"""Resolving delegations in memory, from a thousand members to a million, beside merely reading the rows.

The count in columns starts from columns, as the store reads them; the reference, person by person, from
dictionaries of ids. Reading means to pass through the same rows once and look at each. For the communities see
bench/worlds.py.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random
from time import perf_counter

import numpy as np

from bench.result import Result
from bench.worlds import World, world
from bot.rules.delegation import resolve
from bot.rules.electorate import Electorate, weigh

SIZES = (1_000, 10_000, 100_000, 1_000_000)
REPEATS = 3


def measure() -> Iterator[Result]:
    """Yield seconds per resolution, the best of three."""
    for size in SIZES:
        people = world(size, Random(size))
        reading = best(partial(read, people.delegates))
        electorate = columns(people)
        yield Result(f"resolve {size:,} in columns", best(partial(weigh, electorate)), reading, "s")
        found = best(partial(resolve, people.members, ranked(people), people.voters))
        yield Result(f"resolve {size:,} person by person", found, reading, "s", "the reference")


def columns(people: World) -> Electorate:
    """Return the community as the store reads it."""
    members, voters = np.array(people.members), np.array(people.voters)
    layer = np.array([*people.delegates]), np.array([*people.delegates.values()])
    return Electorate(members, members, [layer], voters, np.zeros(len(voters), dtype=np.int64))


def ranked(people: World) -> dict[int, tuple[int]]:
    """Return the delegates as the reference takes them: one each, in order."""
    return {truster: (trustee,) for truster, trustee in people.delegates.items()}


def read(delegates: Mapping[int, int]) -> int:
    """Pass through the rows once."""
    most = 0
    for delegate in delegates.values():
        most = max(most, delegate)
    return most


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the seconds of the fastest of a few runs."""
    times = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)
