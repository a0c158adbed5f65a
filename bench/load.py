"""Crowds at the ballot box: how long people wait, what Discord is asked, and what becomes of the memory.

The presses go through the real discord.py client, from the gateway's frames to Discord's answer over HTTP on loopback,
and the ballots through the store to the disk. Beside the measured time stands what is allowed; beside the number of
requests what Discord allows. Meanwhile the alarm rings as it does, and cards are brought up to date on their beat.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from time import perf_counter
from typing import Any

import aiohttp
import discord

from bench.count import memory
from bench.crowd import FIRST, folder, home, open_decision, opened
from bench.edge import Edge, Wire, discord_on_loopback, press, shown
from bench.result import Result
from bot.app import settle_memory
from bot.clock import SystemClock
from bot.delivery.desk import Delivery
from bot.delivery.dispatcher import Dispatcher
from bot.rules.circle import Actor
from bot.rules.decision import Decision
from bot.rules.ids import CommunityId, MemberId, MessageId
from bot.scheduling.alarm import BEAT_SECONDS
from bot.scheduling.sweep import sweep
from bot.services.outbox import Sent, due_messages, record_sent
from bot.services.values import Sweep
from bot.services.vote import CARD_BEAT
from bot.store.writer import Store

CROWD, WITHIN = 1_000, 10.0
"""Members of one server, and seconds within which all of them vote."""

SERVERS, EACH, PER_SECOND, SECONDS = 500, 40, 50, 30
"""Servers with a vote each, members of each, ballots per second over all of them, and for how long in real time."""

HOUR = 3_600
"""Seconds of simulated time over which the memory is looked at; they pass as fast as they can."""

SETTLED = 300
"""Of these the first, in which what is kept for good is made: prepared statements, servers, people."""

ALLOWED = 1.0
"""Seconds within which 999 of 1,000 are answered."""

EDITS_ALLOWED = 60.0
"""Edits a minute in one channel (Discord: five in five seconds)."""

ALL_ALLOWED = 50.0
"""Requests a second of a bot, answers to interactions not counted (Discord)."""


@dataclass(slots=True)
class Time:
    """The clock port: the machine's time, and what was added to it."""

    ahead: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        return SystemClock().now() + self.ahead


