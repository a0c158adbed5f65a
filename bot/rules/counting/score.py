"""Score voting: give each option a score; the largest sum wins, or the largest mean or median.

Source: Smith, "Range voting" (2000), as range voting; the sum is the rule proposed there. No answer adds
nothing to the sum, and is left out of the mean and the median.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from bot.rules.counting.levels import by_numbers, heard, totals
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BadPoll, BallotKind, Poll
from bot.rules.counting.rated import MAX_SCORE, check_scale, graded, grades_step, scores, whole
from bot.rules.numbers import Number, exact

BY = Setting(
    "by",
    "What is compared: the sum of the scores, or the mean or the median of those that were given.",
    "sum",
    ("sum", "mean", "median"),
)


def count(poll: Poll) -> Count:
    """Fill the seats by sum, mean or median of the scores, as the poll's settings say.

    Sums are in scores times votes, means and medians in scores; an option that nobody scored has 0. Raises
    BadPoll where a score is above the largest.
    """
    largest, by = whole(poll, MAX_SCORE, 1), poll.setting(BY.key, BY.default)
    if by not in BY.choices:
        raise BadPoll(f"scores are compared by {', '.join(BY.choices)}, not {by[:20]!r}")
    check_scale(poll, largest)
    standing, steps = heard(poll, BallotKind.SCORES)
    if by == "median":
        table = [given for _, *given in graded(standing, largest)]
        steps.append(grades_step(standing, table))
        return by_numbers(standing, dict(zip(standing.options, map(median, table), strict=True)), steps)
    sums = totals(standing, scores(standing.ballots))
    return by_numbers(standing, _means(standing, sums) if by == "mean" else sums, steps)


def median(weights: Sequence[int]) -> Number:
    """Return the middle of scores from 0 up, given the weight of each; half way where two are in the middle."""
    reached = list(accumulate(weights))
    if not reached or not reached[-1]:
        return 0
    lower = next(score for score, below in enumerate(reached) if 2 * below >= reached[-1])
    upper = next(score for score, below in enumerate(reached) if 2 * below > reached[-1])
    return exact(lower + upper, 2)


def _means(poll: Poll, sums: Mapping[str, Number]) -> dict[str, Number]:
    given = totals(poll, poll.ballots.marks > 0)
    means = {each: Fraction(sums[each]) / (given[each] or 1) for each in poll.options}
    return {each: exact(mean.numerator, mean.denominator) for each, mean in means.items()}


METHOD = Method(
    "score",
    "Score",
    Family.RATE,
    "Give each option a score; the option with the largest sum of scores wins.",
    BallotKind.SCORES,
    'Smith, "Range voting" (2000), https://rangevoting.org/WarrenSmithPages/homepage/rangevote.pdf',
    count,
    (MAX_SCORE, BY),
    several=True,
)
