"""The fallback ladder: what is tried next where a way of deciding ends without a decision, declared before the start.

    consensus ─▶ consent ─▶ a vote by 3:1 ─▶ laid over 30 days ─▶ once more from the foot

Source: governance K6 (a fallback is used only if the circle adopted it beforehand), 9.2 (B2), 9.5 (an item is laid
over). A ladder is a value: it is checked when it is declared, frozen onto the proposal, and never changed on the way.
Only what is no decision moves it on. What was adopted, taken back by its proposer, dropped by everybody, or taken to
a meeting is settled, so no rung can be used to get round an answer.
"""

from bot.rules.ladder.climb import AtItsEnd, Next, Settled, after, follows
from bot.rules.ladder.declare import MOST_RUNGS, Ladder, declare
from bot.rules.ladder.ending import MOVING_ON, Ending
from bot.rules.ladder.rung import Agreed, ByProcess, ByVote, LaidOver, Rests, Rung

__all__ = [
    "MOST_RUNGS",
    "MOVING_ON",
    "Agreed",
    "AtItsEnd",
    "ByProcess",
    "ByVote",
    "Ending",
    "Ladder",
    "LaidOver",
    "Next",
    "Rests",
    "Rung",
    "Settled",
    "after",
    "declare",
    "follows",
]
