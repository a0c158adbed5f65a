"""The phases and endings of a relay in words, and what its houses are called."""

from collections.abc import Mapping

from bot.rules.process.council import Side
from bot.rules.relay.state import Phase
from bot.ui.common.words import DONE, DRAFT, QUIET, TROUBLED, WITHDRAWN
from bot.ui.face import PhaseWords

SIDES: Mapping[str, str] = {
    Side.FIRST: "first house",
    Side.SECOND: "second house",
    Side.KEEPERS: "keepers",
    Side.SURROGATES: "surrogates of the keepers",
}

ASKED: Mapping[str, str] = {
    Side.SECOND: "The circle that has to come to the same words; up to three form one house",
    Side.KEEPERS: "The circle that keeps the rules between them",
}
"""What is asked of whoever opens a relay, beside the text."""

OVER = "Otherwise it is laid over"

PHASES = {
    Phase.DRAFT: DRAFT,
    Phase.SCREEN: PhaseWords(
        "Keepers look",
        "Keepers: does this need both houses, or can it be settled at home?",
        "Who speaks for the keepers puts it before them; it crosses when every one of them assents.",
        OVER,
        ("take_up", "send_home", "assent", "cross"),
    ),
    Phase.FIRST: PhaseWords(
        "First house",
        "First house: come to one mind about the words.",
        "Words cross when everybody in the house assents to them, and only by its speaker.",
        OVER,
        ("text", "assent", "dissent", "cross"),
    ),
    Phase.SECOND: PhaseWords(
        "Second house",
        "Second house: say the same words, or others about which you are of one mind.",
        "If the words are the same, the first house confirms them. If not, it thinks again.",
        OVER,
        ("text", "assent", "dissent", "cross"),
    ),
    Phase.CONFIRM: PhaseWords(
        "First house confirms",
        "First house: both houses say the same. Shall it be so?",
        "What comes back across is confirmed by those with whom it began.",
        OVER,
        ("confirm", "assent", "dissent", "cross"),
    ),
    Phase.KEEPERS: PhaseWords(
        "Keepers",
        "Keepers: where the houses agree, confirm it, or say which clause it breaks; where they do not, choose one of "
        "the two texts.",
        "The keepers bring in nothing of their own. “What can I do?” shows each clause, and either text.",
        OVER,
        ("confirm", "assent", "dissent", "cross"),
    ),
    Phase.ADOPTED: PhaseWords("Adopted", "✅ Adopted: it is announced to both houses.", colour=DONE),
    Phase.HOME: PhaseWords("Sent home", "⌂ Sent home: it can be settled where it comes from.", colour=QUIET),
    Phase.LAID_OVER: PhaseWords(
        "Laid over", "◌ Laid over: a house was not of one mind in time. Nothing is decided.", colour=TROUBLED
    ),
    Phase.WITHDRAWN: WITHDRAWN,
}

PATH = (Phase.SCREEN, Phase.FIRST, Phase.SECOND, Phase.CONFIRM, Phase.KEEPERS, Phase.ADOPTED)
