"""The shipped process over real HTTP and WebSocket: killed, restarted, and nothing lost."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.wire.bot_process import BotProcess
from tests.wire.interactions import AnswerType
from tests.wire.stand_in import StandIn
from tests.wire.world import Member, Message, World

pytestmark = pytest.mark.wire


async def start(discord: StandIn, folder: Path) -> BotProcess:
    """Run the shipped process on its database."""
    env = {
        "ACCORD_TOKEN": discord.token,
        "ACCORD_PROXY": discord.proxy_url,
        "ACCORD_DATABASE": f"sqlite:///{folder}/accord.db",
    }
    return await discord.run([sys.executable, "-m", "bot", "run"], env)


def cards(world: World) -> list[Message]:
    return [one for one in world.messages_in(world.general) if "Bread" in str(one.components)]


def announced(world: World) -> list[Message]:
    """Return the messages that announce a result: they come with its picture."""
    return [one for one in world.messages_in(world.general) if one.attachments]


async def open_vote(discord: StandIn, ana: Member) -> Message:
    """Found a circle, propose, and return the posted card."""
    general = discord.world.general
    founded = await discord.command(
        "circle create",
        {"name": "Kitchen", "aim": "Meals", "shortest": "1 hour", "quorum": "1"},
        by=ana,
        channel=general,
    )
    assert "Kitchen" in founded.text, founded.text
    form = await discord.command("propose", by=ana, channel=general)
    typed = {"title": "Bread", "text": "We bake.", "process": ["circle"], "deadline": "2 hours"}
    echoed = await discord.submit_modal(form, typed)
    assert echoed.type is AnswerType.MESSAGE
    assert echoed.message, echoed.text
    await discord.press("Open the vote", message=echoed.message, by=ana)
    await discord.until(lambda world: len(cards(world)) == 1, within=20)
    return cards(discord.world)[0]


async def test_a_ballot_acknowledged_before_a_kill_is_kept_and_the_buttons_still_work(
    discord: StandIn, tmp_path: Path
) -> None:
    ana = discord.world.add_member("ana", discord.world.add_role("manager", permissions=0x8))
    bot = await start(discord, tmp_path)
    card = await open_vote(discord, ana)
    voted = await discord.press("✔ Yes", message=card, by=ana)
    assert "Receipt" in voted.text
    await bot.kill()
    await start(discord, tmp_path)
    mine = await discord.press("My vote", message=card, by=ana)
    assert "Yes" in mine.text


async def test_a_deadline_that_passed_while_it_was_down_closes_once_and_is_announced_once(
    discord: StandIn, tmp_path: Path
) -> None:
    discord.world.ids.pass_time(-timedelta(hours=2, seconds=-8))
    ana = discord.world.add_member("ana", discord.world.add_role("manager", permissions=0x8))
    bot = await start(discord, tmp_path)
    card = await open_vote(discord, ana)
    assert "Receipt" in (await discord.press("✔ Yes", message=card, by=ana)).text
    await bot.kill()
    await start(discord, tmp_path)
    await discord.until(lambda world: len(announced(world)) == 1, within=30)
    late = await discord.press("✖ No", message=card, by=ana)
    assert "Receipt" not in late.text
    assert len(announced(discord.world)) == 1
