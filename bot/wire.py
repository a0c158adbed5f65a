"""Listens at the wire to Discord: how long a person waits for their answer, and what Discord says to requests."""

import re
from time import monotonic
from types import SimpleNamespace

import aiohttp
import discord

from bot.metrics import Metrics

_ANSWER = re.compile(r"/interactions/([0-9]+)/[^/]+/callback$")

ALONE = 0
"""The number of the one connection, where there are no shards."""

LONGEST = 60
"""Seconds after which somebody who has no answer will get none: Discord gives up after three."""


class Wire:
    """Measures every request of a client, and each interaction from its coming to its answer.

    Ids of interactions are held for so long and go nowhere.
    """

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._waiting: dict[str, float] = {}
        self._shards, self._connected = {ALONE}, set[int]()
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_end.append(self._answered)
        self.trace.on_request_exception.append(self._failed)

    def listen(self, client: discord.Client) -> None:
        """Hear of interactions, and of the gateway: of each shard, where there are several."""
        shards = getattr(client, "shard_ids", None)
        self._shards, prefix = ({*shards}, "on_shard") if shards else ({ALONE}, "on")
        client.add_listener(self._came, "on_interaction")  # type: ignore[attr-defined]
        for event in ("connect", "ready", "resumed"):
            client.add_listener(self._on, f"{prefix}_{event}")  # type: ignore[attr-defined]
        client.add_listener(self._off, f"{prefix}_disconnect")  # type: ignore[attr-defined]

    @property
    def connected(self) -> bool:
        """Whether the gateway is connected, on all shards."""
        return self._shards <= self._connected

    def tidy(self) -> None:
        """Count those who were never answered, and forget them."""
        late = monotonic() - LONGEST
        for interaction_id in [one for one, came in self._waiting.items() if came < late]:
            del self._waiting[interaction_id]
            self._metrics.unanswered.inc()

    async def _came(self, interaction: discord.Interaction) -> None:
        self._waiting[str(interaction.id)] = monotonic()

    async def _on(self, shard_id: int = ALONE) -> None:
        self._connected.add(shard_id)

    async def _off(self, shard_id: int = ALONE) -> None:
        self._connected.discard(shard_id)

    async def _answered(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, end: aiohttp.TraceRequestEndParams
    ) -> None:
        self._metrics.answers.labels(str(end.response.status)).inc()
        found = _ANSWER.search(end.url.path)
        came = self._waiting.pop(found[1], None) if found and end.response.ok else None
        if came is not None:
            self._metrics.acknowledged.observe(monotonic() - came)

    async def _failed(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, ___: aiohttp.TraceRequestExceptionParams
    ) -> None:
        self._metrics.answers.labels("none").inc()
