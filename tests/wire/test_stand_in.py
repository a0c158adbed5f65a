"""One unmodified discord.py process, used by people in a guild and in DMs."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.wire.echo_bot import PIXEL
from tests.wire.echo_runs import run_echo_bot
from tests.wire.interactions import AnswerType
from tests.wire.proxy import Authority
from tests.wire.stand_in import StandIn, open_stand_in
from tests.wire.world import Channel, Member, MessageFlag

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(authority: Authority) -> AsyncIterator[StandIn]:
    """One bot for all tests of this file."""
    async with open_stand_in(authority) as stand_in:
        await run_echo_bot(stand_in)
        yield stand_in


@pytest.fixture
def ana(discord: StandIn) -> Member:
    return discord.world.add_member("ana", discord.world.add_role("gardener"))


@pytest.fixture
def general(discord: StandIn) -> Channel:
    return discord.world.general


async def test_a_slash_command_is_answered_with_its_resolved_options(
    discord: StandIn, ana: Member, general: Channel
) -> None:
    answer = await discord.command("echo", {"text": "hello", "to": ana}, by=ana, channel=general)
    assert answer.type is AnswerType.MESSAGE
    assert answer.ephemeral
    assert answer.content == "hello to ana (1 roles)"
    assert answer.message not in discord.world.messages_in(general)


async def test_typing_an_option_brings_choices(discord: StandIn, ana: Member, general: Channel) -> None:
    choices = await discord.autocomplete("echo", ("text", "he"), by=ana, channel=general)
    assert choices == [("he!", "he!")]


async def test_a_context_menu_sees_the_message_it_was_opened_on(
    discord: StandIn, ana: Member, general: Channel
) -> None:
    said = discord.say("let us plant a tree", by=ana, channel=general)
    answer = await discord.command("Quote", by=ana, channel=general, target=said)
    assert answer.text == "> let us plant a tree"


async def test_a_command_in_a_dm_comes_from_a_user_without_a_guild(discord: StandIn, ana: Member) -> None:
    answer = await discord.command("private", by=ana, channel=discord.world.dm(ana))
    assert answer.text == "ana in a DM"


async def test_a_modal_is_filled_in_by_label_or_id(discord: StandIn, ana: Member, general: Channel) -> None:
    opened = await discord.command("form", by=ana, channel=general)
    assert opened.modal["title"] == "Tell me"
    answer = await discord.submit_modal(opened, {"Why": "spring", "colour": "red"})
    assert (answer.ephemeral, answer.text) == (True, "spring in red")


async def test_a_posted_card_has_its_picture_and_a_button_that_edits_it(
    discord: StandIn, ana: Member, general: Channel
) -> None:
    posted = await discord.command("post", by=ana, channel=general)
    card = posted.message
    assert card
    assert card.flags & MessageFlag.COMPONENTS_V2
    assert card.attachments[0].content == PIXEL
    pressed = await discord.press("count 0", message=card, by=ana)
    assert pressed.type is AnswerType.UPDATE
    assert pressed.message is card
    assert posted.text == "pressed 1 times"
    assert len(card.attachments) == 1


async def test_a_thread_is_opened_from_a_message_once(discord: StandIn, ana: Member, general: Channel) -> None:
    answer = await discord.command("discuss", by=ana, channel=general)
    await discord.until(lambda _: answer.followups)
    assert answer.followups[0].content == "discussion is open, again: 160004"
    assert answer.message
    thread = answer.message.thread
    assert thread
    assert [each.content for each in discord.world.messages_in(thread)] == ["first words"]


async def test_a_dm_arrives_unless_the_person_has_closed_them(discord: StandIn, ana: Member, general: Channel) -> None:
    answer = await discord.command("whisper", {"to": ana}, by=ana, channel=general)
    assert answer.text == "said"
    assert [each.content for each in discord.world.messages_in(discord.world.dm(ana))] == ["psst"]
    ana.user.accepts_dms = False
    answer = await discord.command("whisper", {"to": ana}, by=ana, channel=general)
    assert answer.text == "closed: 50007"


async def test_what_is_not_there_is_unknown(discord: StandIn, ana: Member, general: Channel) -> None:
    answer = await discord.command("missing", {"number": "5"}, by=ana, channel=general)
    assert answer.text == "404 10003"


async def test_a_deferred_answer_is_filled_in_later(discord: StandIn, ana: Member, general: Channel) -> None:
    answer = await discord.command("send", {"nonce": "later"}, by=ana, channel=general)
    assert (answer.type, answer.ephemeral) == (AnswerType.DEFERRED, True)
    await discord.filled(answer)
    assert "after 0 failures" in answer.text
