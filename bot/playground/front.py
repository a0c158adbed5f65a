"""The playground's own page: who one is, which rooms there are, what time it is, and moving it."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from aiohttp import web

from bot.playground.guard import TOKEN
from bot.playground.portraits import FONT
from bot.playground.problems import Problems
from bot.playground.rooms import Rooms
from bot.playground.seed import PEOPLE
from bot.playground.stage import NoSuchRoomError, Stage
from bot.playground.world import World

SKIPS = {"1h": timedelta(hours=1), "6h": timedelta(hours=6), "1d": timedelta(days=1), "2d": timedelta(days=2)}

_STATIC = files("bot.playground") / "static"
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Front:
    """Serves the page and answers it."""

    def __init__(self, world: World, rooms: Rooms, stage: Stage, problems: Problems) -> None:
        self._world = world
        self._rooms = rooms
        self._stage = stage
        self._problems = problems

    def routes(self) -> list[web.RouteDef]:
        """List the routes of the page."""
        return [
            web.get("/", self._index),
            web.get("/playground/state", self._state),
            web.post("/playground/enter", self._enter),
            web.post("/playground/skip", self._skip),
            web.get("/playground/picture/{member}.png", self._picture),
            web.get("/playground/font.ttf", self._font),
            web.get("/playground/{name}", self._file),
        ]

    async def _index(self, request: web.Request) -> web.Response:
        page = (_STATIC / "index.html").read_text(encoding="utf-8")
        page = page.replace("{{token}}", request.app[TOKEN])
        page = page.replace("{{community}}", self._world.community.guild.name)
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
        return web.Response(text=page, content_type="text/html", headers=headers)

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        found = {entry.name: entry for entry in _STATIC.iterdir()}.get(name)
        kind = _TYPES.get(name.rpartition(".")[2])
        if found is None or kind is None:
            raise web.HTTPNotFound
        return web.Response(text=found.read_text(encoding="utf-8"), content_type=kind)

    async def _font(self, _request: web.Request) -> web.Response:
        kept = {"Cache-Control": "private, max-age=3600"}
        return web.Response(body=FONT.read_bytes(), content_type="font/ttf", headers=kept)

    async def _picture(self, request: web.Request) -> web.Response:
        name = request.match_info["member"] + ".png"
        drawn = dict(self._world.community.pictures.values())
        if name not in drawn:
            raise web.HTTPNotFound
        return web.Response(body=drawn[name], content_type="image/png")

    async def _state(self, request: web.Request) -> web.Response:
        return web.json_response(self._picture_of(request.query.get("as", ""), request.query.get("ticket")))

    async def _enter(self, request: web.Request) -> web.Response:
        wanted = await _fields(request)
        member = self._world.community.members.get(str(wanted.get("as")))
        room = str(wanted.get("room"))
        if member is None or not room.isdecimal():
            raise web.HTTPNotFound(text="There is no such member or room.")
        async with self._world.turn():
            try:
                ticket = await self._stage.enter(member.id, int(room))
            except NoSuchRoomError as error:
                raise web.HTTPNotFound(text="This member cannot enter that room.") from error
        self._rooms.mark_read(ticket.room_id, ticket.member_id)
        return web.json_response({"ticket": ticket.secret} | self._picture_of(member.name, ticket.secret))

    async def _skip(self, request: web.Request) -> web.Response:
        wanted = await _fields(request)
        by = str(wanted.get("by"))
        if by != "due" and by not in SKIPS:
            raise web.HTTPBadRequest(text="Time can be moved by 1h, 6h, 1d, 2d or to what is due.")
        async with self._world.turn():
            if by == "due":
                await self._world.skip_to_next_due()
            else:
                await self._world.skip(SKIPS[by])
            await self._stage.refresh()
        return web.json_response(self._picture_of(str(wanted.get("as")), None))

    def _picture_of(self, name: str, ticket: str | None) -> dict[str, Any]:
        """Describe all that the page shows, as one member sees it."""
        members = self._world.community.members
        member = members.get(name) or next(iter(members.values()))
        due = self._world.next_due
        return {
            "community": self._world.community.guild.name,
            "as": member.name,
            "members": [self._person(person.name) for person in PEOPLE],
            "rooms": [asdict(room) for room in self._rooms.of(member.id)],
            "now": self._world.clock.now().isoformat(),
            "clock": _spoken(self._world.clock.now()),
            "due": None if due is None else due.isoformat(),
            "due_clock": None if due is None else _spoken(due),
            "on": self._stage.ticket(ticket) is not None,
            "problems": [asdict(problem) | {"at": _spoken(problem.at)} for problem in self._problems.latest],
        }

    def _person(self, name: str) -> dict[str, Any]:
        person = next(person for person in PEOPLE if person.name == name)
        unread = self._rooms.direct_unread(self._world.community.members[name].id)
        return {"name": name, "full_name": person.full_name, "part": person.part, "unread": unread}


async def _fields(request: web.Request) -> dict[str, Any]:
    try:
        fields = json.loads(await request.read())
    except ValueError as error:
        raise web.HTTPBadRequest(text="A JSON object is needed.") from error
    if not isinstance(fields, dict):
        raise web.HTTPBadRequest(text="A JSON object is needed.")
    return fields


def _spoken(moment: datetime) -> str:
    """Write a moment as the page shows it: ``Mon 23 Nov 2026, 10:00 UTC``."""
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M} UTC"
