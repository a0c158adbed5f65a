"""Ballots from a press to the answer, durable in between, beside a handler that only acknowledges.

The same presses of one card go through the same discord.py client in the same process, from the gateway's
frames to Discord's answer over HTTP; only the button's callback differs. The empty handler defers, the least
that Discord accepts; the speaking one answers a fixed sentence with a button, as Accord does, and remembers
nothing.
"""

import asyncio
from collections.abc import Iterator
from re import Match
from statistics import median
from time import perf_counter
from typing import Any

import discord

from bench.crowd import folder, members, open_decision, opened
from bench.edge import Edge, discord_on_loopback, presses
from bench.result import Result
from bot.app import settle_memory
from bot.rules.decision import Choice, Decision
from bot.store.writer import Store
from bot.ui.buttons import WithdrawButton
from bot.ui.desk import ID, answer

CROWD = 2_000
ROUNDS = 5
TEMPLATE = rf"accord:vote:{ID}:(?P<choice>yes|no|abstain)"


class Empty(discord.ui.DynamicItem[discord.ui.Button[Any]], template=TEMPLATE):
    """Acknowledges a press."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(discord.ui.Button(custom_id=custom_id))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], match: Match[str], /) -> "Empty":
        """Rebuild the button."""
        return cls(match.string)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Acknowledge."""
        await interaction.response.defer()


class Speaking(Empty, template=TEMPLATE):
    """Answers a press with a sentence and a button."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Answer."""
        view = discord.ui.View(timeout=None)
        view.add_item(WithdrawButton(1))
        await answer(interaction, "Your ballot is in.\nYou can change it.", view)


def measure() -> Iterator[Result]:
    """Yield ballots per second, the median of a few rounds taken in turns."""
    with folder() as path, opened(path) as store, discord_on_loopback():
        voted, empty, speaking = asyncio.run(_rounds(store))
    note = f"{CROWD:,} members press at once"
    yield Result("ballots, an empty handler", voted, empty, "/s", note)
    yield Result("ballots, a handler that answers", voted, speaking, "/s", note)


async def _rounds(store: Store) -> tuple[float, float, float]:
    rates: tuple[list[float], list[float], list[float]] = [], [], []
    for turn in range(ROUNDS):
        decision = open_decision(store, CROWD, f"Assembly {turn}")
        for found, instead in zip(rates, ((), (Empty,), (Speaking,)), strict=True):
            found.append(await _rate(store, decision, *instead))
        kept = store.read_now(lambda unit, asked: unit.ballots.all(asked), decision.id)
        assert [choice for _, choice in kept] == [Choice.YES] * CROWD, len(kept)
    voted, empty, speaking = (median(found) for found in rates)
    return voted, empty, speaking


async def _rate(store: Store, decision: Decision, *instead: type[discord.ui.DynamicItem[Any]]) -> float:
    """Return presses per second from the first delivered to the last answered."""
    edge = Edge(store, *instead)
    batch = edge.frames(presses(decision, members(CROWD)))
    settle_memory()
    start = perf_counter()
    await edge.press(batch)
    taken = perf_counter() - start
    await edge.close()
    if not instead:
        assert all(b"is in:" in body for body in edge.wire.bodies), edge.wire.bodies[0]
    return CROWD / taken
