"""Governance as members see it: a proposal for a role, and objections for a role, each with its arguments."""

from bot.ui.face import Face, Field, Kind
from bot.ui.holacracy.actions import ACTIONS
from bot.ui.holacracy.helper import HELPER
from bot.ui.holacracy.lines import lines
from bot.ui.holacracy.said import said
from bot.ui.holacracy.told import told
from bot.ui.holacracy.words import CASE, OUTPUTS, PATH, PHASES

OUTPUT = Field("output", "What does it do? The title names the role", Kind.CHOICES, most=1, options=OUTPUTS)

FACE = Face(PHASES, PATH, ACTIONS, lines, told, (OUTPUT, CASE), "How is it to read?", said=said, helper=HELPER)
