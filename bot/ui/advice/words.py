"""The phases and endings of an advice process in words."""

from bot.rules.advice import Phase, Whom
from bot.ui.common.words import ANEW, DONE, DRAFT, TROUBLED, WITHDRAWN
from bot.ui.face import PhaseWords

PHASES = {
    Phase.DRAFT: DRAFT,
    Phase.ADVICE: PhaseWords(
        "Advice",
        "Say what you know and how it would affect you.",
        "The proposer decides alone, but not before asking. Is somebody missing? Add them.",
        "Advice is taken at the latest until",
        ("advise", "ask_too", "weigh"),
    ),
    Phase.DECIDE: PhaseWords(
        "Decision",
        "The proposer says how each advice was weighed, and decides.",
        "No advice has to be followed, and none is passed over: who decides answers to each, and for the outcome.",
        "It lapses without a decision",
        ("weigh", "decide", "advise", "ask_too"),
    ),
    Phase.ADOPTED: PhaseWords("Decided", "✅ Decided by the proposer, who answers for it.", colour=DONE),
    Phase.WITHDRAWN: WITHDRAWN,
    Phase.LAPSED: PhaseWords("Lapsed", "◌ Lapsed: its proposer has not decided in time.", then=ANEW, colour=TROUBLED),
}

PATH = (Phase.ADVICE, Phase.DECIDE, Phase.ADOPTED)

WHY_ASKED = {Whom.AFFECTED: "is affected", Whom.KNOWS: "knows the matter"}
