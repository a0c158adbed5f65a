"""Rough consensus as members see it: the ledger of issues, and never a count of heads."""

from bot.ui.face import Face
from bot.ui.rough.actions import ACTIONS
from bot.ui.rough.lines import lines, seats
from bot.ui.rough.said import said
from bot.ui.rough.told import told
from bot.ui.rough.words import PATH, PHASES

FACE = Face(PHASES, PATH, ACTIONS, lines, told, seats=seats, said=said)
