"""The shipped process over real HTTP and WebSocket: killed, restarted, and nothing lost."""

import signal
from copy import copy
from datetime import timedelta
from pathlib import Path

import pytest

from tests.wire.accord import (
    BEHIND,
    CALLBACK,
    MESSAGE,
    Kept,
    add_manager,
    announced,
    open_vote,
    propose,
    start,
)
from tests.wire.bot_process import started
from tests.wire.interactions import AnswerType
from tests.wire.stand_in import StandIn
from tests.wire.world import Member

pytestmark = pytest.mark.wire


@pytest.fixture
def ana(discord: StandIn) -> Member:
    return add_manager(discord.world)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


async def test_after_a_kill_every_committed_ballot_is_there_once_and_every_button_still_works(
    discord: StandIn, ana: Member, kept: Kept, tmp_path: Path
) -> None:
    ben, cleo = (discord.world.add_member(name) for name in ("ben", "cleo"))
    bot = await start(discord, tmp_path)
    card = await open_vote(discord, ana, [ben, cleo])
    voted = await discord.press("✓ Yes", message=card, by=ana)
    assert "Receipt" in voted.text
    offered = await discord.press("Delegate this vote", message=card, by=ben)
    draft = await propose(discord, ana)
    answer = discord.faults.hold("POST", CALLBACK)
    unanswered = discord.meanwhile(discord.press("◯ Abstain", message=card, by=cleo))
    await answer.struck()
    await bot.kill()
    answer.discard()
    with pytest.raises(AssertionError, match="no bot is there to answer"):
        await unanswered
    assert kept.ballots() == [(ana.id, "yes"), (cleo.id, "abstain")]

    await start(discord, tmp_path)
    assert "Your ballot says ✓ **Yes**" in (await discord.press("My vote", message=card, by=ana)).text
    assert "Your ballot says ◯ **Abstain**" in (await discord.press("My vote", message=card, by=cleo)).text
    assert voted.message
    assert offered.message
    assert "taken back" in (await discord.press("Take my ballot back", message=voted.message, by=ana)).text
    chosen = await discord.choose("… or look for somebody", [cleo], message=offered.message, by=ben)
    handed = await discord.press("Hand over my vote", message=chosen.message, by=ben)
    assert f"<@{cleo.id}> votes for you" in handed.text
    assert "Hand over my vote" in (await discord.press("Delegate this vote", message=card, by=ana)).text
    assert "Receipt" in (await discord.press("✗ No", message=card, by=ana)).text
    assert (await discord.press("Change it", message=draft, by=ana)).type is AnswerType.MODAL
    assert "gone" in (await discord.press("Discard", message=draft, by=ana)).text
    assert kept.ballots() == [(ana.id, "no"), (cleo.id, "abstain")]
    assert kept.events("ballot_cast") == 3
    assert kept.ledger_breaks_at(discord.world.guild) is None


async def test_a_ballot_that_was_not_committed_before_a_kill_is_neither_acknowledged_nor_kept(
    discord: StandIn, ana: Member, kept: Kept, tmp_path: Path
) -> None:
    bot = await start(discord, tmp_path)
    card = await open_vote(discord, ana)
    with kept.locked():
        pressing = discord.meanwhile(discord.press("✓ Yes", message=card, by=ana))
        await discord.unanswered()
        # Asked after the ballot was pressed and answered by reading: the ballot waits for the lock by now.
        assert "have not voted" in (await discord.press("My vote", message=card, by=ana)).text
        await bot.kill()
    with pytest.raises(AssertionError, match="no bot is there to answer"):
        await pressing
    assert (kept.ballots(), kept.events("ballot_cast")) == ([], 0)
    assert kept.ledger_breaks_at(discord.world.guild) is None
    await start(discord, tmp_path)
    assert "have not voted" in (await discord.press("My vote", message=card, by=ana)).text
    discord.faults.drop("POST", CALLBACK)
    lost = await discord.press("✓ Yes", message=card, by=ana)
    assert "What you wished is done" in lost.text
    assert "Your ballot on **Bread** is changed" in (await discord.press("✓ Yes", message=card, by=ana)).text
    assert (kept.ballots(), kept.events("ballot_cast")) == ([(ana.id, "yes")], 2)
    assert kept.ledger_breaks_at(discord.world.guild) is None


async def test_a_deadline_that_passed_while_it_was_down_closes_once_and_is_announced_once(
    discord: StandIn, ana: Member, tmp_path: Path
) -> None:
    discord.world.ids.pass_time(-timedelta(hours=2, seconds=-8))
    bot = await start(discord, tmp_path)
    card = await open_vote(discord, ana)
    assert "Receipt" in (await discord.press("✓ Yes", message=card, by=ana)).text
    as_ana_saw_it = copy(card)
    await bot.kill()
    await start(discord, tmp_path)
    await discord.until(lambda world: len(announced(world)) == 1, within=30)
    late = await discord.press("✗ No", message=as_ana_saw_it, by=ana)
    assert "Receipt" not in late.text
    assert len(announced(discord.world)) == 1


async def test_a_stop_is_orderly_and_keeps_what_was_acknowledged_and_meanwhile_no_second_process_starts(
    discord: StandIn, ana: Member, kept: Kept, tmp_path: Path
) -> None:
    discord.world.ids.pass_time(BEHIND)
    bot = await start(discord, tmp_path, begin=started)
    card = await open_vote(discord, ana)
    second = await start(discord, tmp_path)
    await second.says(f"Another Accord is running on {kept.name}. Stop it first")
    assert await second.ended() == 2
    update = discord.faults.hold("PATCH", MESSAGE, accepted=True)
    assert "Receipt" in (await discord.press("✓ Yes", message=card, by=ana)).text
    await update.struck()
    bot.ask(signal.SIGTERM)
    update.release()
    assert await bot.ended() == 0
    assert bot.output[-1] == "Accord has stopped."
    assert bot.complaints() == []
    assert kept.ballots() == [(ana.id, "yes")]
    assert kept.sent("card_update") == [("sent", 1)]
