"""How a consensus process helps to put a doubt into words: a block, or to stand aside."""

from bot.rules.doubt import Leaning, Probe
from bot.ui.clean import clean_block
from bot.ui.common.told import ROOM, Made
from bot.ui.helper import LEANINGS, SEEN_AT_CLOSE, Helper, Question, Questions

QUESTIONS: Questions = (
    (Question(Probe("values", Leaning.PREFERENCE), "Would it break something that we stand for together?",
              "Not only what you would like, but what all of us are here for"),),
    (Question(Probe("all"), "Would it still be wrong if others carried it out, without you?",
              "If not, you can stand aside: you need not carry it out"),),
    (Question(Probe("work"), "Would you look for a way through, together with the others?",
              "Who blocks takes part in that; nobody is left alone with it"),),
)  # fmt: skip

BLOCKS = {
    **LEANINGS,
    Leaning.OBJECTION: (
        "By your answers this is a **block**: it is about what all of you stand for. It stops the decision, and the "
        "others need to hear it. You look for a way through together."
    ),
    Leaning.CONCERN: (
        "By your answers others may go on with it, and you would rather have no part in it. That is often to **stand "
        "aside**. If you see it otherwise, block; that is for you to say."
    ),
    Leaning.PREFERENCE: (
        "By your answers it breaks nothing that you stand for together. That is often a **reservation**: it goes into "
        "the record. If there is more to it, block; that is for you to say."
    ),
}


def _shown(move: Made, by: str) -> str:
    return f"✗ {by}: {clean_block(move.reason, ROOM)}"


HELPER = Helper(
    "block",
    "reason",
    lambda _: QUESTIONS,
    _shown,
    SEEN_AT_CLOSE,
    "✗ Block, under my name",
    (("aside", "reason"), ("reserve", "reason")),
    leanings=BLOCKS,
)
