"""An advice process as members see it: who is asked, what they advise, and how it is weighed."""

from bot.ui.advice.actions import ACTIONS
from bot.ui.advice.lines import lines, seats
from bot.ui.advice.said import said
from bot.ui.advice.told import told
from bot.ui.advice.words import PATH, PHASES
from bot.ui.face import NEED, Face, Field, Kind

AFFECTED = Field(
    "affected", "Whom does it affect?", Kind.PEOPLE, "They are asked; who knows the matter can be added next", 10
)

FACE = Face(PHASES, PATH, ACTIONS, lines, told, (NEED, AFFECTED), seats=seats, said=said)
