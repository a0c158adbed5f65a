"""Use cases through the store, beside bare commits of `sqlite3` on the same disk.

A use case here is a ballot: nine statements, one of them a row of the ledger, in a savepoint of its own.
A bare commit is one row; grouped, as many rows share a commit as the store lets share one.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.crowd import COMMUNITY, folder, members, open_decision, opened
from bench.result import Result
from bot.clock import SystemClock
from bot.rules.circle import Actor
from bot.rules.decision import Choice
from bot.services.vote import CastBallot, cast_ballot
from bot.store.writer import AT_ONCE, Store

BALLOTS = 4_000


def measure() -> Iterator[Result]:
    """Yield use cases per second beside rows per second."""
    with folder() as path:
        single, grouped = bare(path / "single.db", 1), bare(path / "grouped.db", AT_ONCE)
        with opened(path) as store:
            crowd, queue = asyncio.run(together(store)), in_turn(store)
    yield Result("ballots of a crowd, one bare commit each", crowd, single, "/s", "synchronous=full, WAL")
    yield Result("ballots of a crowd, bare commits in groups", crowd, grouped, "/s", f"{AT_ONCE} rows a commit")
    yield Result("ballots one after the other", queue, single, "/s", "a commit and a thread's turn each")


def bare(path: Path, group: int) -> float:
    """Return rows per second, `group` of them in each commit."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=wal")
    connection.execute("PRAGMA synchronous=full")
    connection.execute("CREATE TABLE ballot (proposal_id, member_id, choice, PRIMARY KEY (proposal_id, member_id))")
    start = perf_counter()
    for first in range(0, BALLOTS, group):
        connection.execute("BEGIN IMMEDIATE")
        for member in range(first, min(first + group, BALLOTS)):
            connection.execute("INSERT INTO ballot VALUES (?, ?, ?)", (1, member, "yes"))
        connection.execute("COMMIT")
    taken = perf_counter() - start
    connection.close()
    return BALLOTS / taken


def wishes(store: Store, name: str, size: int) -> list[CastBallot]:
    """Return one ballot each of a new circle's members, with keys as Discord gives them."""
    decision, now = open_decision(store, size, name), SystemClock().now()
    return [
        CastBallot(
            actor=Actor(member_id=member, community_id=COMMUNITY),
            now=now,
            key=f"{name}-{member}",
            proposal_id=decision.id,
            choice=Choice.YES,
        )
        for member in members(size)
    ]


async def together(store: Store) -> float:
    """Return ballots per second where all wait at the same time."""
    batch = wishes(store, "Crowd", BALLOTS)
    start = perf_counter()
    await asyncio.gather(*(store.run(cast_ballot, wish) for wish in batch))
    return BALLOTS / (perf_counter() - start)


def in_turn(store: Store) -> float:
    """Return ballots per second where each waits for the one before."""
    batch = wishes(store, "Queue", BALLOTS // 8)
    start = perf_counter()
    for wish in batch:
        store.run_now(cast_ballot, wish)
    return len(batch) / (perf_counter() - start)
