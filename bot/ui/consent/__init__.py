"""A consent round as members see it: what each phase is for, what can be pressed, and every step in a sentence."""

from bot.ui.consent.actions import ACTIONS
from bot.ui.consent.helper import HELPER
from bot.ui.consent.lines import lines
from bot.ui.consent.private import private, whispered
from bot.ui.consent.said import said
from bot.ui.consent.told import told
from bot.ui.consent.words import PATH, PHASES
from bot.ui.face import Face

FACE = Face(PHASES, PATH, ACTIONS, lines, told, whispered=whispered, private=private, said=said, helper=HELPER)
