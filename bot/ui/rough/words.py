"""The phases and endings of rough consensus in words, and what can become of an issue."""

from bot.rules.rough import Phase
from bot.rules.rough.state import Fate
from bot.ui.common.words import ANEW, DONE, DRAFT, STOPPED, TROUBLED, WITHDRAWN
from bot.ui.face import PhaseWords

PHASES = {
    Phase.DRAFT: DRAFT,
    Phase.CALL: PhaseWords(
        "Call",
        "Do you see an issue? Raise it. Can you support the text? Say so.",
        "Heads are not counted: one issue without an answer stops it, and a hundred voices do not carry it over one.",
        "The call ends",
        ("support", "raise"),
    ),
    Phase.OPEN: PhaseWords(
        "Issues",
        "The chair answers every issue in writing; the proposer may change the text.",
        "An issue belongs to the question, not to the one who raised it. When each has its answer and somebody "
        "supports the text, the chair declares.",
        "Undeclared it lapses",
        ("raise", "respond", "restate", "declare"),
    ),
    Phase.DECLARED: PhaseWords(
        "Declared",
        "The chair has found rough consensus. Was an issue not answered? Then appeal.",
        "A chair can err. One appeal with a ground is enough to have it looked at by somebody else.",
        "It stands",
        ("appeal",),
    ),
    Phase.APPEALED: PhaseWords(
        "Appeal",
        "Somebody who is no party judges: was the issue answered?",
        "Only whether it was answered is judged, not who is right. In doubt it is open again.",
        "Unjudged the issue is open again",
        ("uphold", "overrule"),
        TROUBLED,
    ),
    Phase.ADOPTED: PhaseWords("Adopted", "✅ Adopted: every issue was answered.", colour=DONE),
    Phase.LAPSED: PhaseWords("Lapsed", "◌ Lapsed: there was no rough consensus in time.", then=ANEW, colour=STOPPED),
    Phase.WITHDRAWN: WITHDRAWN,
}

PATH = (Phase.CALL, Phase.OPEN, Phase.DECLARED, Phase.ADOPTED)

FATES = {
    Fate.OPEN: "○ open",
    Fate.ACCOMMODATED: "✓ met by a change",
    Fate.ANSWERED: "✓ answered",
    Fate.TASTE: "✓ a matter of taste",
}
