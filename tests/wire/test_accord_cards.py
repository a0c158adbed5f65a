"""Somebody deletes a card, or closes or deletes the channel: the vote is shown again, or its proposer is told."""

from pathlib import Path

import pytest

from tests.wire.accord import (
    BEHIND,
    MESSAGE,
    MESSAGES,
    OVER,
    THREADS,
    Kept,
    add_manager,
    announced,
    ask_for_vote,
    cards,
    open_vote,
    posted_card,
    start,
    threads,
    with_picture,
)
from tests.wire.permissions import Overwrite, Permission
from tests.wire.stand_in import StandIn
from tests.wire.world import Member, Message

pytestmark = pytest.mark.wire


@pytest.fixture
def ana(discord: StandIn) -> Member:
    return add_manager(discord.world)


async def vote_by_words(discord: StandIn, by: Member, choice: str) -> None:
    """Vote where there is no card to press on."""
    said = {"proposal": "1", "choice": choice}
    answer = await discord.command("vote", said, by=by, channel=discord.world.general)
    assert "Receipt" in answer.text, answer.text


async def ended(discord: StandIn, ana: Member) -> list[Message]:
    """Withdraw the proposal, wait until its thread says so, and return the cards that stand."""
    [thread] = await discord.until(threads)
    about = {"proposal": "1"}
    await discord.command("proposal withdraw", about, by=ana, channel=discord.world.general)
    await discord.until(lambda world: [one for one in world.messages_in(thread) if "withdrawn" in one.content])
    return cards(discord.world)


async def test_a_card_deleted_alone_or_in_a_sweep_or_while_its_thread_or_update_is_on_the_way_is_posted_again_once(
    discord: StandIn, ana: Member, tmp_path: Path
) -> None:
    discord.world.ids.pass_time(BEHIND)
    ben = discord.world.add_member("ben")
    thread, update = discord.faults.hold("POST", THREADS), discord.faults.hold("PATCH", MESSAGE)
    await start(discord, tmp_path)
    await open_vote(discord, ana, [ben])
    for held, voter in ((thread, ben), (update, ana)):
        await held.struck()
        discord.delete(cards(discord.world)[0])
        await vote_by_words(discord, voter, "yes")  # the deletion was put down before: one writer, one after the other
        held.release()
        await posted_card(discord)
    await discord.until(threads)
    discord.purge(*cards(discord.world))
    await posted_card(discord)
    [fourth] = await ended(discord, ana)
    assert "Withdrawn" in str(fourth.components)
    assert len(discord.journal.of("POST", f"/channels/{discord.world.general.id}/messages")) == 4
    assert discord.world.messages_in(discord.world.dm(ana)) == []


async def test_a_card_deleted_while_the_process_was_down_is_posted_again_once_by_the_next_update(
    discord: StandIn, ana: Member, tmp_path: Path
) -> None:
    discord.world.ids.pass_time(BEHIND)
    ben = discord.world.add_member("ben")
    bot = await start(discord, tmp_path)
    card = await open_vote(discord, ana, [ben])
    assert "Receipt" in (await discord.press("✓ Yes", message=card, by=ana)).text
    await discord.until(lambda _: discord.journal.of("PATCH", MESSAGE))  # by now the thread is there and known
    await bot.kill()
    discord.delete(card)
    await start(discord, tmp_path)
    await vote_by_words(discord, ben, "yes")
    again = await posted_card(discord)
    assert "2 of 2 have voted" in str(again.components)
    assert "Your ballot says" in (await discord.press("My vote", message=again, by=ana)).text
    assert await ended(discord, ana) == [again]


@pytest.mark.parametrize(("loss", "state"), [("permission", "pending"), ("channel", "failed")])
async def test_a_result_that_cannot_be_posted_is_told_the_proposer_once_and_the_process_goes_on(
    discord: StandIn, ana: Member, tmp_path: Path, loss: str, state: str
) -> None:
    discord.world.ids.pass_time(OVER)
    world, kept = discord.world, Kept(tmp_path)
    elsewhere = world.add_channel("elsewhere")
    result = discord.faults.hold("POST", MESSAGES, only=with_picture)
    bot = await start(discord, tmp_path)
    await ask_for_vote(discord, ana)
    await result.struck()
    if loss == "permission":
        world.general.overwrites.append(Overwrite(world.guild.id, deny=Permission.SEND_MESSAGES))
    else:
        discord.delete(world.general)
    result.release()
    [told] = await discord.until(lambda world: world.messages_in(world.dm(ana)))
    assert "could not post" in told.content
    assert "Bread" in told.content
    listed = await discord.command("circle list", by=ana, channel=elsewhere)
    assert "Kitchen" in listed.text
    if loss == "channel":
        form = await discord.command("propose", by=ana, channel=elsewhere)
        typed = {"title": "Rolls", "text": "We bake.", "process": ["circle"], "deadline": "2 hours"}
        assert "Your text is kept" in (await discord.submit_modal(form, typed)).text
    assert await bot.stop() == 0
    assert world.messages_in(world.dm(ana)) == [told]
    assert announced(world) == []
    assert [kept_state for kept_state, _ in kept.sent("result")] == [state]  # a right may be given back
    assert [state for state, _ in kept.sent("trouble")] == ["sent"]
