"""The real Discord client between two ends made up here: presses come in, and each answer is taken at once."""

import asyncio
import json
from types import TracebackType
from typing import Any

import discord

from bench.crowd import CHANNEL, COMMUNITY
from bot.client import AccordClient
from bot.clock import SystemClock
from bot.rules.decision import Decision
from bot.rules.ids import MemberId
from bot.services.ports import Place
from bot.store.writer import Store
from bot.ui import buttons, forms
from bot.ui.card import card

BOT = 1 << 59
MESSAGE = (1 << 60) + 3
TAKEN = json.dumps({"interaction": {"id": "1", "type": 3}})
PERMISSIONS = str(discord.Permissions.text().value)


class Answer:
    """What Discord says to an interaction's response."""

    status = 200
    headers = {"content-type": "application/json"}  # noqa: RUF012 - as the library reads it

    async def __aenter__(self) -> "Answer":
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        return None

    async def text(self, encoding: str = "utf-8") -> str:  # noqa: ARG002
        return TAKEN


class Wire:
    """Stands where the library's HTTP session stands: keeps every body it is sent, and answers."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.expected = 0
        self.all_in = asyncio.Event()

    def request(self, method: str, url: str, *, data: str, **_: object) -> Answer:
        """Take a body; set `all_in` once as many came as are expected."""
        assert method == "POST", method
        assert url.endswith("/callback"), url
        self.bodies.append(data)
        if len(self.bodies) == self.expected:
            self.all_in.set()
        return Answer()


class Edge:
    """A client that never connects: it is in one server, and knows its buttons."""

    def __init__(self, store: Store, *instead: type[discord.ui.DynamicItem[Any]]) -> None:
        self.client = AccordClient(store, SystemClock())
        self.client.add_dynamic_items(*buttons.ALL, *forms.ALL, *instead)
        self.wire = Wire()
        self._state = self.client._connection  # noqa: SLF001 - where the gateway delivers
        user: Any = {"id": str(BOT), "username": "accord", "discriminator": "0", "avatar": None, "bot": True}
        self._state.user = discord.ClientUser(state=self._state, data=user)
        server: Any = {"id": str(COMMUNITY), "name": "Maple Commons", "roles": [], "channels": [_channel()]}
        self._state._add_guild(discord.Guild(data=server, state=self._state))  # noqa: SLF001
        self.client.http._HTTPClient__session = self.wire  # type: ignore[attr-defined]  # noqa: SLF001

    async def press(self, presses: list[dict[str, Any]]) -> None:
        """Deliver presses as the gateway does, one after the other, and wait for the last answer."""
        self.wire.expected = len(self.wire.bodies) + len(presses)
        self.wire.all_in.clear()
        for one in presses:
            self._state.parse_interaction_create(one)  # type: ignore[arg-type]
            await asyncio.sleep(0)  # as between two messages of a socket
        await self.wire.all_in.wait()


def _channel() -> dict[str, Any]:
    return {"id": str(CHANNEL), "type": 0, "name": "assembly", "position": 0, "permission_overwrites": []}


def presses(decision: Decision, voters: list[MemberId], label: str = "yes") -> list[dict[str, Any]]:
    """Return one press of a ballot button on the decision's card by each of the voters, as Discord reports it."""
    moment = discord.utils.time_snowflake(SystemClock().now())
    message = _message(decision)
    return [_press(decision, voter, moment + at, message, label) for at, voter in enumerate(voters)]


def _message(decision: Decision) -> dict[str, Any]:
    shown = card(decision, Place(CHANNEL, None), 0, rows=buttons.rows(decision.id))
    return {
        "id": str(MESSAGE), "channel_id": str(CHANNEL), "type": 0, "content": "", "tts": False, "pinned": False,
        "author": {"id": str(BOT), "username": "accord", "discriminator": "0", "avatar": None, "bot": True},
        "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "mention_everyone": False,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
        "flags": discord.MessageFlags(components_v2=True).value,
        "components": _numbered(shown.to_components()),  # type: ignore[no-untyped-call]
    }  # fmt: skip


def _numbered(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every component the id that Discord gives it."""
    copied: list[dict[str, Any]] = json.loads(json.dumps(components))
    waiting, number = list(copied), 0
    while waiting:
        one = waiting.pop(0)
        number += 1
        one["id"] = number
        waiting += one.get("components", [])
    return copied


def _press(decision: Decision, voter: int, key: int, message: dict[str, Any], label: str) -> dict[str, Any]:
    user = {"id": str(voter), "username": f"member{voter}", "discriminator": "0", "avatar": None}
    return {
        "id": str(key), "application_id": str(BOT), "type": 3, "token": f"token-{key}", "version": 1,
        "guild_id": str(COMMUNITY), "channel": _channel(), "channel_id": str(CHANNEL), "message": message,
        "locale": "en-GB", "guild_locale": "en-GB", "entitlements": [], "context": 0,
        "authorizing_integration_owners": {"0": str(COMMUNITY)},
        "app_permissions": PERMISSIONS, "attachment_size_limit": 10 << 20,
        "member": {
            "user": user, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False,
            "flags": 0, "permissions": PERMISSIONS,
        },
        "data": {"custom_id": f"accord:vote:{decision.id}:{label}", "component_type": 2, "id": 1},
    }  # fmt: skip
