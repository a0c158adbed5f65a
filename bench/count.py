"""A whole count from the database to the result, beside merely reading the rows it rests on.

The count walks the way a close does: roll, memberships, delegations and ballots as of the deadline, the weight of
every ballot, the verdict. Reading means to fetch the same rows with `sqlite3` alone. In one kind of community 70 %
delegate (bench/worlds.py), in the other everybody votes. Of the largest it is also measured how long the event loop
got no turn meanwhile, and how far the memory of an idle process grows; both beside what is allowed.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter

from bench.crowd import COMMUNITY, folder, members, open_decision, opened
from bench.delegation import best
from bench.result import Result
from bench.worlds import World, world
from bot.clock import SystemClock
from bot.rules.decision import Decision
from bot.rules.ids import ProposalId
from bot.services.deadline import Ask, count
from bot.store.writer import Store

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROWS = {
    "roll": "SELECT member_id FROM roll WHERE proposal_id = :proposal",
    "members": "SELECT member_id FROM circle_membership WHERE circle_id = :circle",
    "delegations": "SELECT truster_id, trustee_id FROM delegation "
    "WHERE community_id = :community AND scope = 'community' AND scope_id = 0",
    "ballots": "SELECT member_id, choice FROM ballot WHERE proposal_id = :proposal",
}
TURN = 0.001
STALL = 0.050
MEMORY = 300.0


def measure() -> Iterator[Result]:
    """Yield seconds per count, the best of three, and for the largest what it does to the process."""
    for size in SIZES:
        yield from _measured(size, world(size, Random(size), members(size)), f"count {size:,} members")
        yield from _measured(size, World(members(size), {}, members(size)), f"count {size:,} ballots")


def _measured(size: int, people: World, name: str) -> Iterator[Result]:
    with folder() as path:
        with opened(path) as store:
            decision = open_decision(store, size)
            fill(path / "accord.db", decision, people, Random(size))
            reading = best(lambda: read(path / "accord.db", decision))
            counting = best(lambda: store.read_now(count, asked(decision.id)))
            result = store.read_now(count, asked(decision.id)).result
            gap = asyncio.run(largest_gap(store, decision.id))
        note = f"{result.direct:,} voted, {result.delegated:,} through delegation"
        yield Result(name, counting, reading, "s", note)
        if size == SIZES[-1]:
            yield Result("  longest wait of the event loop", gap, STALL, "s", "against what is allowed")
            with ProcessPoolExecutor(1, get_context("spawn")) as apart:
                yield Result("  memory", apart.submit(growth, path, decision.id).result(), MEMORY, "MB", "as above")


def asked(proposal_id: ProposalId) -> Ask:
    """Return what a count is asked."""
    return Ask(proposal_id, SystemClock().now())


async def largest_gap(store: Store, proposal_id: ProposalId) -> float:
    """Return the longest that the event loop was away beyond its turn while a count ran, in seconds."""
    counted = asyncio.ensure_future(store.read(count, asked(proposal_id)))
    largest, before = 0.0, perf_counter()
    while not counted.done():
        await asyncio.sleep(TURN)
        now = perf_counter()
        largest, before = max(largest, now - before - TURN), now
    return largest


def growth(path: Path, proposal_id: ProposalId) -> float:
    """Return by how many megabytes at most this process grows above its idle size while it counts."""
    with opened(path) as store:
        idle = memory("VmRSS")
        store.read_now(count, asked(proposal_id))
        return memory("VmHWM") - idle


def memory(name: str) -> float:
    """Return what Linux says of this process, in megabytes: VmRSS what it has, VmHWM the most it ever had."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def fill(path: Path, decision: Decision, people: World, chance: Random) -> None:
    """Let a crowd delegate and vote, row by row, without the use cases."""
    now = SystemClock().now() - timedelta(minutes=1)
    moment = now.strftime("%Y-%m-%d %H:%M:%S.%f")
    delegations = ((COMMUNITY, one, to, moment, moment) for one, to in people.delegates.items())
    ballots = ((decision.id, voter, chance.choice(("yes", "no", "abstain")), moment) for voter in people.voters)
    connection = sqlite3.connect(path)
    connection.executemany(
        "INSERT INTO delegation (community_id, truster_id, scope, scope_id, trustee_id, since, accepted_at, named) "
        "VALUES (?, ?, 'community', 0, ?, ?, ?, 0)",
        delegations,
    )
    connection.executemany(
        "INSERT INTO ballot (proposal_id, member_id, choice, salt, cast_at) VALUES (?, ?, ?, '', ?)", ballots
    )
    connection.commit()
    connection.close()


def read(path: Path, decision: Decision) -> int:
    """Fetch every row, and do nothing with it."""
    asked = {"proposal": decision.id, "circle": decision.circle_id, "community": COMMUNITY}
    connection = sqlite3.connect(path)
    fetched = sum(len(connection.execute(sql, asked).fetchall()) for sql in ROWS.values())
    connection.close()
    return fetched
