"""The REST routes refuse and remember as Discord does."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from tests.wire.drafts import Upload
from tests.wire.permissions import Overwrite, Permission
from tests.wire.rest_client import RestClient
from tests.wire.stand_in import StandIn
from tests.wire.world import Channel, Json

pytestmark = pytest.mark.wire

PNG = Upload("dot.png", b"\x89PNG")


@pytest.fixture
async def rest(discord: StandIn) -> AsyncIterator[RestClient]:
    async with RestClient(discord) as client:
        yield client


def messages(channel: Channel) -> str:
    return f"/channels/{channel.id}/messages"


async def sent(rest: RestClient, channel: Channel, **body: Any) -> Json:
    status, message = await rest.call("POST", messages(channel), body)
    assert status == 200, message
    return message


async def test_the_same_enforced_nonce_gives_the_first_message_for_some_minutes(
    discord: StandIn, rest: RestClient
) -> None:
    general = discord.world.general
    first = await sent(rest, general, content="one", nonce="n", enforce_nonce=True)
    again = await sent(rest, general, content="two", nonce="n", enforce_nonce=True)
    assert (again["id"], again["content"]) == (first["id"], "one")
    discord.world.ids.pass_time(timedelta(minutes=6))
    later = await sent(rest, general, content="three", nonce="n", enforce_nonce=True)
    assert later["id"] != first["id"]


async def test_a_nonce_that_is_not_enforced_changes_nothing(discord: StandIn, rest: RestClient) -> None:
    general = discord.world.general
    first = await sent(rest, general, content="one", nonce="n")
    again = await sent(rest, general, content="one", nonce="n")
    assert again["id"] != first["id"]


async def test_an_edit_keeps_the_files_it_lists_and_adds_new_ones(discord: StandIn, rest: RestClient) -> None:
    general = discord.world.general
    body = {"content": "see", "attachments": [{"id": 0, "filename": "dot.png"}]}
    _, first = await rest.call("POST", messages(general), body, {0: PNG})
    kept = {"attachments": [{"id": first["attachments"][0]["id"]}, {"id": 0, "filename": "new.png"}]}
    path = f"{messages(general)}/{first['id']}"
    status, edited = await rest.call("PATCH", path, kept, {0: PNG})
    assert status == 200
    assert [each["filename"] for each in edited["attachments"]] == ["dot.png", "new.png"]
    assert await rest.call("GET", edited["attachments"][0]["url"]) == (200, PNG.content)
    _, edited = await rest.call("PATCH", path, {"attachments": []})
    assert edited["attachments"] == []


async def test_a_message_knows_its_thread_and_has_only_one(discord: StandIn, rest: RestClient) -> None:
    message = await sent(rest, discord.world.general, content="begin")
    assert "thread" not in message
    path = f"{messages(discord.world.general)}/{message['id']}"
    status, thread = await rest.call("POST", f"{path}/threads", {"name": "talk"})
    assert (status, thread["id"]) == (201, message["id"])
    status, refused = await rest.call("POST", f"{path}/threads", {"name": "talk"})
    assert (status, refused["code"]) == (400, 160004)
    _, message = await rest.call("GET", path)
    assert message["thread"]["name"] == "talk"


async def test_people_are_put_into_a_thread_and_listed(discord: StandIn, rest: RestClient) -> None:
    ana = discord.world.add_member("ana")
    message = await sent(rest, discord.world.general, content="begin")
    await rest.call("POST", f"{messages(discord.world.general)}/{message['id']}/threads", {"name": "talk"})
    path = f"/channels/{message['id']}/thread-members"
    assert await rest.call("PUT", f"{path}/{ana.id}") == (204, b"")
    _, listed = await rest.call("GET", f"{path}?with_member=true")
    assert [each["member"]["user"]["username"] for each in listed] == ["Accord", "ana"]
    await rest.call("DELETE", f"{path}/{ana.id}")
    _, listed = await rest.call("GET", path)
    assert len(listed) == 1


async def test_a_deleted_message_is_unknown(discord: StandIn, rest: RestClient) -> None:
    message = await sent(rest, discord.world.general, content="gone soon")
    path = f"{messages(discord.world.general)}/{message['id']}"
    assert (await rest.call("DELETE", path))[0] == 204
    status, refused = await rest.call("PATCH", path, {"content": "too late"})
    assert (status, refused["code"]) == (404, 10008)


@pytest.mark.parametrize(("denied", "code"), [(Permission.VIEW_CHANNEL, 50001), (Permission.SEND_MESSAGES, 50013)])
async def test_a_channel_that_is_closed_to_the_bot_refuses(
    discord: StandIn, rest: RestClient, denied: Permission, code: int
) -> None:
    overwrite = Overwrite(discord.world.guild.id, deny=denied)
    closed = discord.world.add_channel("closed", overwrites=[overwrite])
    status, refused = await rest.call("POST", messages(closed), {"content": "hello"})
    assert (status, refused["code"]) == (403, code)


async def test_history_is_read_newest_first_and_in_pages(discord: StandIn, rest: RestClient) -> None:
    ids = [(await sent(rest, discord.world.general, content=str(each)))["id"] for each in range(4)]
    _, page = await rest.call("GET", f"{messages(discord.world.general)}?limit=2&after={ids[0]}")
    assert [each["content"] for each in page] == ["2", "1"]


async def test_an_unknown_route_is_a_complaint(discord: StandIn, rest: RestClient) -> None:
    status, _ = await rest.call("GET", "/sticker-packs")
    assert status == 501
    assert discord.complaints == ["the stand-in does not know GET /sticker-packs"]
    discord.complaints.clear()


async def test_a_request_without_the_token_is_unauthorized(discord: StandIn, rest: RestClient) -> None:
    discord.world.token = "renewed"
    status, refused = await rest.call("GET", "/users/@me")
    assert (status, refused["code"]) == (401, 0)


async def test_every_other_host_is_refused(discord: StandIn, rest: RestClient) -> None:
    with pytest.raises(aiohttp.ClientHttpProxyError):
        await rest.call("GET", "https://example.org/")
    assert discord.proxy.refused == ["CONNECT example.org:443 HTTP/1.1"]


async def test_only_the_mentions_that_are_allowed_ping(discord: StandIn, rest: RestClient) -> None:
    ana = discord.world.add_member("ana")
    text = f"<@{ana.id}> and @everyone"
    quiet = await sent(rest, discord.world.general, content=text, allowed_mentions={"parse": []})
    assert (quiet["mentions"], quiet["mention_everyone"]) == ([], False)
    loud = await sent(rest, discord.world.general, content=text)
    assert (loud["mentions"][0]["username"], loud["mention_everyone"]) == ("ana", True)


async def test_a_closed_dm_refuses(discord: StandIn, rest: RestClient) -> None:
    ana = discord.world.add_member("ana")
    ana.user.accepts_dms = False
    _, channel = await rest.call("POST", "/users/@me/channels", {"recipient_id": str(ana.id)})
    status, refused = await rest.call("POST", f"/channels/{channel['id']}/messages", {"content": "psst"})
    assert (status, refused["code"]) == (403, 50007)


async def test_a_role_is_given_only_below_the_bots_own(discord: StandIn, rest: RestClient) -> None:
    world = discord.world
    ana, keeper = world.add_member("ana"), world.add_role("keeper")
    path = f"/guilds/{world.guild.id}/members/{ana.id}/roles/{keeper.id}"
    status, refused = await rest.call("PUT", path)
    assert (status, refused["code"]) == (403, 50013)
    own = world.guild.members[world.bot.id].roles[0]
    own.permissions, own.position = Permission.MANAGE_ROLES, 9
    assert (await rest.call("PUT", path))[0] == 204
    assert ana.roles == [keeper]
