"""Permission by announcement as members see it."""

from bot.rules.permission import Permission, Phase
from bot.ui.face import Face, Field, Kind
from bot.ui.permission.actions import ACTIONS
from bot.ui.permission.helper import HELPER
from bot.ui.permission.lines import lines
from bot.ui.permission.said import said
from bot.ui.permission.told import told
from bot.ui.permission.words import PHASES

SUM = Field("sum", "What does it cost?", Kind.LINE, "Only where money is spent", 100, 0)


def seats(item: Permission) -> str:
    """Return who announces it and, where money is spent, who leads."""
    lead = f" · lead <@{item.lead}>" if item.spends and item.lead else ""
    return f"announced by <@{item.proposer}>{lead}"


FACE = Face(
    PHASES,
    (Phase.ANNOUNCED, Phase.PERMITTED, Phase.USED),
    ACTIONS,
    lines,
    told,
    (SUM,),
    "What will you do?",
    seats,
    said=said,
    helper=HELPER,
)
