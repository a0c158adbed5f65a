"""How a relay decides, in words."""

from collections.abc import Mapping

from bot.rules.knobs import FLAGGED, in_words
from bot.rules.relay.state import Settings


def knobs(settings: Settings) -> Mapping[str, str]:
    """Return how circles that decide with these settings decide (governance 1)."""
    return in_words(
        "a relay between two houses",
        K1="the keepers object by a clause of the constitution, once to each text",
        K2=f"not of one mind: the item is laid over for {settings.rest.days} days",
        K3="not offered",
        K6=f"after {settings.rounds} differences the keepers choose one of the two texts",
        K9="every bench is there",
        K13=FLAGGED,
        K10="who assents, and every word before a house, at once and to all: there is one thread",
    )
