"""What the methods share in which voters rate options: scores, settings that are whole numbers, and histograms."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.rules.counting.levels import fill, tied
from bot.rules.counting.method import Setting
from bot.rules.counting.outcome import Act, Count, Step, conclude
from bot.rules.counting.poll import BadPoll, Ballots, Matrix, Poll
from bot.rules.numbers import Number

_MOST = 1000
"""The largest score there can be: more is not a scale any longer, and sums stay exact in 53 bits."""

_EXACT = 1 << 53
"""Below this whole numbers are exact in floating point, in which numpy's weighted histogram adds."""

MAX_SCORE = Setting("max_score", "The largest score a voter can give; the smallest is 0.", "5", reads="a whole number")


def whole(poll: Poll, setting: Setting, least: int, most: int = _MOST) -> int:
    """Return a setting that is a whole number. Raises BadPoll where it is none, or out of bounds."""
    text = poll.setting(setting.key, setting.default).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most):
        raise BadPoll(f"{setting.key} is a whole number from {least} to {most}, not {text[:20]!r}")
    return int(text)


def check_scale(poll: Poll, largest: int) -> None:
    """Refuse ballots with a score above the largest. Raises BadPoll."""
    marks = poll.ballots.marks
    if marks.size and int(marks.max()) > largest + 1:
        raise BadPoll(f"spoilt: a score above {largest}")


def scores(ballots: Ballots) -> Matrix:
    """Return the score for each mark; 0 where none was given."""
    return np.maximum(ballots.marks, 1) - 1


def without_silent(poll: Poll) -> Poll:
    """Return the poll without the ballots that say nothing of any option: who abstains changes nothing."""
    ballots = poll.ballots
    said = ballots.marks.any(axis=1)
    if said.all():
        return poll
    return replace(poll, ballots=Ballots(ballots.marks[said], ballots.weights[said], ballots.parts))


def histogram(places: Matrix, weights: Matrix, number: int) -> list[int]:
    """Return for each whole number below `number` the weight of the ballots that have it as their place.

    `weights` are as `fast` gives them.
    """
    if weights.dtype == np.float64:
        return [int(total) for total in np.bincount(places, weights=weights, minlength=number)]
    return [int(weights[places == place].sum()) for place in range(number)]


def fast(weights: Matrix, most: int = 1) -> Matrix:
    """Return whole weights as numpy adds them fastest, if sums of them times `most` stay exact, else unchanged."""
    exact = weights.dtype != object and int(weights.sum()) * most < _EXACT
    return weights.astype(np.float64) if exact else weights.astype(object)


def graded(poll: Poll, largest: int) -> list[list[int]]:
    """Return for each option the weight of the ballots by mark: none, then each score from 0 up."""
    weights = fast(poll.ballots.weights)
    return [histogram(poll.ballots.marks[:, at], weights, largest + 2) for at in range(len(poll.options))]


def grades_step(poll: Poll, table: Sequence[Sequence[int]], names: Sequence[str] = ()) -> Step:
    """Return the step that shows how often each option got each grade, the lowest grade first, with their words."""
    rows = tuple(tuple(poll.ballots.votes(weight) for weight in row) for row in table)
    return Step(Act.GRADES, poll.options, facts={"grades": ", ".join(names)} if names else {}, matrix=rows)


def by_levels(
    poll: Poll, ranked: Sequence[tuple[str, ...]], numbers: Mapping[str, Number], steps: Sequence[Step]
) -> Count:
    """Conclude a count in which ranked levels fill the seats, and the numbers are what is told of each option."""
    winners, tie = fill(poll, ranked)
    last = [tied(poll, tie)] if tie else []
    if winners:
        last.append(Step(Act.ELECTED, tuple(winners), {each: numbers[each] for each in winners}))
    return conclude(poll, winners, tie, numbers, [*steps, *last], ranked)
