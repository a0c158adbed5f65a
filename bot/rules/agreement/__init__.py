"""An agreement: what a circle has decided, from its adoption until it is dropped (governance 5.4).

    IN_FORCE ─▶ REVIEW_DUE ──renewed, amended, or undecided──▶ IN_FORCE
        │            └──dropped──▶ DROPPED
        └──amended by another decision──▶ IN_FORCE

What a process adopts is an agreement, and so is what a vote of yes or no adopts; what was permitted once or said in a
talking circle binds nobody later. What can still be reverted or put right is one as soon as it is final.

On its review date an agreement comes back to its circle. Nothing lapses by itself: where the circle is silent, what it
has agreed on stays in force, is flagged, and comes back soon (K13). Only a decision changes or drops it (G6).
"""

from bot.rules.agreement.life import (
    AGAIN,
    MACHINE,
    Agreement,
    Change,
    Drop,
    LeaveOpen,
    Renew,
    ReviewDue,
    Status,
)

__all__ = ["AGAIN", "MACHINE", "Agreement", "Change", "Drop", "LeaveOpen", "Renew", "ReviewDue", "Status"]
