"""What a delegate's ballot costs who has very many followers, and what it costs a member to ask where their vote goes.

A ballot beside one of somebody whom nobody follows; what its followers hear, beside the one message that comes of it;
and "My vote" of members chosen by chance in the largest community while fifty ballots a second come in, beside one
bare read of the same member's rows with `sqlite3` at the same moments.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from bench.count import fill
from bench.crowd import COMMUNITY, folder, members, open_decision, opened
from bench.result import Result
from bench.worlds import World, world
from bot.clock import SystemClock
from bot.rules.circle import Actor
from bot.rules.decision import Choice, Decision
from bot.rules.ids import MemberId
from bot.services import echo
from bot.services.proposal import AboutProposal
from bot.services.vote import CastBallot, cast_ballot, my_vote
from bot.store.writer import Store

FOLLOWERS = 100_000
COMMUNITY_SIZE = 1_000_000
BALLOTS = 20
SECONDS = 30
PER_SECOND = 50
ALLOWED = 0.100
BARE = (
    "SELECT (SELECT choice FROM ballot WHERE proposal_id = ? AND member_id = ?), "
    "(SELECT trustee_id FROM delegation WHERE community_id = ? AND truster_id = ? AND ended_at IS NULL)"
)


def measure() -> Iterator[Result]:
    """Yield seconds."""
    yield from followed()
    yield from asking()


def followed() -> Iterator[Result]:
    """Yield what the ballot of one with very many followers costs, and what comes of it."""
    people = members(FOLLOWERS + 2)
    hub, alone = people[0], people[-1]
    everybody = World(people, dict.fromkeys(people[1:-1], hub), [])
    with folder() as path, opened(path) as store:
        decision = open_decision(store, len(people))
        fill(path / "accord.db", decision, everybody, Random(1))
        heavy, light = (
            sorted(_cast(store, decision, who, number) for number in range(BALLOTS))[BALLOTS // 2]
            for who in (hub, alone)
        )
        yield Result(f"a ballot with {FOLLOWERS:,} followers", heavy, light, "s", "beside one that nobody follows")
        later = SystemClock().now() + timedelta(minutes=2)
        start = perf_counter()
        heard = store.read_now(echo.heard, (decision.id, later))
        reading = perf_counter() - start
        store.run_now(echo.tell, echo.Tell(decision.id, heard, later))
        telling = perf_counter() - start - reading
        owed = store.read_now(lambda unit, _: len(unit.outbox.due(later + timedelta(days=1), FOLLOWERS)), None)
        yield Result("  finding them, outside the writer", reading, 1.0, "s", "beside a second")
        yield Result(
            "  telling them, inside the writer", telling, heavy, "s", f"beside the ballot; {owed} messages owed"
        )


def _cast(store: Store, decision: Decision, member: MemberId, number: int) -> float:
    wish = CastBallot(
        actor=Actor(member_id=member, community_id=COMMUNITY),
        now=SystemClock().now(),
        key=f"{member}-{number}",
        proposal_id=decision.id,
        choice=list(Choice)[number % 2],
    )
    start = perf_counter()
    store.run_now(cast_ballot, wish)
    return perf_counter() - start


@dataclass(slots=True)
class Asked:
    """How long each question took, and each bare read beside it."""

    ours: list[float]
    bare: list[float]


def asking() -> Iterator[Result]:
    """Yield how long "My vote" takes while ballots come in, at the 99th percentile."""
    people = world(COMMUNITY_SIZE, Random(2), members(COMMUNITY_SIZE))
    with folder() as path, opened(path) as store:
        decision = open_decision(store, COMMUNITY_SIZE)
        fill(path / "accord.db", decision, people, Random(2))
        asked = asyncio.run(_while_voting(store, path / "accord.db", decision, people))
    ours, bare = (sorted(times)[len(times) * 99 // 100] for times in (asked.ours, asked.bare))
    note = f"99th percentile of {len(asked.ours):,}, at {PER_SECOND} ballots/s"
    yield Result(f"my vote among {COMMUNITY_SIZE:,}", ours, bare, "s", f"{note}, beside the bare read")
    yield Result("  the same", ours, ALLOWED, "s", "beside what is allowed")


async def _while_voting(store: Store, file: Path, decision: Decision, people: World) -> Asked:
    chance, asked, bare = Random(3), Asked([], []), sqlite3.connect(file)
    ballots = asyncio.ensure_future(_vote(store, decision, people))
    while not ballots.done():
        member = MemberId(chance.choice(people.members))
        about = AboutProposal(
            actor=Actor(member_id=member, community_id=COMMUNITY), now=SystemClock().now(), proposal_id=decision.id
        )
        start = perf_counter()
        await store.read(my_vote, about)
        asked.ours.append(perf_counter() - start)
        start = perf_counter()
        bare.execute(BARE, (decision.id, member, COMMUNITY, member)).fetchone()
        asked.bare.append(perf_counter() - start)
        await asyncio.sleep(0.005)
    await ballots
    bare.close()
    return asked


async def _vote(store: Store, decision: Decision, people: World) -> None:
    """Let ballots come in evenly."""
    chance, waiting = Random(4), []
    for number in range(SECONDS * PER_SECOND):
        wish = CastBallot(
            actor=Actor(member_id=MemberId(chance.choice(people.voters)), community_id=COMMUNITY),
            now=SystemClock().now(),
            key=f"asking-{number}",
            proposal_id=decision.id,
            choice=chance.choice(list(Choice)),
        )
        waiting.append(asyncio.ensure_future(store.run(cast_ballot, wish)))
        await asyncio.sleep(1 / PER_SECOND)
    await asyncio.gather(*waiting)
