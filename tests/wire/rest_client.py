"""A bare HTTP client with the bot's token, for trying the stand-in without a bot."""

import json
import ssl
from types import TracebackType
from typing import Any, Self

import aiohttp

from tests.wire.drafts import Upload
from tests.wire.stand_in import StandIn
from tests.wire.world import Json

API = "https://discord.com/api/v10"


class RestClient:
    """Sends single requests through the proxy and returns status and parsed body."""

    def __init__(self, discord: StandIn) -> None:
        self._discord = discord
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=discord.ca_file)),
            headers={"Authorization": f"Bot {discord.token}"},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def call(
        self, method: str, path: str, body: Json = None, files: dict[int, Upload] | None = None
    ) -> tuple[int, Json]:
        """One request; with `files` it is multipart, as discord.py sends it."""
        form: dict[str, Any] = {} if body is None else {"json": body}
        if files:
            parts = aiohttp.FormData(quote_fields=False)
            parts.add_field("payload_json", json.dumps(body))
            for number, upload in files.items():
                parts.add_field(f"files[{number}]", upload.content, filename=upload.filename)
            form = {"data": parts}
        url = path if path.startswith("https:") else API + path
        async with self._session.request(method, url, proxy=self._discord.proxy_url, **form) as response:
            kind = response.headers.get("Content-Type")
            return response.status, await (response.json() if kind == "application/json" else response.read())

    def websocket(self, url: str) -> Any:
        """Open the gateway."""
        return self._session.ws_connect(url, proxy=self._discord.proxy_url)
