"""An HTTP CONNECT proxy on loopback that ends TLS itself and is Discord's hosts to whoever trusts its CA."""

import asyncio
import ssl
import weakref
from collections.abc import Callable
from pathlib import Path

import trustme

HOSTS = ("discord.com", "gateway.discord.gg", "gateway-us-east1-b.discord.gg", "cdn.discordapp.com")
HEAD_END = b"\r\n\r\n"
ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

MakeHandler = Callable[[], asyncio.Protocol]


class Authority:
    """A throw-away certificate authority; `ca_file` is what SSL_CERT_FILE of the bot names."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA(organization_name="stand-in")
        self.ca_file = folder / "stand-in-ca.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(*HOSTS).configure_cert(self.context)


class Proxy:
    """Accepts tunnels to Discord's hosts and hands each to a fresh HTTP handler; refuses every other host."""

    def __init__(self, authority: Authority, make_handler: MakeHandler) -> None:
        self.authority = authority
        self.make_handler = make_handler
        self.refused: list[str] = []
        self.transports: weakref.WeakSet[asyncio.Transport] = weakref.WeakSet()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Tunnel(self), "127.0.0.1", 0)

    @property
    def url(self) -> str:
        assert self._server
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        assert self._server
        self._server.close()
        for transport in list(self.transports):
            transport.abort()
        await self._server.wait_closed()


class _Tunnel(asyncio.Protocol):
    """One connection until its TLS is up; from then on the HTTP handler has it."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._proxy.transports.add(transport)

    def data_received(self, data: bytes) -> None:
        self._head += data
        if HEAD_END not in self._head:
            return
        line = self._head.split(b"\r\n", 1)[0].decode("latin-1")
        method, target, *_ = [*line.split(" "), ""]
        if method == "CONNECT" and target.rpartition(":")[0] in HOSTS:
            self._transport.write(ESTABLISHED)
            self._upgrade = asyncio.ensure_future(self._end_tls())
        else:
            self._proxy.refused.append(line)
            self._transport.write(FORBIDDEN)
            self._transport.close()

    async def _end_tls(self) -> None:
        waiting = _Waiting()
        loop = asyncio.get_running_loop()
        context = self._proxy.authority.context
        try:
            tls = await loop.start_tls(self._transport, waiting, context, server_side=True)
        except OSError as error:  # a client that does not trust the CA, or that is gone
            self._proxy.refused.append(f"TLS: {error}")
            self._transport.abort()
            return
        if tls and not waiting.gone:
            handler = self._proxy.make_handler()
            tls.set_protocol(handler)
            handler.connection_made(tls)
            if waiting.early:
                handler.data_received(waiting.early)


class _Waiting(asyncio.Protocol):
    """Keeps what arrives in the same packet as the end of the handshake."""

    def __init__(self) -> None:
        self.early = b""
        self.gone = False

    def data_received(self, data: bytes) -> None:
        self.early += data

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self.gone = True
