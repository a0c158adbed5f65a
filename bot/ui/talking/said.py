"""Every turn of a talking circle, whole, and what its keeper heard."""

from collections.abc import Iterator

from bot.rules.talking import Kind, Round, Talking
from bot.ui.common.said import titled
from bot.ui.pages import Said
from bot.ui.people import mention


def said(item: Talking) -> Iterator[Said]:
    """Yield what was spoken in each round so far."""
    for number, heard in enumerate((*item.rounds, item.heard), start=1):
        yield from titled(f"Round {number}", _spoken(heard))
    yield from titled(
        "Heard", (Said("▹", text) for text in (*item.summaries, *([item.reflection] if item.reflection else [])))
    )


def _spoken(heard: Round) -> Iterator[Said]:
    yield from (Said(f"💬 {mention(who)}", one.text) for who, one in heard.items() if one.kind is Kind.SPOKE)
