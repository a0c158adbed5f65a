"""An agreement: what a circle has decided, from its adoption until it is dropped (governance 5.4).

    IN_FORCE ─▶ REVIEW_DUE ──renewed, amended, or undecided──▶ IN_FORCE
        │            └──dropped──▶ DROPPED
        ├──amended by another decision──▶ IN_FORCE
        └──its decision is challenged──▶ SUSPENDED ──▶ IN_FORCE again, or ANNULLED

What a process adopts is an agreement, and so is what a vote of yes or no adopts; what was permitted once or said in a
talking circle binds nobody later. What can still be reverted or put right is one as soon as it is final.

On its review date an agreement comes back to its circle. Nothing lapses by itself: where the circle is silent, what it
has agreed on stays in force, is flagged, and comes back soon (K13). Only a decision changes or drops it (G6).

As long as a decision is before a jury (governance 10.4) the agreement is as it was before it: the former version holds,
what was dropped is in force, and what was new is not. What the decision made of it is put aside, and comes back
if the challenge is dismissed.
"""

from bot.rules.agreement.life import (
    AGAIN,
    MACHINE,
    STANDING,
    Agreement,
    Annul,
    Change,
    Drop,
    LeaveOpen,
    Reinstate,
    Renew,
    ReviewDue,
    Standing,
    Status,
    Suspend,
    Text,
    recalled,
)

__all__ = [
    "AGAIN",
    "MACHINE",
    "STANDING",
    "Agreement",
    "Annul",
    "Change",
    "Drop",
    "LeaveOpen",
    "Reinstate",
    "Renew",
    "ReviewDue",
    "Standing",
    "Status",
    "Suspend",
    "Text",
    "recalled",
]
