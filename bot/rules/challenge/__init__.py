"""A legality challenge: whether a decision kept to the rules, decided by a jury drawn by lot (governance 10.4).

    adopted ──a member names the rule──▶ SUSPENDED ──the lot──▶ JURY ──most uphold──▶ UPHELD: annulled
                                            │                     ├────most do not──▶ DISMISSED: in force
                                            └──no jury of three───┴──────────────────▶ UNHEARD: in force, reviewed

It is not whether a decision is good, but whether it is lawful: who could vote, which rules were in force, deadline and
count, an agreement that it contradicts. From the challenge on it is suspended and has no effects (J1). A day later five
are drawn from a pool that is published beforehand and has no party to the matter in it (J2); who declines, or says
nothing for a day, is replaced by the next in the order. Each gives a verdict with a reason, which is published (J3). A
tie dismisses, because what was decided stands unless most find a breach.

Nobody annuls alone: where fewer than three are left to judge, the decision holds, and comes back to its circle at once.
"""

from bot.rules.challenge.filing import Ground, Past, Target, check_ground, check_may_file, closes_at, paused_until
from bot.rules.challenge.jury import Answer, Juror, Verdict, pool_of, seats_for
from bot.rules.challenge.state import (
    ENDS,
    Challenge,
    Lot,
    Phase,
    declined,
    drawn,
    heard,
    judged,
    next_alarm,
    sealed,
    serving,
)

__all__ = [
    "ENDS",
    "Answer",
    "Challenge",
    "Ground",
    "Juror",
    "Lot",
    "Past",
    "Phase",
    "Target",
    "Verdict",
    "check_ground",
    "check_may_file",
    "closes_at",
    "declined",
    "drawn",
    "heard",
    "judged",
    "next_alarm",
    "paused_until",
    "pool_of",
    "sealed",
    "seats_for",
    "serving",
]
