"""The gateway speaks as Discord's: compressed or not, by intents, in chunks."""

import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.wire.rest_client import RestClient
from tests.wire.sessions import Intent
from tests.wire.stand_in import StandIn

pytestmark = pytest.mark.wire

URL = "wss://gateway.discord.gg/?v=10&encoding=json"
MEMBERS = Intent.GUILDS | Intent.GUILD_MEMBERS


@pytest.fixture
async def rest(discord: StandIn) -> AsyncIterator[RestClient]:
    async with RestClient(discord) as client:
        yield client


class Ears:
    """One plain WebSocket to the gateway."""

    def __init__(self, socket: Any, *, compressed: bool = False) -> None:
        self._socket = socket
        self._unpack = zlib.decompressobj() if compressed else None

    async def say(self, op: int, data: Any) -> None:
        await self._socket.send_json({"op": op, "d": data})

    async def hear(self) -> Any:
        message = await self._socket.receive(timeout=5)
        text = self._unpack.decompress(message.data) if self._unpack else message.data
        return json.loads(text)

    async def hear_event(self, name: str) -> Any:
        while (frame := await self.hear())["t"] != name:
            pass
        return frame["d"]


async def identified(discord: StandIn, ears: Ears, intents: Intent) -> Any:
    assert (await ears.hear())["op"] == 10
    await ears.say(2, {"token": discord.token, "intents": int(intents)})
    return await ears.hear_event("READY")


@pytest.mark.parametrize("compressed", [False, True])
async def test_a_bot_is_greeted_in_the_form_it_asks_for(discord: StandIn, rest: RestClient, compressed: bool) -> None:
    async with rest.websocket(URL + "&compress=zlib-stream" * compressed) as socket:
        ears = Ears(socket, compressed=compressed)
        ready = await identified(discord, ears, MEMBERS)
        assert ready["user"]["id"] == str(discord.world.bot.id)
        assert (await ears.hear_event("GUILD_CREATE"))["name"] == "Commons"
        await ears.say(1, 2)
        assert (await ears.hear())["op"] == 11


async def test_members_come_in_chunks_of_a_thousand(discord: StandIn, rest: RestClient) -> None:
    for number in range(1200):
        discord.world.add_member(f"person {number}")
    async with rest.websocket(URL) as socket:
        ears = Ears(socket)
        await identified(discord, ears, MEMBERS)
        assert (await ears.hear_event("GUILD_CREATE"))["member_count"] == 1202
        request = {"guild_id": str(discord.world.guild.id), "query": "", "limit": 0, "nonce": "c"}
        await ears.say(8, request)
        chunks = [await ears.hear_event("GUILD_MEMBERS_CHUNK") for _ in range(2)]
    assert [len(chunk["members"]) for chunk in chunks] == [1000, 202]
    assert [(chunk["chunk_index"], chunk["chunk_count"], chunk["nonce"]) for chunk in chunks] == [
        (0, 2, "c"),
        (1, 2, "c"),
    ]


async def test_members_are_asked_for_by_id(discord: StandIn, rest: RestClient) -> None:
    ana = discord.world.add_member("ana")
    async with rest.websocket(URL) as socket:
        ears = Ears(socket)
        await identified(discord, ears, MEMBERS)
        await ears.say(8, {"guild_id": str(discord.world.guild.id), "limit": 0, "user_ids": [ana.id, 5]})
        chunk = await ears.hear_event("GUILD_MEMBERS_CHUNK")
    assert [member["user"]["username"] for member in chunk["members"]] == ["ana"]
    assert chunk["not_found"] == ["5"]


async def test_the_bot_hears_of_guilds_it_is_added_to_and_removed_from(discord: StandIn, rest: RestClient) -> None:
    async with rest.websocket(URL) as socket:
        ears = Ears(socket)
        await identified(discord, ears, Intent.GUILDS)
        await ears.hear_event("GUILD_CREATE")
        guild = discord.invite_bot("Orchard")
        discord.remove_bot(guild)
        assert (await ears.hear_event("GUILD_CREATE"))["name"] == "Orchard"
        assert await ears.hear_event("GUILD_DELETE") == {"id": str(guild.id)}
    status, refused = await rest.call("GET", f"/guilds/{guild.id}")
    assert (status, refused["code"]) == (404, 10004)


async def test_events_outside_the_intents_are_not_told(discord: StandIn, rest: RestClient) -> None:
    async with rest.websocket(URL) as socket:
        ears = Ears(socket)
        await identified(discord, ears, Intent.GUILDS)
        discord.join("ana")
        discord.create_channel("garden")
        assert (await ears.hear())["t"] == "GUILD_CREATE"
        assert (await ears.hear())["t"] == "CHANNEL_CREATE"
