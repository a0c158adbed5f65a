"""Who may speak to the playground: a browser on this machine that was shown our page."""

import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web

TOKEN_HEADER = "X-Playground-Token"  # noqa: S105 - a name, not a token
"""Sent by our own page with every POST; another site can neither read the token nor set the header."""

TOKEN = web.AppKey("token", str)
"""Where the page that is served finds the token."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


class Guard:
    """Refuses foreign hosts (a name rebound to loopback), foreign origins and POSTs without the token."""

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(24)
        self._hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request through, or raise 403."""
        if request.headers.get("Host", "") not in self._hosts:
            raise web.HTTPForbidden(text="The playground answers only on 127.0.0.1 and localhost.")
        origin = request.headers.get("Origin")
        if origin is not None and origin.removeprefix("http://") not in self._hosts:
            raise web.HTTPForbidden(text="The playground answers only its own page.")
        if request.method == "POST" and request.path.startswith("/playground/"):
            self._check_token(request)
        response = await handler(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def _check_token(self, request: web.Request) -> None:
        shown = request.headers.get(TOKEN_HEADER, "")
        if not secrets.compare_digest(shown.encode(), self.token.encode()):
            raise web.HTTPForbidden(text="This needs the token from the playground's page. Reload it.")
