"""A relay between two houses as members see it: whose turn it is, the words before a house, and what has crossed."""

from bot.rules.process.council import Side
from bot.rules.relay.state import Relay
from bot.ui.clean import clean
from bot.ui.face import Face
from bot.ui.relay.actions import ACTIONS
from bot.ui.relay.lines import lines
from bot.ui.relay.said import said
from bot.ui.relay.told import told
from bot.ui.relay.words import PATH, PHASES

NAME_ROOM = 80
"""Letters of the names of a house's circles."""


def seats(item: Relay) -> str:
    """Return who brings it, which circles are the houses, and which keeps."""
    first, second, keepers = (clean(item.houses[side].name, NAME_ROOM) or "—" for side in PARTS)
    return f"brought by <@{item.proposer}> · first house {first} · second house {second} · keepers {keepers}"


PARTS = (Side.FIRST, Side.SECOND, Side.KEEPERS)

FACE = Face(PHASES, PATH, ACTIONS, lines, told, seats=seats, said=said)
