"""Decisions by consensus: agree, agree with reservations, stand aside, or block (governance 9.2).

    DRAFT ─▶ EXPLORE ─▶ PROPOSED ─▶ TEST ──nobody blocks, enough agree──▶ CONSENSUS
                ▲          ▲  ▲       │ │▲
                │          │  └────────▶││ not borne out: asked again
                └─too thin─┼────────────┘│
                           │  a block ▼  │
                           │      VALIDATE
                           │          │ borne out by others
              amended text │          ▼
                           └─────── WORK ──no way through──▶ DEADLOCK ─▶ VOTE, agreed on beforehand
                                                                    └──▶ DROPPED

A block stops the circle only if others find that it is about what they stand for, and obliges its blocker to work on
a way through: in sessions, which are recorded. It ends by its blocker's own word, or by the clock alone; never because
a person was removed. A block that ends without the blocker's word stays in the record as standing aside.
"""

from bot.rules.consensus import people, round, talk, validate, work  # noqa: A004 - a round is a round
from bot.rules.consensus.process import PROCESS
from bot.rules.consensus.state import Consensus, Phase, Settings
from bot.rules.consensus.table import MACHINE

__all__ = ["MACHINE", "PROCESS", "Consensus", "Phase", "Settings", "people", "round", "talk", "validate", "work"]
