"""Majority judgment: give each option a grade; the option with the best median grade wins.

Source: Balinski and Laraki, "A theory of measuring, electing, and ranking", PNAS 104 (2007), 8720-8725, and
Majority Judgment (MIT Press 2011). Options with the same median are compared by taking one median grade
after the other away until they differ. An option that a ballot leaves out gets the lowest grade, as in the
authors' trial at Orsay in 2007; a ballot that grades nothing at all is an abstention.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from bot.rules.counting.levels import heard, levels
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Act, Count, Step
from bot.rules.counting.poll import BadPoll, BallotKind, Poll
from bot.rules.counting.rated import by_levels, check_scale, graded, grades_step, without_silent
from bot.rules.numbers import Number

GRADES = Setting(
    "grades",
    "The grades a voter can give, the best first.",
    "excellent, very good, good, acceptable, poor, reject",
    reads="words, with commas between",
)

_MOST = 100
"""More grades than anybody can tell apart."""


def count(poll: Poll) -> Count:
    """Rank the options by majority value and fill the seats from the top.

    `totals` are the median grades, 0 being the lowest. Raises BadPoll where a grade is above the best.
    """
    best = len(grades(poll)) - 1
    check_scale(poll, best)
    standing, steps = heard(without_silent(poll), BallotKind.SCORES)
    table = [[none + lowest, *others] for none, lowest, *others in graded(standing, best)]
    keys = majority_values(table)
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    ranks = {option: places[key] for option, key in zip(standing.options, keys, strict=True)}
    medians: dict[str, Number] = {
        option: key[0] if key else 0 for option, key in zip(standing.options, keys, strict=True)
    }
    ranked = levels(standing, ranks)
    steps += [grades_step(standing, table, grades(poll)[::-1]), Step(Act.TALLY, standing.options, medians)]
    return by_levels(standing, ranked, medians, [*steps, *_parted(ranked, medians, standing.seats)])


def grades(poll: Poll) -> tuple[str, ...]:
    """Return the words for the grades, the best first. Raises BadPoll for fewer than two, or one said twice."""
    words = tuple(word.strip() for word in poll.setting(GRADES.key, GRADES.default).split(","))
    if not (2 <= len(words) == len(set(words)) <= _MOST and all(words)):
        raise BadPoll("grades are two or more different words with commas between")
    return words


def majority_values(table: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return for each option a key that sorts as its majority value; equal keys are true ties.

    `table` holds the weight of each grade, the lowest first; all rows have the same sum. Taking medians away
    walks outwards from the middle of the sorted grades, to the lower side first. So the grades at both ends
    of each stretch on which no option's grade changes say all that the medians would, one by one.
    """
    reached = [[2 * below for below in accumulate(row)] for row in table]
    whole = reached[0][-1] // 2 if reached else 0
    distances = sorted({abs(below - whole) for row in reached for below in row} - {0})
    return [
        tuple(
            grade
            for distance in distances
            for grade in (bisect_right(row, whole - distance), bisect_left(row, whole + distance))
        )
        for row in reached
    ]


def _parted(ranked: Sequence[tuple[str, ...]], medians: dict[str, Number], seats: int) -> list[Step]:
    """Return the step that says between whom at the last seat the same median did not decide."""
    placed = [option for level in ranked for option in level]
    if len(placed) <= seats or medians[placed[seats - 1]] != medians[placed[seats]]:
        return []
    level = tuple(option for option in placed if medians[option] == medians[placed[seats]])
    return [Step(Act.TIED, level, facts={"by": "medians"})]


METHOD = Method(
    "majority_judgment",
    "Majority judgment",
    Family.RATE,
    "Grade each option in words; the option with the best median grade wins.",
    BallotKind.SCORES,
    'Balinski and Laraki, "A theory of measuring, electing, and ranking", PNAS 104 (2007), 8720-8725',
    count,
    (GRADES,),
    several=True,
)
