"""Lazy consensus: what is announced is done, unless somebody objects in time (governance 9.1).

    DRAFT ─▶ ANNOUNCED ──nobody objects in time──▶ PROCEED ──▶ SETTLED
                ▲  │                                 ▲  │ objected to after the fact
      taken back│  │one objection          taken back│  ▼
                │  ▼                                 CHALLENGED ─▶ REVERTED
               DISCUSS ───────────────▶ ROUND, VOTE ◀───┘

Only for what can be undone: the announcement says how. An edit is a new announcement, and the clock starts again (Z2).
One objection with its reason stops it (Z3). It ends by its objector's own word or in a round of consent or a vote, and
not because the objector is gone. Source: Apache, how committers decide.
"""

from bot.rules.lazy import announce, challenge, people
from bot.rules.lazy.process import PROCESS
from bot.rules.lazy.state import Lazy, Phase, Settings
from bot.rules.lazy.table import MACHINE

__all__ = ["MACHINE", "PROCESS", "Lazy", "Phase", "Settings", "announce", "challenge", "people"]
