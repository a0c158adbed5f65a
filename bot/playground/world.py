"""The simulated Discord with the program in it: one action at a time, and time that can be moved ahead."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from simcord import Env

from bot.playground.clock import PlaygroundClock
from bot.playground.ports import Playable
from bot.playground.seed import Community, seed

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds of real time that one action may take before it is reported as not coming to rest."""

STRIDE = timedelta(hours=6)
"""The longest piece of a skip made at once, so that ``PATIENCE`` is for a piece and not for the whole."""

STOPS = 500
"""Deadlines visited in one skip; more means that one falls due again and again."""


class World:
    """The environment, the program, the community, and the turn that whoever acts must hold.

    The simulation refuses two operations at once, and a browser's second click would be lost with an error.
    Everything that acts therefore takes :meth:`turn` first and waits for it.
    """

    def __init__(self, app: Playable, clock: PlaygroundClock) -> None:
        self.app = app
        self.clock = clock
        self.env = Env(app.client, check_errors=False, settle_timeout=PATIENCE)
        self.env.backend.advance_clock((clock.beginning - self.env.now()).total_seconds())
        clock.follow(self.env.now)
        self.community: Community = seed(self.env)
        self.next_due: datetime | None = None
        self.changes = 0
        self._turn = asyncio.Lock()
        self._ahead = timedelta(0)
        self._started_at = 0.0

    async def start(self) -> None:
        """Bring the program to READY in the seeded community and do what is already due."""
        self.env.backend.subscribers.append(self._note)
        self._started_at = _real_seconds()
        await self.app.open()
        await self.env.start()
        await self._meet_everybody()
        await self.tick()

    async def close(self) -> None:
        """Take the client off the simulated Discord, then stop the program."""
        await self.env.shutdown()
        await self.app.close()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Hold the world alone, at the present time."""
        async with self._turn:
            await self._reach(self._present())
            yield

    async def tick(self) -> None:
        """Let the program do what is due now; an error in it is logged and the playground goes on."""
        try:
            with self.env.time_context():
                await self.app.tick()
                self.next_due = await self.app.next_due()
        except Exception:  # whatever the program raises is shown on the page instead of ending the session
            log.exception("The sweep failed.")

    async def tick_if_due(self) -> None:
        """Do what has fallen due by the passing of real time. Call it holding the turn."""
        if self.next_due is not None and self.next_due <= self.clock.now():
            await self.tick()

    async def skip(self, ahead: timedelta) -> None:
        """Move time ahead, stopping at every deadline on the way. Call it holding the turn."""
        goal = self.clock.now() + ahead
        for _ in range(STOPS):
            due = self.next_due
            if due is None or due >= goal:
                break
            await self._reach(due)
            await self.tick()
            if self.next_due == due:
                log.error("What was due at %s is still due after the sweep.", due)
                break
        await self._reach(goal)
        await self.tick()
        self._anchor()

    async def skip_to_next_due(self) -> None:
        """Move time to the next deadline, if there is one. Call it holding the turn."""
        if self.next_due is not None:
            await self.skip(max(self.next_due - self.clock.now(), timedelta(0)))

    async def _meet_everybody(self) -> None:
        """Fill the member cache of a client that asked for it; the simulated READY does not wait for it."""
        client = self.app.client
        for guild in client.guilds if client.intents.members else ():
            await guild.chunk()

    def _present(self) -> datetime:
        """Say what time it is when real time has passed since the start and skips have been made."""
        passed = timedelta(seconds=_real_seconds() - self._started_at)
        return self.clock.beginning + passed + self._ahead

    async def _reach(self, goal: datetime) -> None:
        """Move the virtual clock to ``goal`` in strides; what does not come to rest is logged."""
        while (missing := goal - self.clock.now()) > timedelta(0):
            before = self.clock.now()
            try:
                await self.env.advance_time(min(missing, STRIDE).total_seconds())
            except TimeoutError:
                log.exception("The program did not come to rest while time moved ahead.")
                if self.clock.now() == before:
                    self._anchor()
                    return

    def _anchor(self) -> None:
        """Let real time run on from the virtual present."""
        self._ahead += self.clock.now() - self._present()

    def _note(self, _event: str, _payload: Mapping[str, Any]) -> None:
        self.changes += 1


def _real_seconds() -> float:
    return asyncio.get_running_loop().time()
