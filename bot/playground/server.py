"""Starts the playground, keeps its time, and stops it cleanly.

Needs the optional packages of the extra ``playground``; without them its import raises ImportError.
"""

import asyncio
import contextlib
import errno
import logging
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, web

from bot.playground.clock import PlaygroundClock
from bot.playground.front import Front
from bot.playground.guard import TOKEN, Guard
from bot.playground.ports import Playable
from bot.playground.problems import Problems
from bot.playground.proxy import RoomProxy
from bot.playground.rooms import Rooms
from bot.playground.stage import Stage
from bot.playground.world import World

log = logging.getLogger(__name__)

Story = Callable[[World], Awaitable[None]]
"""Something that happens in the world, told while its turn is held."""

HOST = "127.0.0.1"
PORT = 8765
PORTS_TRIED = 50
LARGEST_UPLOAD = 32 * 1024**2
"""Bytes; a little above the 25 MiB that the preview takes, so that it is the one that refuses."""

BEAT = 1.0
"""Seconds between two looks at the clock: fine enough for people, and nothing to a computer."""


@dataclass(frozen=True, slots=True)
class Playground:
    """A running playground: where it is, and its parts for tests and for the seeded story."""

    url: str
    world: World
    rooms: Rooms
    stage: Stage
    problems: Problems


@asynccontextmanager
async def opened(
    make: Callable[[PlaygroundClock], Playable], *, port: int = PORT, story: Story | None = None
) -> AsyncIterator[Playground]:
    """Run a playground around the program that ``make`` builds, on ``port`` or the next free one (0: any).

    ``story`` is told before the first visitor comes: it may act as the members, and what it leaves behind
    counts as read.
    """
    clock = PlaygroundClock()
    problems = Problems(clock)
    world = World(make(clock), clock)
    rooms = Rooms(world.env, world.community)
    stage = Stage(world, rooms)
    with problems.listening():
        try:
            await world.start()
            if story is not None:
                async with world.turn():
                    await story(world)
            rooms.mark_all_read()
            async with ClientSession() as session:
                proxy = RoomProxy(world, rooms, stage, session)
                async with _served(Front(world, rooms, stage, problems), proxy, port) as url:
                    yield Playground(url, world, rooms, stage, problems)
        finally:
            await stage.close()
            await world.close()


async def run(
    make: Callable[[PlaygroundClock, Path], Playable], *, port: int = PORT, story: Story | None = None
) -> None:
    """Run a playground until Ctrl-C or SIGTERM; says on standard output where it is, and nothing else.

    ``make`` builds the program on the given clock; whatever it stores goes into the given folder, which is
    empty at the beginning and gone at the end: the simulated Discord does not outlive the process either.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for which in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(which, stop.set)
    with TemporaryDirectory(prefix="accord-playground-") as folder:
        async with opened(lambda clock: make(clock, Path(folder)), port=port, story=story) as playground:
            print(f"Playground: {playground.url}", flush=True)  # noqa: T201 - the one line that is promised
            await keep_time(playground, stop)


async def keep_time(playground: Playground, stop: asyncio.Event) -> None:
    """Until ``stop``: let time pass, do what has fallen due, and show what has happened by itself."""
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), BEAT)
            return
        try:
            async with playground.world.turn():
                await playground.world.tick_if_due()
                await playground.stage.catch_up()
        except Exception:  # the page shows what is logged; the next beat may well succeed
            log.exception("A beat of the playground's time failed.")


@asynccontextmanager
async def _served(front: Front, proxy: RoomProxy, port: int) -> AsyncIterator[str]:
    listener = _listen(port)
    bound = listener.getsockname()[1]
    guard = Guard(bound)
    app = web.Application(middlewares=[guard.middleware], client_max_size=LARGEST_UPLOAD)
    app[TOKEN] = guard.token
    app.add_routes([*front.routes(), *proxy.routes()])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2.0)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        yield f"http://{HOST}:{bound}/"
    finally:
        await runner.cleanup()


def _listen(port: int) -> socket.socket:
    """Take the port, or the next free one after it; loopback only."""
    for candidate in range(port, port + PORTS_TRIED):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            return listener
    raise OSError(errno.EADDRINUSE, f"No free port from {port} to {port + PORTS_TRIED - 1}.")