class Watch(Wire):
    """Knows how long each press has waited for its answer, and what else was asked of Discord."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, float] = {}
        self.waited: list[float] = []
        self.asked: Counter[str] = Counter()

    async def _sent(self, _: object, __: object, ___: aiohttp.TraceRequestChunkSentParams) -> None:
        """What is sent is not kept: the memory is being looked at."""

    async def _ended(self, _: object, __: object, ended: aiohttp.TraceRequestEndParams) -> None:
        assert ended.response.status == 200, ended.response.status
        if ended.url.path.endswith("/callback"):
            self.waited.append(perf_counter() - self.sent.pop(ended.url.path.split("/")[-2]))
            self.count()
        else:
            self.asked[f"{ended.method} {ended.url.path}"] += 1


@dataclass(slots=True)
class Town:
    """Servers with a vote each, and the running parts of Accord."""

    store: Store
    edge: Edge
    watch: Watch
    time: Time
    votes: list[tuple[Decision, dict[str, Any]]]
    """In each server the vote, and the message with its card."""

    async def ring(self) -> None:
        """Do what the alarm does."""
        await sweep(self.store, self.time)
        await Dispatcher(Delivery(self.edge.client, self.store, self.time)).run()

    async def ringing(self) -> None:
        """Ring on the alarm's beat until cancelled."""
        while True:
            await self.ring()
            await asyncio.sleep(BEAT_SECONDS)

    def presses(self, who: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
        """Return presses of `yes` now, each in a server by the member of this number."""
        first = discord.utils.time_snowflake(self.time.now())
        return [
            press(self.votes[server][0], _member(server, number), key, self.votes[server][1])
            for key, (server, number) in enumerate(who, start=first)
        ]

    async def press(self, batch: Sequence[dict[str, Any]], per_second: float) -> None:
        """Have people press one after the other at this rate, and wait for the last answer."""
        self.watch.expect(len(batch))
        packed, start = self.edge.frames(batch), perf_counter()
        for number, (one, frame) in enumerate(zip(batch, packed, strict=True)):
            await asyncio.sleep(max(0.0, start + number / per_second - perf_counter()))
            self.watch.sent[one["token"]] = perf_counter()
            await self.edge.deliver(frame)
        await self.watch.all_in.wait()


def measure() -> Iterator[Result]:
    """Yield seconds, requests and megabytes, each beside what is allowed."""
    with discord_on_loopback():
        yield from asyncio.run(_crowd())
        yield from asyncio.run(_servers())


async def _crowd() -> list[Result]:
    """One server, in which everybody votes within ten seconds."""
    async with _town(1, CROWD) as town:
        ringing = asyncio.ensure_future(town.ringing())
        await town.press(town.presses([(0, number) for number in range(CROWD)]), CROWD / WITHIN)
        ringing.cancel()
        town.time.ahead += CARD_BEAT
        await town.ring()
        return [*_waits(town.watch, f"{CROWD:,} vote within {WITHIN:.0f} s"), *_edits(town.watch, 1.0)]


async def _servers() -> list[Result]:
    """Many servers, in which somebody votes all the time; first in real time, then an hour as fast as it goes."""
    chance = Random(1)
    async with _town(SERVERS, EACH) as town:
        ringing = asyncio.ensure_future(town.ringing())
        await town.press(_drawn(town, chance, PER_SECOND * SECONDS), PER_SECOND)
        ringing.cancel()
        found = [*_waits(town.watch, f"{PER_SECOND} a second in {SERVERS} servers")]
        return [*found, *await _hour(town, chance)]


async def _hour(town: Town, chance: Random) -> list[Result]:
    town.watch.asked.clear()
    town.watch.waited.clear()
    before = 0.0
    for second in range(0, HOUR, BEAT_SECONDS):
        if second == SETTLED:
            before = memory("VmRSS")
        batch = _drawn(town, chance, PER_SECOND * BEAT_SECONDS)
        await town.press(batch, float("inf"))
        town.time.ahead += timedelta(seconds=BEAT_SECONDS)
        await town.ring()
    note = f"{PER_SECOND * HOUR:,} ballots in an hour of simulated time; at its end beside after {SETTLED} s"
    return [Result("  memory", memory("VmRSS"), before, "MB", note), *_edits(town.watch, HOUR / 60)]


def _waits(watch: Watch, name: str) -> Iterator[Result]:
    waited = sorted(watch.waited)
    yield Result(f"{name}: half wait", waited[len(waited) // 2], ALLOWED, "s", "against what is allowed to the slowest")
    for part in (0.99, 0.999):
        yield Result(f"  {part:.1%} wait", waited[min(len(waited) - 1, int(len(waited) * part))], ALLOWED, "s")
    yield Result("  the slowest", waited[-1], ALLOWED, "s")


def _edits(watch: Watch, minutes: float) -> Iterator[Result]:
    """Yield how often the busiest card was edited a minute, and how much was asked in all, beside Discord's limits."""
    edits = [times for asked, times in watch.asked.items() if asked.startswith("PATCH")]
    assert edits, "no card was brought up to date"
    yield Result(
        "  edits a minute of the busiest card", max(edits) / minutes, EDITS_ALLOWED, "", "against Discord's limit"
    )
    total = watch.asked.total() / minutes / 60
    yield Result("  requests a second, without answers", total, ALL_ALLOWED, "/s", "as above")


def _drawn(town: Town, chance: Random, count: int) -> list[dict[str, Any]]:
    return town.presses([(chance.randrange(SERVERS), chance.randrange(EACH)) for _ in range(count)])


def _community(server: int) -> CommunityId:
    return CommunityId((1 << 60) + (server << 8))


def _member(server: int, number: int) -> MemberId:
    return MemberId(FIRST + (server << 16) + number)


@asynccontextmanager
async def _town(servers: int, each: int) -> AsyncIterator[Town]:
    with folder() as path, opened(path) as store:
        stewards = [Actor(_member(one, 0), _community(one), manager=True) for one in range(servers)]
        decisions = [open_decision(store, each, steward=steward) for steward in stewards]
        _posted(store)
        watch, time = Watch(), Time()
        edge = Edge(store, clock=time, wire=watch, communities=[_community(server) for server in range(servers)])
        settle_memory()
        try:
            yield Town(store, edge, watch, time, [(one, shown(one)) for one in decisions])
        finally:
            await edge.close()


def _posted(store: Store) -> None:
    """Have all cards and their threads be there already."""
    now = SystemClock().now()
    while rows := store.read_now(due_messages, Sweep(now)):
        for row in rows:
            there = MessageId(discord.utils.time_snowflake(now) + row.id), home(row.owed.community_id)
            store.run_now(record_sent, Sent(row, now, *there))
