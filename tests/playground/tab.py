"""A browser tab without a browser: the requests that the page sends, for tests of the protocol."""

import itertools
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession

REQUESTS = itertools.count(1)


@asynccontextmanager
async def tab(url: str) -> AsyncIterator["Tab"]:
    """Open the page and keep its token."""
    async with ClientSession(url) as session:
        async with session.get("/") as page:
            found = re.search(r'name="playground-token" content="([^"]+)"', await page.text())
        assert found is not None
        yield Tab(session, found[1])


class Tab:
    """One tab: who one is, the room's ticket, and what the room shows."""

    def __init__(self, session: ClientSession, token: str) -> None:
        self.session = session
        self.token = token
        self.name = ""
        self.ticket = ""
        self.page: dict[str, Any] = {}
        self._acts = 0

    async def look(self) -> dict[str, Any]:
        """Ask what the sidebar shows."""
        async with self.session.get("/playground/state", params={"as": self.name, "ticket": self.ticket}) as said:
            assert said.status == 200
            return dict(await said.json())

    async def enter(self, name: str, room: str) -> None:
        """Go to a room by its name, as a member."""
        self.name = name
        rooms = {found["name"]: found["id"] for found in (await self.look())["rooms"]}
        status, said = await self.post("/playground/enter", {"as": name, "room": rooms[room]})
        assert status == 200, said
        self.ticket = said["ticket"]
        status, self.page = await self.post("/api/pages", {})
        assert status == 200
        self._acts = 0

    async def skip(self, by: str) -> dict[str, Any]:
        """Move time ahead."""
        status, said = await self.post("/playground/skip", {"as": self.name, "by": by})
        assert status == 200
        return said

    async def post(self, path: str, body: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """Send a POST with everything that the page sends."""
        headers = {"X-Playground-Token": self.token} | self._room_headers()
        async with self.session.post(path, json=body, headers=headers) as said:
            return said.status, (await said.json() if said.content_type == "application/json" else {})

    async def read(self) -> list[str]:
        """Read what the messages of the room say, from top to bottom."""
        await self._refresh()
        return [_text(self.page["messages"][number]) for number in self.page["timeline"]]

    async def command(self, name: str, **options: Any) -> dict[str, Any]:
        """Run a slash command and return its receipt."""
        async with self.session.get("/api/commands", headers=self._room_headers()) as said:
            entries = (await said.json())["entries"]
        entry = next(entry for entry in entries if entry["invocation"] == name)
        return await self.act(
            "run_command",
            command_id=entry["commandId"],
            path=entry["path"],
            schema_fingerprint=entry["schemaFingerprint"],
            options=options,
        )

    async def press(self, label: str) -> dict[str, Any]:
        """Press the last button with a label and return the receipt."""
        await self._refresh()
        found = [
            (number, part)
            for number in self.page["timeline"]
            for part in _parts(self.page["messages"][number].get("components", []))
            if part.get("label") == label
        ]
        number, button = found[-1]
        return await self.act("click", control_key=button["control_key"], target_id=number)

    async def submit(self, *values: Any) -> dict[str, Any]:
        """Fill the open modal's fields in order, and submit it."""
        await self._refresh()
        modal = self.page["modal"]
        fields = [part["custom_id"] for part in _parts(modal["payload"]["components"]) if "custom_id" in part]
        filled = dict(zip(fields, values, strict=True))
        return await self.act("modal_submit", modal_handle=modal["handle"], values=filled)

    async def act(self, kind: str, **what: Any) -> dict[str, Any]:
        """Do something in the room and return its receipt."""
        await self._refresh()
        self._acts += 1
        status, receipt = await self.post(
            "/api/action",
            what
            | {
                "kind": kind,
                "protocol_version": 3,
                "sequence": self._acts,
                "request_id": f"request-{next(REQUESTS)}",
                "generation": self.page["context"]["generation"],
                "bot_generation": self.page["botGeneration"],
                "published_revision": self.page["publishedRevision"],
            },
        )
        assert status == 200, (status, receipt)
        if receipt["rejected"]:
            self._acts -= 1
        return receipt

    async def _refresh(self) -> None:
        async with self.session.get("/api/state", headers=self._room_headers()) as said:
            assert said.status == 200
            self.page = await said.json()

    def _room_headers(self) -> dict[str, str]:
        shown = {"X-Simcord-Capability": self.ticket} if self.ticket else {}
        return shown | ({"X-Simcord-Context": self.page["context"]["id"]} if self.page else {})


def _parts(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in components:
        yield part
        yield from _parts(part.get("components", []))
        yield from _parts([part[inner] for inner in ("component", "accessory") if part.get(inner)])


def _text(message: Mapping[str, Any]) -> str:
    said = [message.get("content") or ""]
    said += [part["content"] for part in _parts(message.get("components", [])) if part.get("content")]
    return "\n".join(said).strip()
