"""Approval voting: mark every option you can live with; the options with the most marks win.

Source: Brams and Fishburn, "Approval Voting", American Political Science Review 72 (1978), 831-847; for
several seats as in the council elections of PEP 13. Quorum per option and ties as in governance 8.1.
"""

from bot.rules.counting.levels import by_numbers, heard, totals
from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BallotKind, Poll


def count(poll: Poll) -> Count:
    """Fill the seats from the most marked option down; each option needs the quorum."""
    standing, steps = heard(poll, BallotKind.APPROVALS)
    return by_numbers(standing, totals(standing, standing.ballots.marks), steps)


METHOD = Method(
    "approval",
    "Approval",
    Family.CHOOSE,
    "Mark every option you can live with; the one with the most marks wins.",
    BallotKind.APPROVALS,
    'Brams and Fishburn, "Approval Voting", American Political Science Review 72 (1978), 831-847',
    count,
    several=True,
)
