"""A review: on its date an agreement comes back to its circle, which keeps, changes or drops it (governance 5.4).

    DRAFT ─▶ ASKING ──put to the circle──▶ ROUND ──nobody objects──▶ KEPT, AMENDED or DROPPED
               │                            ▲ │
               └─▶ OPEN ──by anybody────────┘ └──an objection──▶ INTEGRATE, as in a consent round
                     └──silence──▶ UNDECIDED

Everybody is asked four things: has it helped, should it be dropped, what could be better, when to look again. Then the
responsible person or the facilitator puts one answer to the circle, and after a week of silence anybody may. It is a
consent round that is opened by the date, and borrows the lines of it. Without a decision the agreement stays in force,
is flagged, and comes back (K13).
"""

from bot.rules.review import asking, borrowed
from bot.rules.review.moves import Choice
from bot.rules.review.process import PROCESS
from bot.rules.review.record import outcome
from bot.rules.review.state import MACHINE, OPEN, Phase, Review, Settings

__all__ = ["MACHINE", "OPEN", "PROCESS", "Choice", "Phase", "Review", "Settings", "asking", "borrowed", "outcome"]
