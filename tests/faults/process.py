"""Accord as it is shipped, in a process of its own, with the bench's clock and an ear for the bench's orders."""

import asyncio
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import Accord, build
from bot.clock import DiscordClock
from bot.log import configure
from bot.scheduling.sweep import sweep
from bot.settings import Settings
from tests.faults.points import Points
from tests.faults.time import Machine
from tests.wire.shipped import speak_into, trust

HURRY = 50
"""discord.py waits between its tries; here by so much less."""

READY_SECONDS = 0.02
"""How long discord.py waits for a further server before it says that it is ready; by itself two seconds."""

OWN_WORK = ("discord.py: on_", "discord-ui-", "CommandTree-")
"""How the tasks are called in which discord.py carries out what people do."""

sleep = asyncio.sleep


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a process is started with."""

    token: str
    proxy: str
    ca_file: str
    database: str
    clock: Path


def serve(wanted: Wanted, orders: Connection, output: Connection) -> None:
    """Be Accord until killed."""
    speak_into(output)
    trust(wanted.ca_file)
    asyncio.sleep = _hurried
    settings = Settings(token=SecretStr(wanted.token), proxy=wanted.proxy, database_url=wanted.database)
    configure(settings.log_level, settings.log_format)
    points = Points()
    points.watch_statements()
    machine = Machine(wanted.clock)
    accord = build(settings, clock=DiscordClock(machine.now, machine.elapsed))
    points.watch_use_cases(accord.store)
    accord.client._connection.guild_ready_timeout = READY_SECONDS
    asyncio.run(_serve(accord, wanted.token, points, orders))


async def _serve(accord: Accord, token: str, points: Points, orders: Connection) -> None:
    await asyncio.gather(accord.connect(token), _obey(accord, points, orders))


async def _obey(accord: Accord, points: Points, orders: Connection) -> None:
    """Do what the bench asks, one thing after the other, and say when it is done."""
    while True:
        number, name, given = await asyncio.to_thread(orders.recv)
        if name == "arm":
            points.arm(*given)
        elif name == "ring":
            await accord.client.wait_until_ready()
            await accord._ring()
        elif name == "sweep twice":
            both = (sweep(accord.store, accord.clock), sweep(accord.store, accord.clock))
            await asyncio.gather(*both, return_exceptions=True)
        elif name == "rest":
            await _rest()
        orders.send(number)


async def _rest() -> None:
    """Wait until nothing that somebody did is still being carried out."""
    while busy := [one for one in asyncio.all_tasks() if one.get_name().startswith(OWN_WORK)]:
        await asyncio.wait(busy)


async def _hurried(delay: float, result: Any = None) -> Any:
    return await sleep(delay / HURRY, result)
