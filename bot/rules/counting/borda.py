"""The Borda count: an option gets a point for every option below it on a ballot, half of one for every level one.

Source: Borda, "Mémoire sur les élections au scrutin", Histoire de l'Académie royale des sciences 1781 (1784);
level options share the mean of their places' points. For several seats the highest sums win: k-Borda in
Faliszewski, Skowron, Slinko and Talmon, "Committee scoring rules: axiomatic characterization and hierarchy",
ACM Transactions on Economics and Computation 7 (2019). A majority can then fill all seats: it is a choice of good
options, not a proportional one.
"""

from bot.rules.counting.levels import by_numbers, heard
from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Count
from bot.rules.counting.pairwise import duels, pairwise_step
from bot.rules.counting.poll import BallotKind, Poll
from bot.rules.numbers import exact


def count(poll: Poll) -> Count:
    """Add up the points; the totals are exact, halves where options are level. Raises BadPoll for other ballots."""
    standing, steps = heard(poll, BallotKind.RANKING)
    ballots, weights = standing.ballots, duels(standing.ballots)
    everyone = range(len(weights))
    halves = [
        sum(ballots.total + weights[one][other] - weights[other][one] for other in everyone if other != one)
        for one in everyone
    ]
    points = {option: exact(half, 2 * ballots.parts) for option, half in zip(standing.options, halves, strict=True)}
    return by_numbers(standing, points, [*steps, pairwise_step(standing, weights)])


METHOD = Method(
    "borda",
    "Borda count",
    Family.RANK,
    "Rank the options; each gets a point for every option that you put below it, and the most points win.",
    BallotKind.RANKING,
    'Borda, "Mémoire sur les élections au scrutin", Histoire de l\'Académie royale des sciences 1781 (1784), 657-665',
    count,
    several=True,
)
