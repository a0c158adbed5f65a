"""How a discernment helps to put a doubt into words: not to unite, or to be uncomfortable."""

from bot.rules.doubt import Answer, Leaning, Probe
from bot.ui.clean import clean_block
from bot.ui.common.told import ROOM, Made
from bot.ui.helper import LEANINGS, SEEN_AT_CLOSE, Helper, Question, Questions

QUESTIONS: Questions = (
    (Question(Probe("sense", Leaning.PREFERENCE), "Does the minute miss what the meeting has found?",
              "As you heard it, whether or not it is what you hoped for"),),
    (Question(Probe("peace", Leaning.CONCERN, Answer.NO), "Could you let the meeting go on, and be at peace with that?",
              "Unity is not that everybody is satisfied"),),
)  # fmt: skip

UNITY = {
    **LEANINGS,
    Leaning.OBJECTION: (
        "By your answers you **cannot unite** with this minute. The meeting needs to hear that, and discerns on."
    ),
    Leaning.CONCERN: (
        "By your answers you are **uncomfortable**, and would not stand in the way. The minute can name you. If you "
        "see it otherwise, say that you cannot unite; that is for you to say."
    ),
    Leaning.PREFERENCE: (
        "By your answers the minute says what the meeting has found, and you hoped for something else. You can say "
        "that you are uncomfortable. If there is more to it, say that you cannot unite; that is for you to say."
    ),
}


def _shown(move: Made, by: str) -> str:
    return f"✗ {by} cannot unite: {clean_block(move.reason, ROOM)}"


HELPER = Helper(
    "cannot",
    "reason",
    lambda _: QUESTIONS,
    _shown,
    SEEN_AT_CLOSE,
    "✗ I cannot unite",
    (("uncomfortable", "reason"),),
    leanings=UNITY,
)
