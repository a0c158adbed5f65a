"""The wire breaks and the process dies; what the bot has said stays as it was."""

import pytest

from tests.wire.echo_runs import run_echo_bot
from tests.wire.stand_in import StandIn
from tests.wire.world import Member, Message

pytestmark = pytest.mark.wire

MESSAGES = r"/channels/\d+/messages"


@pytest.fixture
def ana(discord: StandIn) -> Member:
    return discord.world.add_member("ana")


def public(discord: StandIn) -> list[str]:
    return [message.content for message in discord.world.messages_in(discord.world.general)]


async def posted_card(discord: StandIn, ana: Member) -> Message:
    answer = await discord.command("post", by=ana, channel=discord.world.general)
    assert answer.message
    return answer.message


async def test_a_message_accepted_before_a_reset_is_there_once_after_the_retry(discord: StandIn, ana: Member) -> None:
    bot = await run_echo_bot(discord)
    fault = discord.faults.accept_then_reset("POST", MESSAGES)
    answer = await discord.command("send", {"nonce": "n-1"}, by=ana, channel=discord.world.general)
    await discord.filled(answer)
    assert "after 1 failures" in answer.text
    assert await bot.says("failed: ")
    assert public(discord) == ["once"]
    tries = discord.journal.of("POST", MESSAGES)
    assert [each.body["nonce"] for each in tries] == ["n-1", "n-1"]
    assert [each.status for each in tries] == [None, 200]
    assert fault.requests == tries[:1]


async def test_a_request_that_is_dropped_leaves_nothing_behind(discord: StandIn, ana: Member) -> None:
    await run_echo_bot(discord)
    discord.faults.drop("POST", MESSAGES)
    answer = await discord.command("send", {"nonce": "n-2"}, by=ana, channel=discord.world.general)
    await discord.filled(answer)
    assert "after 1 failures" in answer.text
    assert public(discord) == ["once"]


async def test_a_rate_limited_request_is_tried_again_by_discord_py(discord: StandIn, ana: Member) -> None:
    await run_echo_bot(discord)
    discord.faults.rate_limit("POST", MESSAGES, retry_after=0.01)
    answer = await discord.command("send", {"nonce": "n-3"}, by=ana, channel=discord.world.general)
    await discord.filled(answer)
    assert "after 0 failures" in answer.text
    assert [each.status for each in discord.journal.of("POST", MESSAGES)] == [429, 200]


async def test_a_button_works_after_the_process_was_killed_and_started_again(discord: StandIn, ana: Member) -> None:
    bot = await run_echo_bot(discord)
    card = await posted_card(discord, ana)
    assert await bot.kill() == -9
    await run_echo_bot(discord)
    pressed = await discord.press("count:0", message=card, by=ana)
    assert pressed.text == "pressed 1 times"


async def test_a_bot_killed_while_sending_has_sent_if_discord_had_accepted(discord: StandIn, ana: Member) -> None:
    bot = await run_echo_bot(discord)
    held = discord.faults.hold("POST", MESSAGES, accepted=True)
    await discord.command("send", {"nonce": "n-4"}, by=ana, channel=discord.world.general)
    await held.struck()
    await bot.kill()
    held.release()
    assert public(discord) == ["once"]


async def test_a_bot_killed_while_sending_has_not_sent_if_the_request_was_lost(discord: StandIn, ana: Member) -> None:
    bot = await run_echo_bot(discord)
    held = discord.faults.hold("POST", MESSAGES)
    await discord.command("send", {"nonce": "n-5"}, by=ana, channel=discord.world.general)
    await held.struck()
    await bot.kill()
    held.discard()
    assert public(discord) == []


async def test_a_lost_gateway_is_resumed_and_nothing_is_missed(discord: StandIn, ana: Member) -> None:
    bot = await run_echo_bot(discord)
    await bot.says("ready")
    discord.gateway.cut()
    discord.change(ana, roles=[discord.create_role("keeper")])
    await bot.says("ana has ['keeper']")
    answer = await discord.command("echo", {"text": "there?"}, by=ana, channel=discord.world.general)
    assert answer.text == "there?"
    await bot.says("resumed")
    assert discord.gateway.resumed == 1


async def test_a_forgotten_session_begins_anew(discord: StandIn, ana: Member) -> None:
    bot = await run_echo_bot(discord)
    await bot.says("ready")
    discord.gateway.forget_sessions()
    discord.gateway.ask_to_reconnect()
    await discord.until(lambda _: discord.gateway.identified == 2)
    answer = await discord.command("echo", {"text": "again"}, by=ana, channel=discord.world.general)
    assert answer.text == "again"


async def test_members_and_deletions_are_told_to_the_bot(discord: StandIn, ana: Member) -> None:
    bot = await run_echo_bot(discord)
    await bot.says("ready with 3 members")
    discord.change(ana, roles=[discord.create_role("keeper")])
    await bot.says("ana has ['keeper']")
    card = await posted_card(discord, ana)
    discord.delete(card)
    await bot.says(f"deleted {card.id}")
    discord.leave(ana)
    await bot.says("ana left")


async def test_a_wrong_token_is_refused(discord: StandIn) -> None:
    bot = await run_echo_bot(discord, token="another.token.entirely")
    assert await bot.ended() == 1
    assert any("Improper token" in line for line in bot.output)


async def test_a_press_that_the_bot_dies_over_gets_no_answer(discord: StandIn, ana: Member) -> None:
    bot = await run_echo_bot(discord)
    card = await posted_card(discord, ana)
    held = discord.faults.hold("POST", r"/interactions/.*/callback")
    pressing = discord.meanwhile(discord.press("count 0", message=card, by=ana))
    await held.struck()
    await bot.kill()
    held.discard()
    with pytest.raises(AssertionError, match="no bot is there to answer"):
        await pressing
