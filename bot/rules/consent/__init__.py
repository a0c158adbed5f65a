"""Decisions by consent: a decision exists when nobody who was asked objects (governance 3).

    DRAFT ─▶ CLARIFY ─▶ REACT ─▶ AMEND ─▶ ROUND ──nobody objects──▶ ADOPTED
                                           ▲  │
                      every objection ended│  │an objection
                                           │  ▼
                                        INTEGRATE ──no way through──▶ ESCALATED

What is asked is whether one can work with it, not whether one likes it. An objection has a reason, belongs to its
objector, and is never ended by removing a person. An amended text is asked of everybody anew.
"""

from bot.rules.consent import entrust, integrate, people, round, ruling, talk  # noqa: A004 - a round is a round
from bot.rules.consent.process import PROCESS
from bot.rules.consent.state import Consent, Phase, Settings
from bot.rules.consent.table import MACHINE

__all__ = [
    "MACHINE",
    "PROCESS",
    "Consent",
    "Phase",
    "Settings",
    "entrust",
    "integrate",
    "people",
    "round",
    "ruling",
    "talk",
]
