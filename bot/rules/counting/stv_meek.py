"""Meek's single transferable vote: winners keep only what they need of every vote that reaches them, worked out anew.

Source: Proportional Representation Foundation, "Reference Meek Rule" (2010), after Hill, Wichmann and Woodall,
"Algorithm 123: Single Transferable Vote by Meek's method", Computer Journal 30 (1987), 277-281.
"""

from bot.rules.counting.branches import count_stages
from bot.rules.counting.levels import heard_above_default
from bot.rules.counting.meek import Meek
from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BallotKind, Poll


def count(poll: Poll) -> Count:
    """Count round by round; the totals are the votes of the last round, in 10^-9 of a vote. Raises BadPoll.

    The quota is taken of the votes that are not exhausted, so that it falls as ballots run out. An option
    ranked level with others gets an equal fraction of the ballot, as if it stood for all orders of them.
    """
    standing, steps = heard_above_default(poll, BallotKind.RANKING)
    return count_stages(Meek(standing), steps)


METHOD = Method(
    "stv_meek",
    "Single transferable vote (Meek)",
    Family.RANK,
    "Rank the options; each winner keeps an equal share of all votes that reach it, the rest goes to your next choice.",
    BallotKind.RANKING,
    'Proportional Representation Foundation, "Reference Meek Rule" (2010)',
    count,
    several=True,
)
