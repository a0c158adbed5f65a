"""The one place where everything is put together."""

import asyncio
import gc
from contextlib import suppress
from datetime import datetime
from types import SimpleNamespace

import aiohttp
import structlog

from bot.backup import BEAT_SECONDS as BACKUP_BEAT_SECONDS
from bot.backup import Backups
from bot.clock import DiscordClock, SystemClock
from bot.delivery.desk import Delivery
from bot.delivery.dispatcher import Dispatcher
from bot.health import Health
from bot.metrics import Metrics
from bot.scheduling.alarm import Alarm
from bot.scheduling.sweep import sweep
from bot.services.claim import ALL
from bot.services.deadline import next_due
from bot.services.ports import Clock
from bot.services.trouble import NotWritten
from bot.services.values import Sweep
from bot.settings import Settings, Shards
from bot.sharded import new_client
from bot.store.writer import Store, StoreInUse
from bot.wire import ALONE, Wire

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 3
"""How long a stop waits for a message on its way: service managers kill after ten seconds."""

NO_SESSION = "begun anew"
"""Discord has no session of this name, and so begins a new one instead of resuming."""


def settle_memory() -> None:
    """Let the garbage collector pass over what stays for good.

    Otherwise it takes a third of the time in which a crowd's ballots could be counted in.
    """
    gc.collect()
    gc.freeze()


class Accord:
    """The running program: a store, a client, a sweep and a dispatcher."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        shards = Shards.read(settings.shards) if settings.shards else None
        self._holder = str(shards) if shards else ALL
        self._settings = settings
        self._metrics = Metrics()
        wire = Wire(self._metrics)
        self.store = Store(settings.database_url, self._metrics, shards)
        self.clock = clock
        self.client = new_client(self.store, clock, shards, proxy=settings.proxy, trace=wire.trace)
        wire.listen(self.client)
        _set_by(clock, wire)
        self._backups = Backups(settings, clock, self._metrics)
        self._health = Health(self.store, clock, self._metrics, wire, self._backups)
        self._dispatcher = Dispatcher(Delivery(self.client, self.store, clock), holder=self._holder)
        self._turn = asyncio.Lock()
        self._lost: StoreInUse | None = None

    async def open(self) -> None:
        """Migrate and open the store, before the client starts."""
        await asyncio.to_thread(self.store.open)

    async def tick(self) -> None:
        """Do what is due and send what is owed, until nothing is due at the present moment.

        While nothing can be written nothing is sent: it could not be put down, and would be sent again and again.
        """
        async with self._turn:
            if self.store.trouble is not None:
                await self.store.prove(self.clock.now())
            with self._metrics.sweeping():
                await sweep(self.store, self.clock, self._holder)
            self._health.swept_at = self.clock.now()
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
        alarm, backup_alarm = Alarm(self._ring), Alarm(self._backups.beat, BACKUP_BEAT_SECONDS)
        self.client.add_listener(self._ready, "on_ready")
        self.client.add_listener(self._resumed, "on_shard_resumed" if self._settings.shards else "on_resumed")
        try:
            await self.open()
            if self._settings.health_port is not None:
                await self._health.start(self._settings.health_host, self._settings.health_port)
            alarm.start()
            backup_alarm.start()
            async with self.client:
                try:
                    await self.client.start(token)
                    if self._lost is not None:
                        raise self._lost
                finally:
                    alarm.hush()
                    await self._settle()
        finally:
            await self._backups.stop()
            await self._settle()
            backup_alarm.stop()
            alarm.stop()
            await self._health.stop()
            await self.close()

    async def _settle(self) -> None:
        """Wait until nothing is being done or sent, but not for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS), self._turn:
                pass

    async def _resumed(self, shard_id: int = ALONE) -> None:
        """Begin anew where the connection broke before all servers were known: discord.py would never be ready."""
        if not self.client.is_ready():
            socket = self.client.socket(shard_id)
            socket.session_id = NO_SESSION
            await socket.close()

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
            await self._set_clock_right()
            await self.tick()
        except StoreInUse as lost:
            self._lost = lost
            await self.client.close()
        except NotWritten:
            return  # the store has said so, once
        except Exception:  # the alarm must ring again, whatever this was
            log.exception("sweep failed")

    async def _set_clock_right(self) -> None:
        """Ask Discord for anything where the time is in doubt: each of its answers tells it. Till then nothing ends."""
        if isinstance(self.clock, DiscordClock) and self.clock.doubtful:
            log.info("the machine's clock was set, or stood still: Discord is asked for the time")
            await self.client.application_info()


def _set_by(clock: Clock, wire: Wire) -> None:
    """Let a clock that goes by Discord's time hear each answer of Discord's."""
    if not isinstance(clock, DiscordClock):
        return

    async def asked(_: object, context: SimpleNamespace, __: object) -> None:
        context.asked = clock.elapsed()

    async def heard(_: object, context: SimpleNamespace, answer: aiohttp.TraceRequestEndParams) -> None:
        clock.hear(answer.response.headers.get("Date"), context.asked)

    wire.trace.on_request_start.append(asked)
    wire.trace.on_request_end.append(heard)


def build(settings: Settings, *, clock: Clock | None = None) -> Accord:
    """Put Accord together; nothing is opened or connected yet."""
    return Accord(settings, clock or DiscordClock(SystemClock().now))
