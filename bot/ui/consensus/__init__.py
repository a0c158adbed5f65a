"""Consensus as members see it: what each phase is for, what can be pressed, and every step in a sentence."""

from bot.ui.consensus.actions import ACTIONS
from bot.ui.consensus.helper import HELPER
from bot.ui.consensus.lines import lines
from bot.ui.consensus.said import said
from bot.ui.consensus.told import told
from bot.ui.consensus.words import PATH, PHASES
from bot.ui.face import Face

FACE = Face(PHASES, PATH, ACTIONS, lines, told, said=said, helper=HELPER)
