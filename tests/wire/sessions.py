"""A bot's connection to the gateway, and the session that outlives it."""

import asyncio
import json
import zlib
from enum import IntEnum, IntFlag

from aiohttp import web

from tests.wire.world import Json


class Op(IntEnum):
    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    RECONNECT = 7
    REQUEST_GUILD_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Intent(IntFlag):
    NONE = 0
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12


Shard = tuple[int, int]
"""The number of a shard, from 0, and how many there are."""

WHOLE = (0, 1)


def serves(shard: Shard, guild_id: int | None) -> bool:
    """Whether a shard hears of a guild; what has no guild is heard by the first."""
    number, count = shard
    return ((guild_id or 0) >> 22) % count == number


class Connection:
    """One WebSocket: frames go out in order, as text or as one zlib stream."""

    def __init__(self, socket: web.WebSocketResponse, http: web.BaseRequest) -> None:
        self.socket = socket
        self.session: Session | None = None
        self.heartbeats = 0
        self._http = http
        self._frames: asyncio.Queue[Json] = asyncio.Queue()
        self._stream = zlib.compressobj() if http.query.get("compress") == "zlib-stream" else None

    def send(self, op: Op, data: Json, **more: Json) -> None:
        self._frames.put_nowait({"op": op, "d": data, "s": None, "t": None} | more)

    async def pump(self) -> None:
        """Send what is queued until the socket is gone."""
        while True:
            text = json.dumps(await self._frames.get())
            if self._stream is None:
                await self.socket.send_str(text)
            else:
                packed = self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)

    def cut(self) -> None:
        """End the connection with no closing handshake."""
        if self._http.transport:
            self._http.transport.abort()


class Session:
    """What a bot has identified for: it outlives its connection, and keeps what it has yet to hear."""

    def __init__(self, name: str, intents: Intent, shard: Shard = WHOLE) -> None:
        self.name = name
        self.intents = intents
        self.shard = shard
        self.connection: Connection | None = None
        self.events: list[tuple[str, Json]] = []
        self.gap = False
        """While this holds, what is dispatched is lost for good: no resume brings it back."""
        self._lost: set[int] = set()

    def dispatch(self, event: str, data: Json) -> None:
        self.events.append((event, data))
        if self.gap:
            self._lost.add(len(self.events))
        else:
            self._send(len(self.events))

    def replay(self, after: int) -> None:
        self.gap = False
        for number in range(after + 1, len(self.events) + 1):
            if number not in self._lost:
                self._send(number)

    def _send(self, number: int) -> None:
        if self.connection:
            event, data = self.events[number - 1]
            self.connection.send(Op.DISPATCH, data, s=number, t=event)
