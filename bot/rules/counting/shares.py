"""Sharing out: each voter spreads points over the options, plainly (dots) or at a rising price (quadratic).

Sources: dot voting is multivoting, Tague, The Quality Toolbox (2nd ed., ASQ 2005); in elections it is called
cumulative voting, Sawyer and MacRae, "Game Theory and Cumulative Voting in Illinois", American Political
Science Review 56 (1962), 936-946. Quadratic: Lalley and Weyl, "Quadratic Voting", AEA Papers and
Proceedings 108 (2018), 33-37. Points not given are lost, in both.
"""

import numpy as np

from bot.rules.counting.levels import by_numbers, heard, totals
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BadPoll, BallotKind, Matrix, Poll
from bot.rules.counting.rated import whole

_RICHEST = 1_000_000
"""The most a voter can be given to share out; far above what anybody spreads by hand."""

BUDGET = Setting("budget", "The points each voter can share out.", "5", reads="a whole number")
CAP = Setting("cap", "The most points for one option; 0 sets no limit.", "0", reads="a whole number")
CREDITS = Setting(
    "credits", "What each voter can spend: 1 vote costs 1, 2 cost 4, 3 cost 9.", "100", reads="a whole number"
)


def dots(poll: Poll) -> Count:
    """Fill the seats from the option with the most points down; `totals` are in points.

    Raises BadPoll where a ballot gives more points than its budget, or an option more than the cap.
    """
    budget, cap = whole(poll, BUDGET, 1, _RICHEST), whole(poll, CAP, 0, _RICHEST)
    marks = poll.ballots.marks
    if cap and marks.size and int(marks.max()) > cap:
        raise BadPoll(f"spoilt: more than {cap} points for one option")
    _check_spent(marks, budget, squared=False)
    return _most(poll)


def quadratic(poll: Poll) -> Count:
    """Fill the seats from the option with the most votes down; `totals` are in votes.

    Raises BadPoll where the squares of a ballot's votes add up to more than its credits.
    """
    _check_spent(poll.ballots.marks, whole(poll, CREDITS, 1, _RICHEST), squared=True)
    return _most(poll)


def _most(poll: Poll) -> Count:
    standing, steps = heard(poll, BallotKind.POINTS)
    return by_numbers(standing, totals(standing, standing.ballots.marks), steps)


def _check_spent(marks: Matrix, most: int, *, squared: bool) -> None:
    spent = np.zeros(len(marks), dtype=np.int64)
    for at in range(marks.shape[1]):
        given = marks[:, at].astype(np.int64)
        spent += given * given if squared else given
    if len(spent) and int(spent.max()) > most:
        raise BadPoll(f"spoilt: a ballot spends more than {most}")


METHODS = (
    Method(
        "dots",
        "Dot voting",
        Family.SHARE,
        "Share out your points over the options as you like; the option with the most points wins.",
        BallotKind.POINTS,
        'Sawyer and MacRae, "Game Theory and Cumulative Voting in Illinois: 1902-1954", '
        "American Political Science Review 56 (1962), 936-946",
        dots,
        (BUDGET, CAP),
        several=True,
    ),
    Method(
        "quadratic",
        "Quadratic voting",
        Family.SHARE,
        "Buy votes with your credits, each further vote for an option at a higher price; the most votes win.",
        BallotKind.POINTS,
        'Lalley and Weyl, "Quadratic Voting: How Mechanism Design Can Radicalize Democracy", '
        "AEA Papers and Proceedings 108 (2018), 33-37",
        quadratic,
        (CREDITS,),
        several=True,
    ),
)
