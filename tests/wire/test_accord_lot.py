"""Words for a sealed lot over real HTTP and WebSocket: committed before they are acknowledged, kept after a kill."""

from pathlib import Path

import pytest

from tests.wire.accord import CALLBACK, Kept, add_manager, posted_card, start
from tests.wire.interactions import AnswerType
from tests.wire.stand_in import StandIn
from tests.wire.world import Member, Message

pytestmark = pytest.mark.wire


@pytest.fixture
def ana(discord: StandIn) -> Member:
    return add_manager(discord.world)


async def open_lot(discord: StandIn, ana: Member, ben: Member) -> Message:
    """Found a circle of two, have a lot between three breads opened in it, and return its card."""
    general = discord.world.general
    circle = {"name": "Kitchen", "aim": "Meals", "shortest": "1 hour", "quorum": "1"}
    await discord.command("circle create", circle, by=ana, channel=general)
    await discord.command("circle join", {"name": "Kitchen"}, by=ben, channel=general)
    form = await discord.command("propose", {"method": "lot"}, by=ana, channel=general)
    typed = {"title": "Bread", "text": "One oven.", "process": ["lot"], "deadline": "2 hours"}
    echoed = await discord.submit_modal(form, typed)
    form = await discord.press("Options …", message=echoed.message, by=ana)
    echoed = await discord.submit_modal(form, {"options": "Rye\nBrioche\nFlat"})
    await discord.press("Open the vote", message=echoed.message, by=ana)
    return await posted_card(discord)


def words(kept: Kept) -> list[tuple[object, ...]]:
    return kept.rows("SELECT member_id, text FROM word ORDER BY member_id")


async def test_after_a_kill_every_committed_word_is_there_once_and_can_be_changed(
    discord: StandIn, ana: Member, tmp_path: Path
) -> None:
    ben, cleo = (discord.world.add_member(name) for name in ("ben", "cleo"))
    kept, bot = Kept(tmp_path), await start(discord, tmp_path)
    card = await open_lot(discord, ana, ben)
    form = await discord.press("Add a word", message=card, by=ana)
    assert form.type is AnswerType.MODAL
    assert "is in: “oven”" in (await discord.submit_modal(form, {"word": "oven"})).text
    form = await discord.press("Add a word", message=card, by=ben)
    answer = discord.faults.hold("POST", CALLBACK)
    unanswered = discord.meanwhile(discord.submit_modal(form, {"word": "Größe 🌳"}))
    await answer.struck()
    await bot.kill()
    answer.discard()
    with pytest.raises(AssertionError, match="no bot is there to answer"):
        await unanswered
    assert words(kept) == [(ana.id, "oven"), (ben.id, "Größe 🌳")]

    await start(discord, tmp_path)
    assert "not on the roll" in (await discord.press("Add a word", message=card, by=cleo)).text
    form = await discord.press("Add a word", message=card, by=ben)  # sent off as it opens: with the word as it stands
    assert "changed to “Größe 🌳”" in (await discord.submit_modal(form, {})).text
    form = await discord.press("Add a word", message=card, by=ana)
    assert "changed to “stove”" in (await discord.submit_modal(form, {"word": "stove"})).text
    assert words(kept) == [(ana.id, "stove"), (ben.id, "Größe 🌳")]
    assert kept.events("word_added") == 4
    assert kept.events("lot_sealed") == 1
    assert kept.ledger_breaks_at(discord.world.guild) is None
