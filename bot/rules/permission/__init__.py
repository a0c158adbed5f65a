"""Permission by announcement: who holds the domain is told, and may object; for that one action only (governance 6.8).

    DRAFT ─▶ ANNOUNCED ──nobody objects in time──▶ PERMITTED ──▶ USED
                │ │  ▲                               │  └──not used in time──▶ EXPIRED
     a holder   │ │  │ let go                        │ the lead revokes
     objects    ▼ │  │                               ▼
          BLOCKED │  │                             REVOKED
                  ▼  │
               ESCALATED, where money is spent ──nobody lets it go──▶ EXPIRED

Where money is spent, anybody who was told may escalate it instead; then only they or the lead of the role it is spent
for let it go, and the lead may revoke it later. Permission is the announcer's own and ends with their going. Source:
Holacracy 4.1.2 and 4.1.3.
"""

from bot.rules.permission import announce, people
from bot.rules.permission.process import PROCESS
from bot.rules.permission.state import Permission, Phase, Settings
from bot.rules.permission.table import MACHINE

__all__ = ["MACHINE", "PROCESS", "Permission", "Phase", "Settings", "announce", "people"]
