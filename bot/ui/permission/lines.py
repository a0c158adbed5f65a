"""What a permission shows on its card below the text: what it costs, and why it was stopped."""

from bot.rules.permission import Permission, Phase
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT, why


def lines(item: Permission) -> list[str]:
    """Return what stands on the card of a phase."""
    cost = [f"It costs {clean(item.sum, EXCERPT)}"] if item.spends else []
    against = [f"✗ <@{item.against}>: {clean(item.reason, EXCERPT)}"] if item.against else []
    done = [f"▹ {clean(item.report, EXCERPT)}"] if item.report else []
    return [*cost, *against, *done, *(why(item) if item.phase is Phase.WITHDRAWN else [])]
