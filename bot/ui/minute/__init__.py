"""A discernment as members see it: the silence, what is said out of it, and a minute with which they unite."""

from bot.rules.minute.process import DRAFTED
from bot.rules.minute.state import Minute
from bot.ui.face import NEED, Face, Field, Kind
from bot.ui.minute.actions import ACTIONS
from bot.ui.minute.helper import HELPER
from bot.ui.minute.lines import lines
from bot.ui.minute.said import said
from bot.ui.minute.told import told
from bot.ui.minute.words import PATH, PHASES

BEGINS = Field(
    "begins",
    "How does it begin?",
    Kind.CHOICES,
    "In silence, if you choose nothing",
    most=1,
    fewest=0,
    options=(
        ("silence", "In silence: we wait, and hear what comes"),
        (DRAFTED, "The text is a minute already: do we unite with it?"),
    ),
)


def seats(item: Minute) -> str:
    """Return who brings the matter and who is the clerk."""
    return f"brought by <@{item.proposer}> · clerk <@{item.facilitator}>"


FACE = Face(
    PHASES, PATH, ACTIONS, lines, told, (NEED, BEGINS), "What is the matter before us?", seats, said=said, helper=HELPER
)
