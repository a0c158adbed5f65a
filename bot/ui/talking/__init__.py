"""A talking circle as members see it: who has the word, who has had it, and nothing of what is kept for later."""

from bot.ui.face import Face, Field
from bot.ui.talking.actions import ACTIONS
from bot.ui.talking.lines import lines, seats
from bot.ui.talking.said import said
from bot.ui.talking.told import told
from bot.ui.talking.words import PATH, PHASES

PURPOSE = Field("purpose", "What is this circle for?", hint="It is read to everybody at the opening", most=300)

FACE = Face(PHASES, PATH, ACTIONS, lines, told, (PURPOSE,), "What question goes round?", seats, said=said)
