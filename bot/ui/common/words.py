"""Why a process ended without a decision, and endings that are the same in all of them, in words."""

from bot.rules.process.item import Why
from bot.ui.face import PhaseWords

WHYS = {
    Why.PROPOSER: "its proposer took it back",
    Why.NO_PROPOSER: "its proposer has left, and nobody took it over",
    Why.DROPPED: "everybody agreed to drop it",
    Why.MEETING: "somebody asked to talk about it in a meeting, where it can be presented again",
    Why.STALE: "another decision has changed what it is about, and it was not fitted to that",
    Why.EMPTY: "nobody is left in the circle",
}

DONE, TROUBLED, STOPPED, QUIET = 0x4FC98F, 0xF2C14E, 0xF08A7D, 0x8B93A7
"""Colours of a card: decided, waiting for care, stopped, over; each is said in words too."""

DRAFT = PhaseWords("Draft", "This is a draft.")
WITHDRAWN = PhaseWords("Withdrawn", "↩ Withdrawn. Nothing was decided.", colour=QUIET)
DISCARDED = PhaseWords("Dropped", "↩ Dropped: everybody agreed to let it go.", colour=QUIET)
ANEW = "It can be proposed anew."
STALLED = PhaseWords("Stalled", "◌ Stalled: too few have answered to decide anything.", then=ANEW, colour=TROUBLED)
