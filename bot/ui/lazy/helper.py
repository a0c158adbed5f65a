"""How lazy consensus helps to put a doubt into words: the reason, and an alternative where there is one."""

from bot.rules.doubt import Probe
from bot.ui.helper import IN_PLAIN_WORDS, SEEN_AT_ONCE, Helper, Question
from bot.ui.lazy.told import objected

INSTEAD = Question(
    Probe("e", None),
    "Do you see another way?",
    "You need not; it helps the others to find one",
    "instead",
    "What could be done instead?",
)

HELPER = Helper("object", "reason", lambda _: (*IN_PLAIN_WORDS, (INSTEAD,)), objected, SEEN_AT_ONCE)
