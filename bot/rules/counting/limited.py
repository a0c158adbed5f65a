"""Limited voting and satisfaction approval: marks that are limited, or shared out, and added up.

Source: limited vote as in the elections of the Spanish Senate (Ley Orgánica 5/1985, Article 166: three marks
for four seats); with one mark it is the single non-transferable vote.
"""

from math import lcm

import numpy as np

from bot.rules.counting.levels import by_numbers, heard, totals
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BadPoll, BallotKind, Poll
from bot.rules.numbers import exact

AUTO = "auto"
"""One fewer than the seats, at least one."""

MARKS = Setting(
    "marks",
    "How many options a voter may mark at most.",
    AUTO,
    reads='a whole number, or "auto": one fewer than the seats, at least one',
)


def most_marks(poll: Poll) -> int:
    """Return how many options a ballot may mark. Raises BadPoll."""
    written = poll.setting(MARKS.key, MARKS.default)
    if written == AUTO:
        return max(1, poll.seats - 1)
    if not (written.isascii() and written.isdigit() and len(written) <= 9 and int(written)):
        raise BadPoll(f"{MARKS.key} is a whole number above 0, not {written!r}")
    return int(written)


def limited_vote(poll: Poll) -> Count:
    """Fill the seats from the most marked option down. Raises BadPoll for a ballot with more marks than allowed."""
    marks = poll.ballots.marks
    if marks.size and int((marks > 0).sum(axis=1).max()) > most_marks(poll):
        raise BadPoll(f"spoilt: a ballot marks more than {most_marks(poll)}")
    standing, steps = heard(poll, BallotKind.APPROVALS)
    return by_numbers(standing, totals(standing, standing.ballots.marks), steps)


def satisfaction_approval(poll: Poll) -> Count:
    """Fill the seats from the highest sum down; a ballot is shared equally by the options it marks.

    An option that is not heard has no part in a ballot. Raises BadPoll.
    """
    standing, steps = heard(poll, BallotKind.APPROVALS)
    chosen = standing.ballots.marks > 0
    marks = chosen.sum(axis=1)
    numbers = np.unique(marks[marks > 0]).tolist()
    multiple, sums = lcm(*numbers), dict.fromkeys(standing.options, 0)
    for number in numbers:
        rows = marks == number
        alike = standing.ballots.rows(rows)
        for option, votes in zip(standing.options, alike.sums(chosen[rows]), strict=True):
            sums[option] += votes * (multiple // number)
    parts = multiple * standing.ballots.parts
    return by_numbers(standing, {option: exact(total, parts) for option, total in sums.items()}, steps)


METHODS = (
    Method(
        "limited_vote",
        "Limited vote",
        Family.CHOOSE,
        "Mark fewer options than there are seats; the most marked ones win.",
        BallotKind.APPROVALS,
        "Ley Orgánica 5/1985 del Régimen Electoral General (Spain), Article 166: the Senate",
        limited_vote,
        (MARKS,),
        several=True,
    ),
    Method(
        "satisfaction_approval",
        "Satisfaction approval",
        Family.CHOOSE,
        "Mark every option you can live with; your ballot is shared equally by those you mark.",
        BallotKind.APPROVALS,
        'S. J. Brams and D. M. Kilgour, "Satisfaction Approval Voting", in "Voting Power and Procedures" '
        "(Springer, 2014), 323-346",
        satisfaction_approval,
        several=True,
    ),
)
