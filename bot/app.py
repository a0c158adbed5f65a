"""The one place where everything is put together."""

import asyncio
import gc
from contextlib import suppress
from datetime import datetime

import structlog

from bot.clock import SystemClock
from bot.delivery.desk import Delivery
from bot.delivery.dispatcher import Dispatcher
from bot.scheduling.alarm import Alarm
from bot.scheduling.sweep import sweep
from bot.services.claim import ALL
from bot.services.deadline import next_due
from bot.services.ports import Clock
from bot.services.values import Sweep
from bot.settings import Settings, Shards
from bot.sharded import new_client
from bot.store.writer import Store, StoreInUse

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 3
"""How long a stop waits for a message on its way: service managers kill after ten seconds."""

ALLOCATIONS = 50_000
"""New objects before Python looks for garbage: a crowd of presses makes many, and few of them in circles."""


def settle_memory() -> None:
    """Let the garbage collector pass over what stays for good, and look at the rest less often.

    Otherwise it takes a third of the time in which a crowd's ballots could be counted in.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS)


class Accord:
    """The running program: a store, a client, a sweep and a dispatcher."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        shards = Shards.read(settings.shards) if settings.shards else None
        self._holder = str(shards) if shards else ALL
        self.store = Store(settings.database_url, shards)
        self.clock = clock
        self.client = new_client(self.store, clock, shards, proxy=settings.proxy)
        self._dispatcher = Dispatcher(Delivery(self.client, self.store, clock), holder=self._holder)
        self._turn = asyncio.Lock()
        self._lost: StoreInUse | None = None

    async def open(self) -> None:
        """Migrate and open the store, before the client starts."""
        await asyncio.to_thread(self.store.open)

    async def tick(self) -> None:
        """Do what is due and send what is owed, until nothing is due at the present moment."""
        async with self._turn:
            await sweep(self.store, self.clock, self._holder)
            await self._dispatcher.run()

    async def next_due(self) -> datetime | None:
        """Return when something falls due next."""
        return await self.store.read(next_due, Sweep(self.clock.now()))

    async def close(self) -> None:
        """Finish what is queued and let the store go."""
        await asyncio.to_thread(self.store.close)

    async def connect(self, token: str) -> None:
        """Serve Discord until stopped; what fell due meanwhile is done as soon as the client is ready.

        A stop lets the message that is on its way arrive and be put down. Where Discord is silent it is
        given up with the connection, while the store can still note that it is owed. Raises StoreInUse where another
        process has got hold of the database meanwhile.
        """
        alarm = Alarm(self._ring)
        self.client.add_listener(self._ready, "on_ready")
        try:
            await self.open()
            alarm.start()
            async with self.client:
                try:
                    await self.client.start(token)
                    if self._lost is not None:
                        raise self._lost
                finally:
                    alarm.hush()
                    await self._settle()
        finally:
            await self._settle()
            alarm.stop()
            await self.close()

    async def _settle(self) -> None:
        """Wait until nothing is being done or sent, but not for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS), self._turn:
                pass

    async def _ready(self) -> None:
        if not gc.get_freeze_count():
            settle_memory()
        await self._ring()

    async def _ring(self) -> None:
        """A failed sweep is logged and tried again at the next beat; who has lost the database to another stops."""
        if not self.client.is_ready():
            return
        try:
            await asyncio.to_thread(self.store.keep)
            await self.tick()
        except StoreInUse as lost:
            self._lost = lost
            await self.client.close()
        except Exception:  # the alarm must ring again, whatever this was
            log.exception("sweep failed")


def build(settings: Settings, *, clock: Clock | None = None) -> Accord:
    """Put Accord together; nothing is opened or connected yet."""
    return Accord(settings, clock or SystemClock())
