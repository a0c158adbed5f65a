"""The shipped process tells whoever watches over it how it is."""

import socket
from pathlib import Path

import aiohttp
import pytest

from tests.wire.accord import add_manager, ask_for_vote, start
from tests.wire.stand_in import StandIn

pytestmark = pytest.mark.wire


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def test_presses_are_counted_and_timed_without_a_word_of_whose_they_are(discord: StandIn, tmp_path: Path) -> None:
    ana, port = add_manager(discord.world), free_port()
    await start(discord, tmp_path, ACCORD_HEALTH_PORT=str(port))
    await ask_for_vote(discord, ana)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        async with session.get("/health") as answer:
            assert (answer.status, (await answer.json())["wrong"]) == (200, [])
        async with session.get("/metrics") as answer:
            text = await answer.text()
    assert 'accord_use_cases_total{outcome="kept",use_case="proposal.open_proposal"} 1.0' in text
    presses = [line for line in text.splitlines() if line.startswith("accord_acknowledgement_seconds_count")]
    assert float(presses[0].split()[1]) >= 4
    assert "accord_unanswered_total 0.0" in text
    for private in (ana.id, discord.world.guild.id, discord.world.general.id, discord.token, "Bread", "Kitchen"):
        assert str(private) not in text
