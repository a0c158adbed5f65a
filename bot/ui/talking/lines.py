"""What a talking circle shows on its card: whose turn it is, and what came of each turn so far."""

from bot.rules.talking import Kind, Phase, Talking
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT
from bot.ui.people import named

SIGNS = {Kind.SPOKE: "✓ Spoke", Kind.PASSED: "○ Passed", Kind.ABSENT: "◌ Away"}


def seats(item: Talking) -> str:
    """Return who keeps the circle."""
    return f"kept by <@{item.facilitator}>"


def lines(item: Talking) -> list[str]:
    """Return whose turn it is, who had theirs, and who comes; between rounds what the keeper heard last."""
    found = [f"▸ The word is with <@{item.holder}>"] if item.holder is not None else []
    found += [f"{sign}: {named(who)}" for kind, sign in SIGNS.items() if (who := _of(item, kind))]
    if item.phase is Phase.PIECE:
        found += [f"Still to come: {named(item.waiting)}"] if item.waiting else []
        found += [f"Asked once more at the end: {named(item.again)}"] if item.again else []
    found += [f"-# Heard: {clean(item.summaries[-1], EXCERPT)}"] if item.summaries else []
    return found + ([f"-# {clean(item.reflection, EXCERPT)}"] if item.reflection else [])


def _of(item: Talking, kind: Kind) -> list[int]:
    return [who for who, heard in item.heard.items() if heard.kind is kind and who != item.holder]
