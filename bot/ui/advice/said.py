"""Every advice, whole, and how it was weighed."""

from collections.abc import Iterator

from bot.rules.advice import Advised
from bot.ui.common.said import titled
from bot.ui.pages import Said
from bot.ui.people import mention


def said(item: Advised) -> Iterator[Said]:
    """Yield every advice."""
    yield from titled("Advice", _advice(item))


def _advice(item: Advised) -> Iterator[Said]:
    for who, one in item.advice.items():
        yield Said(f"💬 {mention(who)} on version {one.version}", one.text)
        yield from [Said("↳ Weighed", one.weighed)] if one.weighed else []
