"""How a rung ends, and which endings are no decision."""

from enum import StrEnum


class Ending(StrEnum):
    """How a rung ended; the names are those of the phases in which processes end, and of the outcomes of a vote."""

    ADOPTED = "adopted"
    KEPT = "kept"
    AMENDED = "amended"
    UNDECIDED = "undecided"
    """A review that led to nothing: what was agreed on holds, and comes back by itself (K13)."""
    OVERTAKEN = "overtaken"
    CONSENSUS = "consensus"
    SETTLED = "settled"
    RECORDED = "recorded"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REVERTED = "reverted"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"
    HOME = "home"
    CLOSED = "closed"
    SMALL_GROUP = "small_group"
    ROUND = "round"
    """It went to the consent round that follows of itself."""
    VOTE = "vote"
    """It went to the vote that follows of itself."""
    STALLED = "stalled"
    ESCALATED = "escalated"
    DEADLOCKED = "deadlocked"
    DROPPED = "dropped"
    """A deadlock without the working sessions that a vote presupposes (B2)."""
    NO_UNITY = "no_unity"
    LAPSED = "lapsed"
    LAID_OVER = "laid_over"
    NOT_ADOPTED = "not_adopted"
    NO_QUORUM = "no_quorum"
    TIE = "tie"
    DRAW_VOID = "draw_void"


MOVING_ON = frozenset(
    {
        Ending.STALLED,
        Ending.ESCALATED,
        Ending.DEADLOCKED,
        Ending.DROPPED,
        Ending.NO_UNITY,
        Ending.LAPSED,
        Ending.LAID_OVER,
        Ending.NOT_ADOPTED,
        Ending.NO_QUORUM,
        Ending.TIE,
        Ending.DRAW_VOID,
    }
)
"""The endings that are no decision. A meeting is a withdrawal: there the item is presented anew."""
