"""The one registry of processes. A further one is one file in `bot/rules/` with its PROCESS, and one entry here."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.rules import advice, consensus, consent, holacracy, lazy, minute, permission, relay, review, rough, talking
from bot.rules.process.description import Process

PROCESSES: Mapping[str, Process] = MappingProxyType(
    {
        process.key: process
        for process in (
            consent.PROCESS,
            lazy.PROCESS,
            consensus.PROCESS,
            minute.PROCESS,
            advice.PROCESS,
            holacracy.PROCESS,
            rough.PROCESS,
            permission.PROCESS,
            relay.PROCESS,
            talking.PROCESS,
            review.PROCESS,
        )
    }
)
"""Every process on offer, by key, in the order in which they are offered; what is not offered begins by itself."""

NAMES: Mapping[str, str] = MappingProxyType(
    {
        written: process.key
        for process in PROCESSES.values()
        for written in (process.key, process.name.casefold(), process.key.replace("_", " "))
    }
)
"""The key of each by what people call it, in small letters."""

FOLLOWING = frozenset(process.key for process in PROCESSES.values() if process.by_itself)
"""Those that can begin by themselves, where another has led to no decision."""
