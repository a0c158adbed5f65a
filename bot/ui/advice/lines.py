"""What an advice process shows on its card: what was advised, how it was weighed, and who was silent."""

from bot.rules.advice import Advice, Advised, Phase
from bot.rules.ids import MemberId
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT, some, why
from bot.ui.people import named


def seats(item: Advised) -> str:
    """Return who decides."""
    return f"<@{item.proposer}> decides"


def lines(item: Advised) -> list[str]:
    """Return every advice on a line, and who gave none."""
    if item.phase is Phase.WITHDRAWN:
        return why(item)
    found = some([_line(item, number, who) for number, who in enumerate(item.advice, start=1)], "advices")
    if item.silent and item.phase is not Phase.ADVICE:
        found += [f"-# Asked, and silent: {named(sorted(item.silent))}"]
    return found


def _line(item: Advised, number: int, who: MemberId) -> str:
    advice: Advice = item.advice[who]
    about = f" on version {advice.version}" if advice.version < item.version else ""
    weighed = f"\n-# ↳ ✓ weighed: {clean(advice.weighed, EXCERPT)}" if advice.weighed else ""
    return f"**{number}** <@{who}>{about}: {clean(advice.text, EXCERPT)}{weighed}"
