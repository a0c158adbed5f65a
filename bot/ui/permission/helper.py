"""How a permission helps who holds the domain to put a doubt into words."""

from bot.ui.clean import clean_block
from bot.ui.common.told import ROOM, Made
from bot.ui.helper import IN_PLAIN_WORDS, SEEN_AT_ONCE, Helper


def _shown(move: Made, by: str) -> str:
    return f"{by} objects: {clean_block(move.reason, ROOM)}"


HELPER = Helper("object", "reason", lambda _: IN_PLAIN_WORDS, _shown, SEEN_AT_ONCE, lighter=(("escalate", "reason"),))
