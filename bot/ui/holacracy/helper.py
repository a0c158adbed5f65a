"""How governance helps to put a doubt into words: an argument for each criterion."""

from bot.ui.consent.helper import ARGUED
from bot.ui.helper import SEEN_AT_ONCE, Helper
from bot.ui.holacracy.told import objected

HELPER = Helper(
    "object", "a", lambda _: ARGUED, objected, SEEN_AT_ONCE, lighter=(("concern", "concern"), ("react", "text"))
)
