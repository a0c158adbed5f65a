"""The room itself: the preview's page and protocol, passed on under our address and one at a time.

The preview forbids being framed, gives every visitor its first viewer, and drops an action that meets another
one. So its page is served from here: framed only by ours, the capability replaced by a ticket that names the
member, every action made to wait for its turn and followed by the program's own sweep.
"""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import ClientSession, web

from bot.playground.rooms import Rooms
from bot.playground.stage import NoSuchRoomError, Stage, Ticket
from bot.playground.world import World

log = logging.getLogger(__name__)

TICKET_HEADER = "X-Simcord-Capability"
"""The preview's page sends the fragment of its address in this header; for us that is the ticket."""

CONTEXT_HEADER = "X-Simcord-Context"

OURS_TO_DO = frozenset({"close", "viewer"})
"""Actions of the preview's page that would take the room or the member from under our page."""

QUIET = frozenset({"autocomplete_command", "browse_candidates", "browse_messages", "configure_presentation"})
"""Actions that only look; nothing can be owed after them."""

_STYLE = '<link rel="stylesheet" href="/playground/room.css"><script type="module" src="/playground/room.js">'
_FRAMED = (
    "default-src 'self'; connect-src 'self' blob:; img-src 'self' blob:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)


class RoomProxy:
    """Passes the room's page, its reads and its actions on to the preview that is on."""

    def __init__(self, world: World, rooms: Rooms, stage: Stage, session: ClientSession) -> None:
        self._world = world
        self._rooms = rooms
        self._stage = stage
        self._session = session

    def routes(self) -> list[web.RouteDef]:
        """List the routes; what is left over is looked for among the preview's own files."""
        return [
            web.get("/room", self._page),
            web.post("/api/pages", self._open),
            web.get("/api/state", self._read),
            web.post("/api/action", self._act),
            web.route("*", "/api/{rest:.*}", self._read),
            web.get("/{rest:.*}", self._file),
        ]

    async def _page(self, _request: web.Request) -> web.Response:
        status, body, _ = await self._pass_on("GET", "/", {})
        text = body.decode().replace("</head>", f"{_STYLE}</script></head>")
        headers = {"Content-Security-Policy": _FRAMED, "Cache-Control": "no-store"}
        return web.Response(status=status, text=text, content_type="text/html", headers=headers)

    async def _file(self, request: web.Request) -> web.Response:
        status, body, headers = await self._pass_on("GET", request.path, {})
        headers["Cache-Control"] = "private, max-age=3600"
        return web.Response(status=status, body=body, headers=headers)

    async def _open(self, request: web.Request) -> web.Response:
        ticket = self._ticket(request)
        body = json.dumps({"viewer_id": str(ticket.member_id)}).encode()
        async with self._world.turn():
            await self._stage.refresh()
            return await self._answer(request, body)

    async def _read(self, request: web.Request) -> web.Response:
        ticket = self._ticket(request)
        if request.path == "/api/state":
            self._rooms.mark_read(ticket.room_id, ticket.member_id)
        return await self._answer(request, await request.read())

    async def _act(self, request: web.Request) -> web.Response:
        self._ticket(request)
        body = await request.read()
        kind = _kind(request, body)
        if kind in OURS_TO_DO:
            raise web.HTTPForbidden(text="The playground's own page does that.")
        async with self._world.turn():
            self._ticket(request)
            answer = await self._answer(request, body)
            if kind not in QUIET:
                await self._world.tick()
                await self._stage.catch_up()
            return _without_false_alarm(answer)

    def _ticket(self, request: web.Request) -> Ticket:
        ticket = self._stage.ticket(request.headers.get(TICKET_HEADER))
        if ticket is None:
            raise web.HTTPUnauthorized(text="This room is not on any more.")
        return ticket

    async def _answer(self, request: web.Request, body: bytes) -> web.Response:
        _, capability = self._stage.credentials()
        sent = {TICKET_HEADER: capability}
        for name in (CONTEXT_HEADER, "Content-Type"):
            if name in request.headers:
                sent[name] = request.headers[name]
        status, content, headers = await self._pass_on(request.method, request.path_qs, sent, body)
        return web.Response(status=status, body=content, headers=headers)

    async def _pass_on(
        self, method: str, path: str, sent: Mapping[str, str], body: bytes = b""
    ) -> tuple[int, bytes, dict[str, Any]]:
        try:
            origin, _ = self._stage.credentials()
        except NoSuchRoomError as error:
            raise web.HTTPNotFound(text="No room is on.") from error
        async with self._session.request(method, origin + path, headers=sent, data=body or None) as response:
            kept = {name: value for name, value in response.headers.items() if name not in _OF_ONE_LEG}
            return response.status, await response.read(), kept


_OF_ONE_LEG = frozenset({"Content-Length", "Content-Encoding", "Transfer-Encoding", "Date", "Server", "Connection"})


def _kind(request: web.Request, body: bytes) -> str:
    """Read what an action is from its envelope; an upload carries files and is always of the acting sort."""
    if request.content_type != "application/json":
        return "upload"
    try:
        envelope = json.loads(body)
    except ValueError as error:
        raise web.HTTPBadRequest(text="The action is not JSON.") from error
    return str(envelope.get("kind")) if isinstance(envelope, dict) else ""


def _without_false_alarm(answer: web.Response) -> web.Response:
    """Call an action done if the program answered it, though it did so from its error handler.

    The preview counts every error that reached a handler as a failure and keeps the half-typed command.
    """
    receipt = json.loads(answer.body) if answer.status == HTTPStatus.OK and isinstance(answer.body, bytes) else {}
    if receipt.get("settlement") == "timeout":
        log.error("The program did not come to rest after an action.")
    if receipt.get("settlement") == "failed" and receipt.get("acknowledgement") in {
        "acknowledged",
        "deferred",
    }:
        done = receipt | {"settlement": "settled", "uncertain": False, "diagnostics": []}
        answer.body = json.dumps(done).encode()
    return answer
