"""A community whose consent rounds allow objections without a name."""

from dataclasses import dataclass, replace
from types import MappingProxyType

import pytest

from bot.rules.consent import Settings
from bot.rules.processes import PROCESSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaying(Settings):
    """The usual settings, but for that."""

    relayed: bool = True


def allow_relaying(monkeypatch: pytest.MonkeyPatch) -> None:
    found = MappingProxyType({**PROCESSES, "consent": replace(PROCESSES["consent"], settings=Relaying)})
    for room in ("bot.services.proceeding", "bot.store.proceedings"):
        monkeypatch.setattr(f"{room}.PROCESSES", found)
