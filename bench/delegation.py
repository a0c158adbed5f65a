"""Resolving delegations in memory, from a thousand members to a million, beside merely reading the rows.

Ids are resolved in dictionaries; positions in lists are the same for a roll that numbers its members.
Reading means to pass through the same rows once and look at each. A fifth of the members vote, and half
of all have a delegate, who can be anybody.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random
from time import perf_counter

from bench.result import Result
from bot.rules.delegation import NOBODY, overlay, resolve, terminals

SIZES = (1_000, 10_000, 100_000, 1_000_000)
REPEATS = 3


def measure() -> Iterator[Result]:
    """Yield seconds per resolution, the best of three."""
    for size in SIZES:
        rows, voters = community(size, Random(size))
        edges = overlay(row for row in rows if row[1] is not None)
        roll = [member for member, _ in rows]
        reading = best(partial(read, rows))
        found = best(partial(resolve, roll, edges, voters))
        yield Result(f"resolve {size:,} members", found, reading, "s", "ids as Discord gives them")
        position = {member: at for at, member in enumerate(roll)}
        delegates = [NOBODY if to is None else position[to] for _, to in rows]
        voting = [position[voter] for voter in voters]
        found = best(partial(terminals, delegates, voting))
        yield Result(f"resolve {size:,} positions", found, reading, "s", "members numbered from 0")


def community(size: int, chance: Random, members: Sequence[int] = ()) -> tuple[list[tuple[int, int | None]], list[int]]:
    """Return rows (member, delegate or None) and the voters of a community of this size, of these members if any."""
    members = members or chance.sample(range(10**17, 10**18), size)
    rows = [(member, chance.choice(members) if chance.random() < 0.5 else None) for member in members]
    rows = [(member, None if to == member else to) for member, to in rows]
    return rows, [member for member in members if chance.random() < 0.2]


def read(rows: list[tuple[int, int | None]]) -> int:
    """Pass through the rows once."""
    delegating = 0
    for _, delegate in rows:
        if delegate is not None:
            delegating += 1
    return delegating


def best(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of a few runs."""
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    for result in measure():
        print(f"{result.name:28} {result.ours:9.5f} {result.unit}  {result.ratio:5.1f} x reading  {result.note}")
