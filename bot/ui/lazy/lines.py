"""What lazy consensus shows on its card below the text: the way back, who consented, every objection."""

from bot.rules.ids import MemberId
from bot.rules.lazy import MACHINE, Lazy, Phase
from bot.rules.lazy.state import Objection
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT, some, stale, why


def lines(item: Lazy) -> list[str]:
    """Return what stands on the card of a phase."""
    if item.phase is Phase.WITHDRAWN:
        return why(item)
    found = some([_objection(by, one) for by, one in item.objections.items()], "objections")
    if item.phase not in MACHINE.ends:
        found = [f"-# The way back: {clean(item.undo, EXCERPT)}", *stale(item), *found]
    if item.phase is Phase.ANNOUNCED and (others := item.positions.keys() - {item.proposer}):
        found.append(f"✓ {len(others)} said so in words")
    return found


def _objection(by: MemberId, one: Objection) -> str:
    """Return an objection on a line: whose it is, whether it stands, and what it says."""
    instead = f" Instead: {clean(one.instead, EXCERPT)}" if one.instead else ""
    return f"✗ <@{by}>{', taken back' if one.taken_back else ''}: {clean(one.reason, EXCERPT)}{instead}"
