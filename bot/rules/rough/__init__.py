"""Rough consensus: what counts is the open issues, not the heads (governance 9.3).

    DRAFT ─▶ CALL ──time──▶ OPEN ──every issue disposed of──▶ DECLARED ──nobody appeals──▶ ADOPTED
              ▲              │ ▲                               │   ▲
              └──a new call──┘ └──────reopened────── APPEALED ◀┘   │
                             │                          └──upheld──┘
                             └──not declared in time──▶ LAPSED

Source: RFC 7282, RFC 2418 3.3. A hundred may fail against five who raise an issue that nobody answers, and five may
carry it against a hundred whose issues are all answered. An issue belongs to the question and not to its author: it
is not gone when they leave, or give in. The one who declares gives the reason, is not the proposer, and can be
appealed against; the appeal is judged by somebody else, and in doubt the issue is open again.
"""

from bot.rules.rough import appeal, chair, issues, people
from bot.rules.rough.process import PROCESS
from bot.rules.rough.state import KNOBS, MACHINE, Phase, Rough, Settings

__all__ = ["KNOBS", "MACHINE", "PROCESS", "Phase", "Rough", "Settings", "appeal", "chair", "issues", "people"]
