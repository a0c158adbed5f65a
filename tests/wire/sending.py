"""Putting a reply on the wire, or cutting the wire."""

import asyncio
import json
import socket
import struct
import zlib

from aiohttp import web

from tests.wire.replies import Cut, Reply

# Exactly this and no charset: discord.py reads JSON under no other name.
JSON = "application/json"
PER_WINDOW = 50
CLOSE_WITH_RESET = struct.pack("ii", 1, 0)


async def send(http: web.BaseRequest, reply: Reply, template: str | None, date: str) -> web.StreamResponse:
    """The response for aiohttp to send; for a cut the connection is gone when this returns."""
    if reply.cut:
        _cut(http, reply.cut)
        return web.Response(status=500)
    if reply.raw is not None:
        return web.Response(body=reply.raw, status=reply.status, headers={"Date": date})
    headers = {"Via": "1.1 google", "Date": date} | _rate_limit(http.method, template) | reply.headers
    if reply.status == 429 and "Via" not in reply.headers:
        del headers["Via"]
    if reply.body is None:
        return web.Response(status=reply.status, headers=headers)
    body = json.dumps(reply.body).encode()
    return web.Response(body=body, status=reply.status, content_type=JSON, headers=headers)


def _rate_limit(method: str, template: str | None) -> dict[str, str]:
    """A generous bucket for each operation; discord.py sends one request at a time without one."""
    bucket = f"{zlib.crc32(f'{method} {template}'.encode()):08x}"
    return {
        "X-RateLimit-Limit": str(PER_WINDOW),
        "X-RateLimit-Remaining": str(PER_WINDOW - 1),
        "X-RateLimit-Reset-After": "1.000",
        "X-RateLimit-Bucket": bucket,
    }


def _cut(http: web.BaseRequest, cut: Cut) -> None:
    transport = http.transport
    if transport is None:
        return
    if cut is Cut.RESET:
        wire = transport.get_extra_info("socket")
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, CLOSE_WITH_RESET)
    assert isinstance(transport, asyncio.Transport)
    transport.abort()
