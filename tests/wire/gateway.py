"""The gateway: HELLO, IDENTIFY, READY, RESUME, shards, heartbeats, member chunks and the dispatching of events."""

import asyncio
import json
from typing import Any

import aiohttp
from aiohttp import web

from tests.wire.chunks import member_chunks
from tests.wire.sessions import WHOLE, Connection, Intent, Op, Session, serves
from tests.wire.shapes import people, places
from tests.wire.signal_board import SignalBoard
from tests.wire.world import Guild, Json, World

HEARTBEAT_MS = 41_250
RESUME_URL = "wss://gateway-us-east1-b.discord.gg"
LARGE = 250
WRONG_TOKEN = 4004
DISALLOWED_INTENTS = 4014


class Gateway:
    """All sessions; events go to the one that identified last for the shard, if its intents ask for them."""

    def __init__(self, world: World, board: SignalBoard) -> None:
        self.world = world
        self.board = board
        self.received: list[Json] = []
        self.identified = 0
        self.resumed = 0
        self._sessions: dict[str, Session] = {}
        self._serving: dict[int, Session] = {}
        self._connections: set[Connection] = set()

    def session_for(self, guild_id: int | None = None) -> Session | None:
        """The session that hears of a guild, or of direct messages."""
        return next((one for one in self._serving.values() if serves(one.shard, guild_id)), None)

    def connection_for(self, guild_id: int | None = None) -> Connection | None:
        """The connection of the bot that was told READY or RESUMED last for a guild, as far as is known."""
        session = self.session_for(guild_id)
        return session.connection if session else None

    async def hears(self, connection: Connection, within: float) -> bool:
        """Ask for a heartbeat; False if the connection turns out to be lost."""
        before = connection.heartbeats
        connection.send(Op.HEARTBEAT, None)
        await self.board.until(
            lambda: connection.heartbeats > before or connection not in self._connections,
            within=within,
            explain=lambda: "the bot is connected but gives no heartbeat when asked for one",
        )
        return connection.heartbeats > before

    def dispatch(self, event: str, data: Json, intent: Intent = Intent.NONE) -> None:
        """Tell the bot; while it is disconnected the session keeps the event for a RESUME."""
        session = self.session_for(_guild_of(event, data))
        if session and intent in session.intents:
            session.dispatch(event, data)

    def cut(self) -> None:
        """Lose every connection without a word; sessions can be resumed."""
        for connection in self._connections:
            connection.cut()

    def ask_to_reconnect(self) -> None:
        """Discord's own request to come back: op 7."""
        for connection in self._connections:
            connection.send(Op.RECONNECT, None)

    def forget_sessions(self) -> None:
        """Let the next RESUME fail with an invalid session."""
        self._sessions.clear()

    async def serve(self, http: web.BaseRequest) -> web.WebSocketResponse:
        """Speak with one WebSocket until it ends."""
        socket = web.WebSocketResponse(max_msg_size=0, timeout=1)
        socket.headers["Date"] = self.world.ids.date()
        await socket.prepare(http)
        connection = Connection(socket, http)
        self._connections.add(connection)
        connection.send(Op.HELLO, {"heartbeat_interval": HEARTBEAT_MS})
        pump = asyncio.ensure_future(connection.pump())
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    await self._hear(json.loads(message.data), connection)
        finally:
            pump.cancel()
            await asyncio.gather(pump, return_exceptions=True)
            self._lose(connection)
        return socket

    def _lose(self, connection: Connection) -> None:
        self._connections.discard(connection)
        if connection.session and connection.session.connection is connection:
            connection.session.connection = None
        self.board.fire()

    async def _hear(self, frame: Json, connection: Connection) -> None:
        self.received.append(frame)
        op, data = frame["op"], frame["d"]
        if op == Op.HEARTBEAT:
            connection.heartbeats += 1
            connection.send(Op.HEARTBEAT_ACK, None)
        elif op in {Op.IDENTIFY, Op.RESUME} and data["token"] != self.world.token:
            await connection.socket.close(code=WRONG_TOKEN, message=b"Authentication failed.")
        elif op == Op.IDENTIFY and Intent.GUILD_MEMBERS in Intent(data["intents"]) and not self.world.members_intent:
            await connection.socket.close(code=DISALLOWED_INTENTS, message=b"Disallowed intent(s).")
        elif op == Op.IDENTIFY:
            self._identify(data, connection)
        elif op == Op.RESUME:
            self._resume(data, connection)
        elif op == Op.REQUEST_GUILD_MEMBERS and connection.session:
            for chunk in member_chunks(self.world, data):
                connection.session.dispatch("GUILD_MEMBERS_CHUNK", chunk)
        self.board.fire()

    def _identify(self, data: Json, connection: Connection) -> None:
        number, count = data.get("shard", WHOLE)
        session = Session(f"session-{self.world.ids.make()}", Intent(data["intents"]), (number, count))
        self._attach(session, connection)
        self._sessions[session.name] = session
        self.identified += 1
        known = [guild for guild in self.world.guilds.values() if self.world.bot.id in guild.members]
        here = [guild for guild in known if serves(session.shard, guild.id)]
        session.dispatch("READY", self._ready(session, here))
        for guild in here:
            self.dispatch("GUILD_CREATE", guild_in_full(guild, self.world), Intent.GUILDS)

    def _ready(self, session: Session, here: list[Guild]) -> dict[str, Any]:
        return {
            "v": 10,
            "user": people.bot_account(self.world.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in here],
            "session_id": session.name,
            "resume_gateway_url": RESUME_URL,
            "shard": [*session.shard],
            "application": {"id": str(self.world.bot.id), "flags": 0},
        }

    def _resume(self, data: Json, connection: Connection) -> None:
        session = self._sessions.get(data["session_id"])
        if session is None:
            connection.send(Op.INVALID_SESSION, False)
            return
        self._attach(session, connection)
        session.replay(after=data["seq"])
        session.dispatch("RESUMED", {})
        self.resumed += 1

    def _attach(self, session: Session, connection: Connection) -> None:
        session.connection, connection.session = connection, session
        self._serving[session.shard[0]] = session


def _guild_of(event: str, data: Json) -> int | None:
    """The guild that an event is about."""
    found = data.get("guild_id") or (data["id"] if event in {"GUILD_CREATE", "GUILD_DELETE"} else None)
    return None if found is None else int(found)


def guild_in_full(guild: Guild, world: World) -> dict[str, Any]:
    """A guild as GUILD_CREATE brings it: without the presence intent only the bot is among its members."""
    me = guild.members[world.bot.id]
    inside = [channel for channel in world.channels_of(guild) if not channel.archived]
    empty: dict[str, Any] = {
        key: [] for key in ("voice_states", "presences", "stage_instances", "guild_scheduled_events")
    }
    return (
        places.guild(guild)
        | empty
        | {
            "joined_at": me.joined_at.isoformat(),
            "large": len(guild.members) > LARGE,
            "unavailable": False,
            "member_count": len(guild.members),
            "members": [people.member(me)],
            "channels": [places.channel(each) for each in inside if not each.is_thread],
            "threads": [places.thread(each) for each in inside if each.is_thread],
            "soundboard_sounds": [],
        }
    )
