"""Whether Accord is well, for whoever watches over it: /health in few words, /metrics for Prometheus."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import structlog
from aiohttp import web

from bot.metrics import Metrics
from bot.services.health import Vitals, vitals
from bot.services.ports import Clock, UnitOfWork
from bot.services.values import Sweep
from bot.wire import Wire

C = TypeVar("C")
R = TypeVar("R")
log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 5
"""How long the database may take to write one row before it counts as not writable."""

PROVED_FOR = timedelta(seconds=10)
"""How long a written row stands for the next ones, so that asking often costs nothing."""

STILL = timedelta(minutes=1)
"""Without a sweep for so long, deadlines are missed."""

LATE = timedelta(minutes=5)
"""What is due and not done for so long is a promise that is being broken."""


class PortTaken(RuntimeError):
    """The port for /health cannot be opened."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"ACCORD_HEALTH_PORT: {place} cannot be opened ({reason}). Choose another port or host.")


class Keeper(Protocol):
    """The store, as far as its health goes."""

    @property
    def trouble(self) -> str | None:
        """What it suffers from."""

    async def read(self, question: Callable[[UnitOfWork, C], R], about: C) -> R:
        """Ask without changing anything."""

    async def prove(self, now: datetime) -> None:
        """Write one row. Raises NotWritten."""


class Shelf(Protocol):
    """Backups, as far as is told of them."""

    failed_at: datetime | None

    def last(self) -> datetime | None:
        """Return when the newest proved backup was made."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen at a moment; `late` is missing where the database cannot be read."""

    now: datetime
    trouble: str | None
    late: Vitals | None
    connected: bool
    started_at: datetime
    swept_at: datetime | None
    backup_at: datetime | None
    backup_failed_at: datetime | None

    def wrong(self) -> list[str]:
        """Return what is wrong, each in a few words."""
        found = {
            f"the database cannot be written to: {self.trouble}": self.trouble is not None,
            "the database cannot be read": self.late is None,
            "Discord's gateway is not connected": not self.connected,
            "what is due is not looked at": self.now - (self.swept_at or self.started_at) > STILL,
            "something is overdue": self.late is not None and age(self.now, self.late.due_since) > LATE.total_seconds(),
        }
        return [words for words, holds in found.items() if holds]

    def told(self) -> dict[str, object]:
        """Return everything as JSON has it."""
        wrong = self.wrong()
        return {
            "status": "ill" if wrong else "well",
            "wrong": wrong,
            "database": self.trouble or "writable",
            "gateway": "connected" if self.connected else "not connected",
            "last_sweep": _moment(self.swept_at),
            "oldest_overdue": _moment(self.late.due_since if self.late else None),
            "oldest_unsent": _moment(self.late.owed_since if self.late else None),
            "last_proved_backup": _moment(self.backup_at),
            "backup_failed": _moment(self.backup_failed_at),
        }


class Health:
    """Looks when it is asked, and says what it sees."""

    def __init__(self, store: Keeper, clock: Clock, metrics: Metrics, wire: Wire, backups: Shelf) -> None:
        self._store, self._clock, self._metrics, self._wire, self._backups = store, clock, metrics, wire, backups
        self._runner: web.AppRunner | None = None
        self._proved_at: datetime | None = None
        self._started_at = clock.now()
        self.swept_at: datetime | None = None

    async def start(self, host: str, port: int) -> None:
        """Begin to answer. Raises PortTaken."""
        app = web.Application()
        app.add_routes([web.get("/health", self._health), web.get("/metrics", self._text)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as refused:
            raise PortTaken(f"{host}:{port}", refused.strerror or str(refused)) from refused

    async def stop(self) -> None:
        """Cease to answer."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def look(self) -> Look:
        """Look, and let the metrics know."""
        now = self._clock.now()
        look = Look(
            now,
            await self._trouble(now),
            await self._late(now),
            self._wire.connected,
            self._started_at,
            self.swept_at,
            await asyncio.to_thread(self._backups.last),
            self._backups.failed_at,
        )
        self._wire.tidy()
        gauge(self._metrics, look)
        return look

    async def _health(self, _: web.Request) -> web.Response:
        told = (await self.look()).told()
        return web.json_response(told, status=503 if told["wrong"] else 200)

    async def _text(self, _: web.Request) -> web.Response:
        await self.look()
        return web.Response(body=self._metrics.text(), headers={"Content-Type": "text/plain; version=0.0.4"})

    async def _trouble(self, now: datetime) -> str | None:
        proved = self._proved_at is not None and timedelta() <= now - self._proved_at < PROVED_FOR
        if proved and self._store.trouble is None:
            return None
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._store.prove(now)
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is what the answer says
            return self._store.trouble or ("slow" if isinstance(failure, TimeoutError) else "failing")
        self._proved_at = now
        return None

    async def _late(self, now: datetime) -> Vitals | None:
        try:
            return await self._store.read(vitals, Sweep(now))
        except Exception:  # a database that cannot be read is what the answer says
            log.exception("health cannot be read")
            return None


def gauge(metrics: Metrics, look: Look) -> None:
    """Set the gauges of what is seen only by looking."""
    metrics.writable.set(look.trouble is None)
    metrics.connected.set(look.connected)
    if look.swept_at is not None:
        metrics.swept.set(look.swept_at.timestamp())
    if look.backup_at is not None:
        metrics.backed_up_at.set(look.backup_at.timestamp())
    if look.late is not None:
        metrics.overdue.set(look.late.overdue)
        metrics.overdue_age.set(age(look.now, look.late.due_since))
        metrics.waiting.set(look.late.waiting)
        metrics.waiting_age.set(age(look.now, look.late.owed_since))
        metrics.retried.set(look.late.retried)
        metrics.given_up.set(look.late.given_up)


def age(now: datetime, since: datetime | None) -> float:
    """Return seconds, 0 where nothing is late."""
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
