"""The shipped process at its most talkative, in a secret vote in which much goes wrong: its log gives nothing away."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.databases import rows
from tests.wire.accord import CALLBACK, Kept, add_manager, announced, posted_card, start
from tests.wire.stand_in import StandIn
from tests.wire.world import Member, Message

pytestmark = pytest.mark.wire

STUB = re.compile("[0-9a-f]{32}")
SECONDS = 12
"""How long the vote runs by the bot's clock."""


async def test_at_its_most_talkative_its_log_tells_no_ballot_no_voter_and_no_token(
    discord: StandIn, tmp_path: Path
) -> None:
    discord.world.ids.pass_time(-timedelta(hours=2, seconds=-SECONDS))
    ana, *others = people = [
        add_manager(discord.world),
        *(discord.world.add_member(name) for name in ("ben", "cleo", "david", "ela")),
    ]
    bot = await start(discord, tmp_path, ACCORD_LOG_LEVEL="DEBUG")
    card = await _opened(discord, ana, others)
    said = [(await discord.press("✓ Yes", message=card, by=ana)).text]
    discord.faults.answer("POST", CALLBACK, 500)
    said.append((await discord.press("✗ No", message=card, by=others[0])).text)
    discord.faults.drop("POST", CALLBACK)
    said.append((await discord.press("◯ Abstain", message=card, by=others[1])).text)
    discord.faults.drop("POST", CALLBACK)
    by_words = {"proposal": "1", "choice": "no"}
    said.append((await discord.command("vote", by_words, by=others[2], channel=discord.world.general)).text)
    said.append((await discord.press("My vote", message=card, by=ana)).text)
    key = str(rows(Kept(tmp_path).address, "SELECT key FROM vote_key"))
    await discord.until(lambda world: len(announced(world)) == 1, within=40)
    (result,) = announced(discord.world)
    said.append((await discord.press("All ballots", message=result, by=others[3])).text)
    assert await bot.stop() == 0
    stubs = {stub for text in said for stub in STUB.findall(text)}
    assert len(stubs) >= 2
    told = "\n".join(bot.output)
    assert "Traceback" in told
    names = [str(one.id) for one in people]
    for secret in (*stubs, key, discord.token, *names, *_tokens(discord), "accord:vote:1:", "✓", "✗", "◯"):
        assert secret not in told, secret


async def _opened(discord: StandIn, ana: Member, others: list[Member]) -> Message:
    """Open a secret vote of two hours among five, and return its card."""
    general = discord.world.general
    rules = {"name": "Kitchen", "aim": "Meals", "shortest": "1 hour", "quorum": "1", "ballots": "secret"}
    assert "Kitchen" in (await discord.command("circle create", rules, by=ana, channel=general)).text
    for one in others:
        await discord.command("circle join", {"name": "Kitchen"}, by=one, channel=general)
    form = await discord.command("propose", by=ana, channel=general)
    typed = {"title": "Bread", "text": "We bake.", "process": ["circle"], "deadline": "2 hours"}
    echoed = (await discord.submit_modal(form, typed)).message
    assert echoed
    assert "is open" in (await discord.press("Open the vote", message=echoed, by=ana)).text
    return await posted_card(discord)


def _tokens(discord: StandIn) -> list[str]:
    """Return the tokens of all interactions, with which their answers can be changed."""
    return [*discord.interactions]
