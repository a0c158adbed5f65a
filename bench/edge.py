"""The real Discord client: presses come in as the gateway's compressed frames, answers go out over HTTP on loopback."""

import asyncio
import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

import aiohttp
import discord
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bench.crowd import COMMUNITY, home
from bot.client import AccordClient
from bot.clock import SystemClock
from bot.rules.decision import Decision
from bot.rules.ids import CommunityId, MemberId
from bot.services.ports import Clock
from bot.services.proposal import ProposalView
from bot.services.values import Place
from bot.store.writer import Store
from bot.ui.below import ITEMS, rows_below
from bot.ui.card import card

BOT = 1 << 59
MESSAGE = (1 << 60) + 3
ACCOUNT = {"id": str(BOT), "username": "accord", "discriminator": "0", "avatar": None, "bot": True}
TAKEN = json.dumps({"interaction": {"id": "1", "type": 3}}).encode()
PERMISSIONS = str(discord.Permissions.text().value)


async def _take(request: web.BaseRequest) -> web.Response:
    """Say what Discord says to an interaction's response, and to a message that is sent or edited."""
    await request.read()
    told = TAKEN if request.path.endswith("/callback") else EDITED
    return web.Response(body=told, headers={"Content-Type": "application/json"})


def _serve(address: "Connection[int, int]") -> None:
    """Be Discord, as far as answers to interactions are concerned, until the process is ended."""

    async def serve() -> None:
        runner = web.ServerRunner(web.Server(_take, access_log=None))
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        address.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(serve())


@contextmanager
def discord_on_loopback() -> Iterator[None]:
    """Have discord.py's requests go to a process of our own on this machine."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    before, Route.BASE = Route.BASE, f"http://127.0.0.1:{ours.recv()}/api/v10"
    try:
        yield
    finally:
        Route.BASE = before
        process.terminate()
        process.join()


class Wire:
    """Keeps what was sent, and knows when all that was expected has been answered."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.expected = 0
        self.answered = 0
        self.all_in = asyncio.Event()
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_chunk_sent.append(self._sent)
        self.trace.on_request_end.append(self._ended)

    async def _sent(self, _: object, __: object, sent: aiohttp.TraceRequestChunkSentParams) -> None:
        self.bodies.append(sent.chunk)

    async def _ended(self, _: object, __: object, ended: aiohttp.TraceRequestEndParams) -> None:
        assert ended.response.status == 200, ended.response.status
        self.count()

    def expect(self, more: int) -> None:
        """Begin to wait for so many further answers."""
        self.expected = self.answered + more
        self.all_in.clear()

    def count(self) -> None:
        """Count an answer that was given."""
        self.answered += 1
        if self.answered == self.expected:
            self.all_in.set()


class Edge:
    """A client that never connects to a gateway: it is in some servers, knows its buttons, and speaks real HTTP."""

    def __init__(
        self,
        store: Store,
        *instead: type[discord.ui.DynamicItem[Any]],
        clock: Clock | None = None,
        wire: Wire | None = None,
        communities: Sequence[CommunityId] = (COMMUNITY,),
    ) -> None:
        self.client = AccordClient(store, clock or SystemClock())
        self.client.add_dynamic_items(*ITEMS, *instead)
        self.wire = wire or Wire()
        self._stream = zlib.compressobj()
        self._state = self.client._connection  # noqa: SLF001 - where the gateway delivers
        user: Any = ACCOUNT
        self._state.user = discord.ClientUser(state=self._state, data=user)
        for one in communities:
            server: Any = {"id": str(one), "name": "Maple Commons", "roles": [], "channels": [_channel(one)]}
            self._state._add_guild(discord.Guild(data=server, state=self._state))  # noqa: SLF001
        self._socket = self._gateway()
        self._session = aiohttp.ClientSession(trace_configs=[self.wire.trace])
        self.client.http._HTTPClient__session = self._session  # type: ignore[attr-defined]  # noqa: SLF001
        self.client.http._global_over = asyncio.Event()  # noqa: SLF001 - made at a login, which there is none of
        self.client.http._global_over.set()  # noqa: SLF001

    async def close(self) -> None:
        """End the connections."""
        await self._session.close()

    def _gateway(self) -> DiscordWebSocket:
        """Return the receiving half of a connection to the gateway."""
        socket: Any = None
        gateway = DiscordWebSocket(socket, loop=asyncio.get_running_loop())
        gateway._discord_parsers = self._state.parsers  # noqa: SLF001
        gateway._dispatch = self.client.dispatch  # noqa: SLF001
        gateway.shard_id = 0
        return gateway

    async def press(self, frames: list[bytes]) -> None:
        """Deliver presses as the gateway does, one after the other, and wait for the last answer."""
        self.wire.expect(len(frames))
        for one in frames:
            await self.deliver(one)
        await self.wire.all_in.wait()

    async def deliver(self, frame: bytes) -> None:
        """Deliver one frame."""
        await self._socket.received_message(frame)
        await asyncio.sleep(0)  # as between two messages of a socket

    def frames(self, presses: Sequence[dict[str, Any]]) -> list[bytes]:
        """Return what the gateway sends for presses: one stream, compressed, flushed after each."""
        told = ({"op": 0, "t": "INTERACTION_CREATE", "s": at, "d": one} for at, one in enumerate(presses, start=1))
        packed = (self._stream.compress(json.dumps(one).encode()) for one in told)
        return [one + self._stream.flush(zlib.Z_SYNC_FLUSH) for one in packed]


