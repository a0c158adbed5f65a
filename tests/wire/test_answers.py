"""An interaction is answered once, in time and fittingly, and its token lives for a quarter of an hour."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from tests.wire.interactions import AnswerType, Interaction, Kind
from tests.wire.rest_client import RestClient
from tests.wire.stand_in import StandIn
from tests.wire.world import Message

pytestmark = pytest.mark.wire

EPHEMERAL = 64


@pytest.fixture
async def rest(discord: StandIn) -> AsyncIterator[RestClient]:
    async with RestClient(discord) as client:
        yield client


def asked(discord: StandIn, kind: Kind = Kind.COMMAND, message: Message | None = None) -> Interaction:
    """An interaction of the owner's that waits for its answer."""
    world = discord.world
    number = world.ids.make()
    now = world.ids.clock_ms()
    interaction = Interaction(number, f"token-{number}", kind, world.owner, world.general, {}, now)
    interaction.message = message
    discord.interactions[interaction.token] = interaction
    return interaction


async def answer(rest: RestClient, interaction: Interaction, kind: int, **data: Any) -> tuple[int, Any]:
    path = f"/interactions/{interaction.id}/{interaction.token}/callback"
    return await rest.call("POST", f"{path}?with_response=1", {"type": kind, "data": data})


def hook(discord: StandIn, interaction: Interaction) -> str:
    return f"/webhooks/{discord.world.bot.id}/{interaction.token}"


async def test_the_callback_answers_with_the_message(discord: StandIn, rest: RestClient) -> None:
    status, body = await answer(rest, asked(discord), 4, content="done")
    assert status == 200
    assert body["resource"]["message"]["content"] == "done"
    assert body["interaction"]["response_message_ephemeral"] is False


async def test_a_second_answer_is_refused(discord: StandIn, rest: RestClient) -> None:
    interaction = asked(discord)
    await answer(rest, interaction, 4, content="done")
    status, refused = await answer(rest, interaction, 4, content="done again")
    assert (status, refused["code"]) == (400, 40060)


async def test_a_late_answer_finds_no_interaction(discord: StandIn, rest: RestClient) -> None:
    interaction = asked(discord)
    discord.answer_window_ms = 3000
    discord.world.ids.pass_time(timedelta(seconds=3.1))
    status, refused = await answer(rest, interaction, 4, content="late")
    assert (status, refused["code"]) == (404, 10062)


async def test_an_ephemeral_answer_is_reached_by_its_token_only(discord: StandIn, rest: RestClient) -> None:
    interaction = asked(discord)
    _, body = await answer(rest, interaction, 4, content="psst", flags=EPHEMERAL)
    number = body["interaction"]["response_message_id"]
    path = f"/channels/{discord.world.general.id}/messages/{number}"
    assert (await rest.call("GET", path))[0] == 404
    status, message = await rest.call("GET", f"{hook(discord, interaction)}/messages/@original")
    assert (status, message["id"], message["flags"]) == (200, number, EPHEMERAL)


async def test_the_token_expires_after_fifteen_minutes(discord: StandIn, rest: RestClient) -> None:
    interaction = asked(discord)
    await answer(rest, interaction, 5)
    discord.world.ids.pass_time(timedelta(minutes=16))
    path = f"{hook(discord, interaction)}/messages/@original"
    status, refused = await rest.call("PATCH", path, {"content": "late"})
    assert (status, refused["code"]) == (401, 50027)


async def test_the_first_follow_up_takes_the_place_of_a_deferral(discord: StandIn, rest: RestClient) -> None:
    interaction = asked(discord)
    await answer(rest, interaction, 5, flags=EPHEMERAL)
    for text in ("first", "second"):
        await rest.call("POST", f"{hook(discord, interaction)}?wait=1", {"content": text})
    given = interaction.answer
    assert given
    assert (given.text, given.ephemeral, given.filled) == ("first", True, True)
    assert [each.content for each in given.followups] == ["second"]


async def test_a_deferred_change_edits_the_message_that_was_pressed(discord: StandIn, rest: RestClient) -> None:
    message = discord.post(discord.world.general, discord.world.bot, {"content": "before"}, {})
    interaction = asked(discord, Kind.COMPONENT, message)
    await answer(rest, interaction, 6)
    assert interaction.answer
    assert not interaction.answer.filled
    await rest.call("PATCH", f"{hook(discord, interaction)}/messages/@original", {"content": "after"})
    assert (message.content, interaction.answer.filled) == ("after", True)


async def test_an_answer_can_be_deleted(discord: StandIn, rest: RestClient) -> None:
    interaction = asked(discord)
    await answer(rest, interaction, 4, content="soon gone")
    path = f"{hook(discord, interaction)}/messages/@original"
    assert (await rest.call("DELETE", path))[0] == 204
    assert (await rest.call("GET", path))[1]["code"] == 10008
    assert discord.world.messages_in(discord.world.general) == []


@pytest.mark.parametrize("kind", [AnswerType.UPDATE, AnswerType.DEFERRED_UPDATE])
async def test_a_command_has_no_message_to_change(discord: StandIn, rest: RestClient, kind: AnswerType) -> None:
    status, refused = await answer(rest, asked(discord), kind, content="?")
    assert (status, refused["code"]) == (400, 50035)
    assert len(discord.complaints) == 1
    discord.complaints.clear()


async def test_a_modal_cannot_answer_a_modal(discord: StandIn, rest: RestClient) -> None:
    text = {"type": 10, "content": "words"}
    modal = {"custom_id": "m", "title": "Form", "components": [text]}
    status, _ = await answer(rest, asked(discord, Kind.MODAL_SUBMIT), 9, **modal)
    assert status == 400
    status, _ = await answer(rest, asked(discord), 9, **modal | {"components": [text] * 6})
    assert status == 400
    assert [complaint.partition(": ")[2] for complaint in discord.complaints] == [
        "type: MODAL cannot answer a MODAL_SUBMIT",
        "components: 6 in a modal, 5 are allowed",
    ]
    discord.complaints.clear()


async def test_an_unknown_token_has_no_webhook(discord: StandIn, rest: RestClient) -> None:
    status, refused = await rest.call("POST", f"/webhooks/{discord.world.bot.id}/nobody", {"content": "?"})
    assert (status, refused["code"]) == (404, 10015)
