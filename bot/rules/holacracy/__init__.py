"""Asynchronous governance after Holacracy: a proposal stands unless somebody objects, and objections are integrated.

    DRAFT ─▶ ROUND ──all confirm, or the time limit of a policy passes──▶ ADOPTED
              ▲ │
              │ ├─an objection─▶ INTEGRATE ──no way through──▶ ESCALATED
              │ │                    │ └──dropped, or not valid──▶ DISCARDED
              └─┼────────────────────┘ everybody has a new chance to object
                └─nobody answers, and there is no limit──▶ STALLED

Source: Holacracy Constitution 5.2, 5.3 (governance 6.2-6.4, 6.6). It is the consent round with other words for opening
and objecting, and borrows its lines: there are no phases of talk, since questions, reactions and concerns come in any
order; the first objection is integrated at once, and more may be added meanwhile; proposer and objector speak for a
role each; and the two duties to answer of 5.3.4 can end a proposal.
"""

from bot.rules.holacracy import borrowed, drop, integrate, proposal
from bot.rules.holacracy.process import PROCESS
from bot.rules.holacracy.state import MACHINE, OPEN, Governance, Settings, knobs

__all__ = ["MACHINE", "OPEN", "PROCESS", "Governance", "Settings", "borrowed", "drop", "integrate", "knobs", "proposal"]
