"""Everything that was said against an announcement, and what could be done instead."""

from collections.abc import Iterator

from bot.rules.lazy import Lazy
from bot.ui.common.said import titled
from bot.ui.pages import Said
from bot.ui.people import mention


def said(item: Lazy) -> Iterator[Said]:
    """Yield the way back and every objection."""
    yield from titled("The way back", [Said("▹", item.undo)] if item.undo else [])
    yield from titled("Objections", _objections(item))


def _objections(item: Lazy) -> Iterator[Said]:
    for by, one in item.objections.items():
        yield Said(f"✗ {mention(by)}{', taken back' if one.taken_back else ''}", one.reason)
        yield from [Said("↳ Instead", one.instead)] if one.instead else []
