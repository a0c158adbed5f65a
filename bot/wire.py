"""Listens at the wire to Discord: how long a person waits for their answer, and what Discord says to requests."""

import re
from time import monotonic
from types import SimpleNamespace

import aiohttp
import discord

from bot.metrics import Metrics

_ANSWER = re.compile(r"/interactions/([0-9]+)/[^/]+/callback$")

LONGEST = 60
"""Seconds after which somebody who has no answer will get none: Discord gives up after three."""


class Wire:
    """Measures every request of a client, and each interaction from its coming to its answer.

    Ids of interactions are held for so long and go nowhere.
    """

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._waiting: dict[str, float] = {}
        self.connected = False
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_end.append(self._answered)
        self.trace.on_request_exception.append(self._failed)

    def listen(self, client: discord.Client) -> None:
        """Hear of interactions, and of the gateway."""
        client.add_listener(self._came, "on_interaction")  # type: ignore[attr-defined]
        for event in ("on_connect", "on_ready", "on_resumed"):
            client.add_listener(self._on, event)  # type: ignore[attr-defined]
        client.add_listener(self._off, "on_disconnect")  # type: ignore[attr-defined]

    def tidy(self) -> None:
        """Count those who were never answered, and forget them."""
        late = monotonic() - LONGEST
        for interaction_id in [one for one, came in self._waiting.items() if came < late]:
            del self._waiting[interaction_id]
            self._metrics.unanswered.inc()

    async def _came(self, interaction: discord.Interaction) -> None:
        self._waiting[str(interaction.id)] = monotonic()

    async def _on(self) -> None:
        self.connected = True

    async def _off(self) -> None:
        self.connected = False

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