def _channel(community: CommunityId) -> dict[str, Any]:
    return {"id": str(home(community)), "type": 0, "name": "assembly", "position": 0, "permission_overwrites": []}


def presses(decision: Decision, voters: Sequence[MemberId], label: str = "yes") -> list[dict[str, Any]]:
    """Return one press of a ballot button on the decision's card by each of the voters, as Discord reports it."""
    moment = discord.utils.time_snowflake(SystemClock().now())
    message = shown(decision)
    return [press(decision, voter, moment + at, message, label) for at, voter in enumerate(voters)]


def _bare(channel_id: int) -> dict[str, Any]:
    """Return a message of Accord's that says nothing."""
    return {
        "id": str(MESSAGE), "channel_id": str(channel_id), "type": 0, "content": "", "tts": False, "pinned": False,
        "author": ACCOUNT, "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None,
        "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
        "flags": discord.MessageFlags(components_v2=True).value, "components": [],
    }  # fmt: skip


EDITED = json.dumps(_bare(home(COMMUNITY))).encode()


def shown(decision: Decision) -> dict[str, Any]:
    """Return the message with a decision's card, as Discord reports it."""
    channel_id = home(decision.community_id)
    drawn = card(ProposalView(decision, Place(channel_id), 0), rows_below(decision, decision.opened_at))
    return _bare(channel_id) | {"components": _numbered(drawn.to_components())}  # type: ignore[no-untyped-call]


def _numbered(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every component the id that Discord gives it."""
    copied: list[dict[str, Any]] = json.loads(json.dumps(components))
    waiting, number = list(copied), 0
    while waiting:
        one = waiting.pop(0)
        number += 1
        one["id"] = number
        waiting += one.get("components", [])
    return copied


def press(decision: Decision, voter: int, key: int, message: dict[str, Any], label: str = "yes") -> dict[str, Any]:
    """Return a press of a ballot button by a voter as Discord reports it; `key` is the id of the interaction."""
    user = {"id": str(voter), "username": f"member{voter}", "discriminator": "0", "avatar": None}
    return {
        "id": str(key), "application_id": str(BOT), "type": 3, "token": f"token-{key}", "version": 1,
        "guild_id": str(decision.community_id), "channel": _channel(decision.community_id),
        "channel_id": str(home(decision.community_id)), "message": message,
        "locale": "en-GB", "guild_locale": "en-GB", "entitlements": [], "context": 0,
        "authorizing_integration_owners": {"0": str(decision.community_id)},
        "app_permissions": PERMISSIONS, "attachment_size_limit": 10 << 20,
        "member": {
            "user": user, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False,
            "flags": 0, "permissions": PERMISSIONS,
        },
        "data": {"custom_id": f"accord:vote:{decision.id}:{label}", "component_type": 2, "id": 1},
    }  # fmt: skip
