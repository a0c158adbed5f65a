"""The stand-in Discord as a test holds it: a world, a journal, faults, and people who use the bot.

    async def test_a_vote_survives_a_kill(discord: StandIn) -> None:
        ana = discord.world.add_member("ana")
        bot = await discord.run(argv, {"ACCORD_TOKEN": discord.token, "ACCORD_PROXY": discord.proxy_url})
        await discord.command("vote", {"title": "A tree"}, by=ana, channel=discord.world.general)
        card = await discord.until(lambda world: world.messages_in(world.general))
        await bot.kill()
        await discord.run(argv, env)
        answer = await discord.press("Yes", message=card[0], by=ana)
        assert answer.ephemeral

Every wait is for a condition. What Discord would have refused, what its published description does not allow
and what the stand-in does not know ends up in `complaints`, and the fixture fails the test for it.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from aiohttp import web

from tests.wire.bot_process import Begin, BotProcess, started
from tests.wire.clients import Clients
from tests.wire.openapi import load
from tests.wire.people import People
from tests.wire.proxy import Authority, Proxy
from tests.wire.server import Server
from tests.wire.signal_board import SignalBoard
from tests.wire.snowflake import Snowflakes
from tests.wire.world import World

Result = TypeVar("Result")


class StandIn(Clients, People):
    """Discord on loopback. Point a bot at `proxy_url`, trusting `ca_file`, with `token`."""

    def __init__(self, authority: Authority, ids: Snowflakes | None = None, *, strict: bool = True) -> None:
        super().__init__(World(ids or Snowflakes()), SignalBoard())
        self.server = Server(self, load() if strict else None)
        self.journal = self.server.journal
        self.faults = self.server.faults
        self.bots: list[BotProcess] = []
        self._meanwhile: list[asyncio.Future[Any]] = []
        self._http = web.Server(self.server.handle, access_log=None)
        self.proxy = Proxy(authority, self._http)

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def proxy_url(self) -> str:
        return self.proxy.url

    @property
    def ca_file(self) -> str:
        return str(self.proxy.authority.ca_file)

    @property
    def complaints(self) -> list[str]:
        """What the bot or the stand-in did wrong; the fixture fails the test if any is left."""
        return self.server.complaints

    async def start(self) -> None:
        await self.proxy.start()

    async def run(self, argv: list[str], env: dict[str, str], begin: Begin = started) -> BotProcess:
        """Start a bot; it is killed when the fixture ends."""
        bot = BotProcess(argv, env | {"SSL_CERT_FILE": self.ca_file}, self.board, begin)
        self.bots.append(bot)
        await bot.start()
        return bot

    async def connected(self) -> None:
        """Wait until a bot has identified or resumed."""
        await self.until(lambda _: self.gateway.connection_for())

    async def close(self) -> None:
        """End every bot and every connection."""
        for bot in self.bots:
            await bot.kill()
        for task in self._meanwhile:
            task.cancel()
        await asyncio.gather(*self._meanwhile, return_exceptions=True)
        self.faults.release_all()
        self.gateway.cut()
        await self.proxy.close()
        await self._http.shutdown(0)
        await asyncio.sleep(0)

    @property
    def deserted(self) -> bool:
        return bool(self.bots) and all(bot.returncode is not None for bot in self.bots)

    def meanwhile(self, doing: Coroutine[Any, Any, Result]) -> asyncio.Future[Result]:
        """Let a person do something while the test goes on; whatever is unfinished at the end is given up."""
        task = asyncio.ensure_future(doing)
        self._meanwhile.append(task)
        return task

    def transcript(self) -> str:
        """The last requests, the complaints and the last lines of each bot."""
        parts = ["the last requests:", self.journal.tail()]
        if self.complaints:
            parts += ["complaints:", *self.complaints]
        if self.proxy.refused:
            parts += ["refused by the proxy:", *self.proxy.refused]
        return "\n".join(parts + [bot.tail() for bot in self.bots])


@asynccontextmanager
async def open_stand_in(authority: Authority) -> AsyncIterator[StandIn]:
    """A started stand-in; AssertionError at the end for whatever it complains of."""
    stand_in = StandIn(authority)
    await stand_in.start()
    try:
        yield stand_in
    finally:
        print(stand_in.transcript())  # pytest shows it when the test has failed
        await stand_in.close()
    assert not stand_in.complaints, "\n".join(stand_in.complaints)
