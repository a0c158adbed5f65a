"""What the stand-in says and hears is what Discord's published description allows."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.wire.components import as_given_back
from tests.wire.openapi import DOCUMENT, Contract, load
from tests.wire.shapes import account, messages, people, places
from tests.wire.snowflake import Snowflakes
from tests.wire.world import Attachment, Channel, ChannelType, Message, World

CREATE = ("POST", "/channels/{channel_id}/messages")
MISSING = "Discord's OpenAPI file is not beside the project, so bodies are not checked"

pytestmark = [pytest.mark.wire, pytest.mark.skipif(not DOCUMENT.exists(), reason=MISSING)]


@pytest.fixture
def contract() -> Contract:
    found = load()
    assert found
    return found


@pytest.fixture
def world() -> World:
    return World(Snowflakes())


def thread(world: World) -> Channel:
    found = Channel(world.ids.make(), ChannelType.PUBLIC_THREAD, "talk", world.guild)
    found.parent, found.owner = world.general, world.bot
    return found


def message(world: World) -> Message:
    found = Message(world.ids.make(), world.general, world.bot, nonce="n", thread=thread(world))
    found.attachments = [Attachment(world.ids.make(), "dot.png", b"", "a dot")]
    gallery = {"type": 12, "items": [{"media": {"url": "attachment://dot.png"}, "description": None}]}
    select = {"type": 3, "custom_id": "s", "options": [{"label": "A", "value": "a", "emoji": None}]}
    button = {"type": 2, "style": 1, "custom_id": "b", "label": None, "emoji": {"name": "x", "id": None}}
    chosen = {"type": 5, "custom_id": "u", "default_values": [{"id": 5, "type": "user"}]}
    inside = [{"type": 10, "content": "words"}, {"type": 14}, gallery]
    rows = [{"type": 1, "components": [each]} for each in (select, chosen, button)]
    section = {"type": 9, "components": [{"type": 10, "content": "more"}], "accessory": button}
    container = {"type": 17, "components": [*inside, *rows, section]}
    file = {"type": 13, "file": {"url": "attachment://dot.png"}}
    found.components = as_given_back([container, file], found.attachments, world.general)
    return found


@pytest.mark.parametrize(
    ("schema", "shown"),
    [
        ("UserResponse", lambda w: people.user(w.owner)),
        ("UserPIIResponse", lambda w: people.bot_account(w.bot)),
        ("GuildRoleResponse", lambda w: people.role(w.guild.everyone)),
        ("GuildMemberResponse", lambda w: people.member(w.guild.members[w.bot.id])),
        ("GuildChannelResponse", lambda w: places.channel(w.general)),
        ("PrivateChannelResponse", lambda w: places.channel(w.dm(w.owner))),
        ("ThreadResponse", lambda w: places.channel(thread(w))),
        ("ThreadMemberResponse", lambda w: places.thread_member(w.bot, thread(w))),
        ("GuildWithCountsResponse", lambda w: places.guild(w.guild)),
        ("PrivateApplicationResponse", account.application),
        ("MessageResponse", lambda w: messages.message(message(w))),
    ],
)
def test_each_object_of_the_stand_in_has_discords_shape(
    contract: Contract, world: World, schema: str, shown: Callable[[World], Any]
) -> None:
    assert contract.named_problems(schema, shown(world)) == []


def test_a_file_that_a_component_shows_is_not_listed_again(world: World) -> None:
    shown = messages.message(message(world))
    assert shown["attachments"] == []
    media = shown["components"][1]["file"]
    assert media["url"].endswith("/dot.png")
    assert media["attachment_id"] == media["id"]


def test_a_wrong_request_is_named_with_its_place(contract: Contract) -> None:
    problems = contract.request_problems(*CREATE, {"content": 5})
    assert problems == ["POST /channels/{channel_id}/messages request: $.content: 5 is not of type 'string', 'null'"]


def test_ids_may_be_numbers_in_requests_but_not_in_responses(contract: Contract, world: World) -> None:
    reference = {"message_reference": {"message_id": 5, "channel_id": "6"}}
    assert contract.request_problems(*CREATE, reference) == []
    user = people.user(world.owner) | {"id": 5}
    assert contract.response_problems("GET", "/users/{user_id}", 200, user) != []


def test_a_status_that_discord_does_not_give_is_a_problem(contract: Contract) -> None:
    assert contract.response_problems(*CREATE, 201, {}) == [
        "POST /channels/{channel_id}/messages response 201: this status is not described"
    ]
