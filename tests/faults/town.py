"""The stand-in Discord of one run: its time is simulated, its deliveries can be spoiled, its bot is killed."""

import asyncio
from pathlib import Path
from typing import Any

from tests.faults.bot import Bot
from tests.faults.plan import Mishap
from tests.faults.points import Point
from tests.faults.process import Wanted
from tests.faults.time import Ids, Time
from tests.wire.interactions import Interaction
from tests.wire.proxy import Authority
from tests.wire.stand_in import StandIn
from tests.wire.world import Json

USUALLY_ANSWERED = 0.2
"""Seconds after which it is asked whether there will be an answer at all."""


class Town(StandIn):
    """Discord for one process of Accord at a time."""

    def __init__(self, authority: Authority, time: Time, folder: Path) -> None:
        super().__init__(authority, Ids(time), strict=False)  # bodies are checked by the tests of the wire
        self.time = time
        self.folder = folder
        self.file = folder / "accord.db"
        self.spoilt: Mishap | None = None
        """What goes wrong with the next delivery."""
        self._kept: list[tuple[Interaction, Json]] = []
        self.processes: list[Bot] = []
        self.death: Point | None = None
        """Over what on the wire a process was killed last."""
        self.sent: list[Interaction] = []
        """All that people sent off, in order."""

    @property
    def bot(self) -> Bot:
        """The process that was started last."""
        return self.processes[-1]

    @property
    def deserted(self) -> bool:
        return all(bot.returncode is not None for bot in self.processes)

    async def restart(self) -> None:
        """Start a process, and wait until it hears."""
        wanted = Wanted(self.token, self.proxy_url, self.ca_file, f"sqlite:///{self.file}", self.time.file)
        self.processes.append(Bot(wanted, self.board))
        self.bot.start()
        await self._reach_the_bot(None)

    async def close(self) -> None:
        if self.processes:
            await self.bot.kill()
        await super().close()

    async def rest(self) -> None:
        """Wait until the process has heard of everything and carried it out, or is dead."""
        await self._reach_the_bot(None)
        if not self.deserted:
            await self.bot.rest()

    def deliver(self, interaction: Interaction, told: Json) -> None:
        self.sent.append(interaction)
        spoilt, self.spoilt = self.spoilt, None
        if spoilt is Mishap.SWAPPED:
            self._kept.append((interaction, told))
            return
        session = self.gateway.session_for(None)
        if spoilt is Mishap.GATEWAY_DROP:
            self.gateway.cut()
        elif spoilt is Mishap.GAP and session:
            session.gap = True
        elif spoilt is Mishap.INVALID_SESSION:
            self.gateway.forget_sessions()
            self.gateway.cut()
        super().deliver(interaction, told)
        if spoilt is Mishap.TWICE:
            super().deliver(interaction, told)
        elif spoilt is Mishap.GAP:
            self.gateway.cut()
        for kept in self._kept:
            super().deliver(*kept)
        self._kept.clear()

    async def answered(self, interaction: Interaction) -> None:
        """Wait until the bot has answered, or will not any more: because it is dead, or has nothing left to do."""
        await self.until(lambda _: all(kept is not interaction for kept, _ in self._kept))
        told = asyncio.ensure_future(self.until(lambda _: interaction.answer or self.deserted))
        if (await asyncio.wait([told], timeout=USUALLY_ANSWERED))[0]:
            return
        waits = [told, asyncio.ensure_future(self.rest())]
        done, left = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for one in left:
            one.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        for one in done:
            one.result()

    def transcript(self) -> str:
        parts = ["the last requests:", self.journal.tail(40)]
        return "\n".join([*parts, *self.complaints, *(bot.tail() for bot in self.processes)])


def texts(interaction: Interaction) -> list[str]:
    """Everything that the person was told in answer to what they did."""
    answer: Any = interaction.answer
    if answer is None:
        return []
    return [answer.text, *(one.content for one in answer.followups)]
