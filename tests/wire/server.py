"""The REST side: reads a request, notes it, checks it, answers it, checks the answer."""

import json
from traceback import format_exc
from typing import Any

from aiohttp import hdrs, multipart, web

from tests.wire.drafts import Upload
from tests.wire.faults import Faults
from tests.wire.host import Host
from tests.wire.journal import Journal, Request
from tests.wire.openapi import Contract
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.replies import Reply, refusal
from tests.wire.routes import account, attachments, channels, commands, guilds, interactions, messages
from tests.wire.routes.table import Route
from tests.wire.sending import send

API = "/api/v10"
ROUTES: list[Route] = [
    route
    for family in (account, attachments, channels, commands, guilds, interactions, messages)
    for route in family.table.routes
]


class Server:
    """Answers every request of the bot; `complaints` are what a test must not leave behind."""

    def __init__(self, host: Host, contract: Contract | None) -> None:
        self.host = host
        self.contract = contract
        self.journal = Journal()
        self.faults = Faults()
        self.complaints: list[str] = []

    async def handle(self, http: web.BaseRequest) -> web.StreamResponse:
        """Answer one HTTP request; a WebSocket is given to the gateway."""
        if http.headers.get(hdrs.UPGRADE, "").lower() == "websocket":
            return await self.host.gateway.serve(http)
        request, route = await self._read(http)
        self.journal.record(request)
        self.host.board.fire()
        fault = self.faults.take(request)
        reply = await fault.behaviour(lambda: self._proceed(request, route)) if fault else None
        reply = reply or self._proceed(request, route)
        request.status, request.answer = (None if reply.cut else reply.status), reply.body
        response = await send(http, reply, request.template, self.host.world.ids.date())
        self.host.board.fire()
        return response

    async def _read(self, http: web.BaseRequest) -> tuple[Request, Route | None]:
        path = http.path.removeprefix(API)
        request = Request(http.method, path, dict(http.query), dict(http.headers))
        if http.content_type == "multipart/form-data":
            request.body, request.files = await _read_form(http)
        elif http.can_read_body:
            request.body = json.loads(await http.read())
        for route in ROUTES:
            if route.method == http.method and (found := route.pattern.fullmatch(path)):
                request.template, request.params = route.template, found.groupdict()
                return request, route
        return request, None

    def _proceed(self, request: Request, route: Route | None) -> Reply:
        if route is None:
            self.complaints.append(f"the stand-in does not know {request.method} {request.path}")
            return Reply({"code": 0, "message": "501: the stand-in does not know this route"}, 501)
        try:
            self._check_request(request, route)
            reply = route.handler(self.host, request)
        except RefusedError as error:
            reply = refusal(error)
            self.complaints += [f"{request.method} {request.path}: {each}" for each in error.problems]
        except Exception:  # noqa: BLE001 - the test's teardown raises what is noted here
            self.complaints.append(f"the stand-in failed at {request.method} {request.path}:\n{format_exc()}")
            return Reply({"code": 0, "message": "the stand-in failed"}, 501)
        if self.contract and reply.raw is None:
            method, template, status = request.method, route.template, reply.status
            self.complaints += self.contract.response_problems(method, template, status, reply.body)
        return reply

    def _check_request(self, request: Request, route: Route) -> None:
        if route.needs_token and request.headers.get("Authorization") != f"Bot {self.host.world.token}":
            raise RefusedError(Refusal.UNAUTHORIZED)
        if not self.contract:
            return
        if problems := self.contract.request_problems(request.method, route.template, request.body):
            raise RefusedError(Refusal.INVALID_FORM, problems)


async def _read_form(http: web.BaseRequest) -> tuple[Any, dict[int, Upload]]:
    """`payload_json` and the files `files[0]`, `files[1]`, …"""
    body: Any = None
    files: dict[int, Upload] = {}
    async for part in await http.multipart():
        assert isinstance(part, multipart.BodyPartReader)
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(content)
        else:
            number = (part.name or "").removeprefix("files[").removesuffix("]")
            files[int(number)] = Upload(part.filename or "", content)
    return body, files
