"""Lazy consensus as members see it: an announcement, and what stops it."""

from bot.rules.lazy import Phase
from bot.ui.face import Face, Field
from bot.ui.lazy.actions import ACTIONS
from bot.ui.lazy.helper import HELPER
from bot.ui.lazy.lines import lines
from bot.ui.lazy.said import said
from bot.ui.lazy.told import told
from bot.ui.lazy.words import PHASES

UNDO = Field("undo", "How would it be undone?", hint="What cannot be undone needs another way to decide", most=300)

FACE = Face(
    PHASES, (Phase.ANNOUNCED, Phase.PROCEED, Phase.SETTLED), ACTIONS, lines, told, (UNDO,), said=said, helper=HELPER
)
