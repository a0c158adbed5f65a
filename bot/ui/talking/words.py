"""The phases of a talking circle in words."""

from bot.rules.talking import Phase
from bot.ui.common.words import DONE, DRAFT
from bot.ui.face import PhaseWords

PHASES = {
    Phase.DRAFT: DRAFT,
    Phase.PIECE: PhaseWords(
        "Round",
        "One speaks, all others listen.",
        "Everybody is offered the turn, one after the other, and nobody replies. Passing needs no reason. "
        "What comes to your mind before your turn can be kept for you.",
        "The turn passes on",
        ("speak", "pass", "keep"),
    ),
    Phase.BETWEEN: PhaseWords(
        "Between rounds",
        "Everybody was offered the turn. The keeper sends it round once more, or closes the circle.",
        "A second round lets you answer to what you heard in the first, each in your own turn.",
        "The circle closes by itself",
        ("again", "summarise", "close"),
    ),
    Phase.CLOSED: PhaseWords(
        "Closed", "✓ The circle is closed. Thank you for speaking and for listening.", colour=DONE
    ),
}

PATH = (Phase.PIECE, Phase.BETWEEN, Phase.CLOSED)
