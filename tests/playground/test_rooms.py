"""Every member reaches the rooms that are theirs, and sees where something is new."""

import pytest

from bot.playground.server import Playground
from tests.playground.tab import Tab, tab


async def _rooms(visitor: Tab) -> dict[str, dict[str, object]]:
    return {room["name"]: room for room in (await visitor.look())["rooms"]}


async def test_channels_and_the_direct_messages_are_listed(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        visitor.name = "grace"
        names = [room["name"] for room in (await visitor.look())["rooms"]]
    assert names == ["welcome", "commons", "assembly", "kitchen", "garden", "Accord"]


async def test_a_private_channel_is_listed_for_its_role_only(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        visitor.name = "ana"
        assert (await _rooms(visitor))["coordination"]["private"]
        hidden = (await _rooms(visitor))["coordination"]["id"]
        status, _ = await visitor.post("/playground/enter", {"as": "ben", "room": hidden})
    assert status == 404


async def test_a_thread_appears_beneath_its_channel(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "assembly")
        await visitor.command("idea")
        await visitor.submit("A bread day", ["Consent"])
        rooms = await _rooms(visitor)
        names = list(rooms)
        assert rooms["A bread day"]["parent"] == rooms["assembly"]["id"]
        assert names.index("A bread day") == names.index("assembly") + 1
        await visitor.enter("hiro", "A bread day")
        assert await visitor.read() == ["Talk about it here."]


async def test_a_room_with_news_is_unread_until_one_goes_there(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "assembly")
        assert not any(room["unread"] for room in (await _rooms(visitor)).values())
        await visitor.command("hello", who="all")
        visitor.name = "ben"
        assert (await _rooms(visitor))["assembly"]["unread"]
        await visitor.enter("ben", "assembly")
        assert not (await _rooms(visitor))["assembly"]["unread"]


async def test_an_answer_that_only_one_can_see_is_news_to_nobody_else(playground: Playground) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("ana", "commons")
        await visitor.command("hello", who="me", quietly=True)
        visitor.name = "ben"
        assert not (await _rooms(visitor))["commons"]["unread"]


async def test_a_letter_is_seen_beside_the_name_and_read_in_the_direct_messages(
    playground: Playground,
) -> None:
    async with tab(playground.url) as visitor:
        await visitor.enter("chloe", "commons")
        await visitor.command("letter")
        visitor.name = "ana"
        unread = {member["name"] for member in (await visitor.look())["members"] if member["unread"]}
        assert unread == {"chloe"}
        await visitor.enter("chloe", "Accord")
        assert await visitor.read() == ["A letter from Accord."]


@pytest.mark.parametrize("wanted", [{"as": "nobody", "room": "1"}, {"as": "ana", "room": "x"}, {"as": "ana"}])
async def test_a_member_or_room_that_does_not_exist_is_not_found(
    playground: Playground, wanted: dict[str, str]
) -> None:
    async with tab(playground.url) as visitor:
        status, _ = await visitor.post("/playground/enter", wanted)
    assert status == 404
