"""A review as members see it: four short questions, and then one answer that is put to the circle."""

from bot.ui.face import AnyItem, Face
from bot.ui.review.actions import ACTIONS
from bot.ui.review.lines import lines
from bot.ui.review.told import told
from bot.ui.review.words import PATH, PHASES


def _seats(item: AnyItem) -> str:
    return f"<@{item.responsible}> sees to it · facilitated by <@{item.facilitator}>"


FACE = Face(PHASES, PATH, ACTIONS, lines, told, opening=(), seats=_seats)
