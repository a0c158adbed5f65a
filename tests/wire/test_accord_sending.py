"""What the shipped process sends is there once, whatever happens to it or to the wire on the way."""

from pathlib import Path

import pytest

from tests.wire.accord import (
    BEHIND,
    MESSAGES,
    OVER,
    THREADS,
    Kept,
    add_manager,
    announced,
    ask_for_vote,
    cards,
    open_vote,
    start,
    threads,
    with_picture,
    without_picture,
)
from tests.wire.faults import Hold
from tests.wire.stand_in import StandIn

pytestmark = pytest.mark.wire


async def killed_over(held: Hold, discord: StandIn, folder: Path) -> None:
    """Kill the process while the request is held, forget the request, and start the process again."""
    await held.struck()
    await discord.bots[-1].kill()
    held.discard()
    await start(discord, folder)


async def test_card_result_and_thread_are_there_once_though_the_process_ends_while_it_sends_them(
    discord: StandIn, tmp_path: Path
) -> None:
    """The card is lost, then taken while the process dies; so is the result; over the thread it is stopped."""
    discord.world.ids.pass_time(OVER)
    ana, kept, world = add_manager(discord.world), Kept(tmp_path), discord.world
    hold = discord.faults.hold
    lost_card = hold("POST", MESSAGES, only=without_picture)
    taken_card = hold("POST", MESSAGES, only=without_picture, accepted=True)
    taken_result = hold("POST", MESSAGES, only=with_picture, accepted=True)
    taken_thread = hold("POST", THREADS, accepted=True)
    await start(discord, tmp_path)
    await ask_for_vote(discord, ana)

    await killed_over(lost_card, discord, tmp_path)
    assert cards(world) == []
    await killed_over(taken_card, discord, tmp_path)
    await taken_result.struck()
    assert (len(cards(world)), kept.sent("card"), kept.state()) == (1, [("sent", 1)], "counted")
    await killed_over(taken_result, discord, tmp_path)
    await taken_thread.struck()
    assert (len(announced(world)), kept.sent("result"), kept.state()) == (1, [("sent", 1)], "published")
    stopped = discord.bots[-1]
    assert await stopped.stop() == 0
    assert stopped.output[-1] == "Accord has stopped."
    assert stopped.complaints() == []
    assert kept.sent("thread") == [("pending", 1)]
    await start(discord, tmp_path)
    await discord.until(lambda _: len(discord.journal.of("POST", THREADS)) == 2)

    [card] = cards(world)
    assert "No quorum" in str(card.components)
    assert threads(world) == [card.thread]
    assert len(announced(world)) == 1
    card_tries, result_tries = (
        [each.body["nonce"] for each in discord.journal.of("POST", MESSAGES) if sort(each)]
        for sort in (without_picture, with_picture)
    )
    assert card_tries == card_tries[:1] * 3
    assert result_tries == result_tries[:1] * 2


async def test_a_card_is_there_once_and_says_what_is_so_after_a_reset_and_an_outage_on_the_way(
    discord: StandIn, tmp_path: Path
) -> None:
    discord.world.ids.pass_time(BEHIND)
    ana, kept = add_manager(discord.world), Kept(tmp_path)
    discord.faults.accept_then_reset("POST", MESSAGES)
    discord.faults.answer("POST", MESSAGES, 503)
    await start(discord, tmp_path)
    card = await open_vote(discord, ana)
    assert "0 of 1 have voted" in str(card.components)
    assert "Receipt" in (await discord.press("✓ Yes", message=card, by=ana)).text
    await discord.until(lambda _: "1 of 1 have voted" in str(card.components))
    assert cards(discord.world) == [card]
    tries = discord.journal.of("POST", MESSAGES)
    assert [each.status for each in tries] == [None, 503, 200]
    assert len({each.body["nonce"] for each in tries}) == 1
    assert kept.sent("card") == [("sent", 3)]
