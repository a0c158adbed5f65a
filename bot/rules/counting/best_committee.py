"""The committee that is best of all, by Thiele's score: for published cases, since nobody can check it by hand.

A ballot that marks j of those elected adds w(1) + ... + w(j) to the score: in proportional approval voting w(j) is
1/j, in Chamberlin and Courant's rule only w(1) is 1. Source: M. Lackner and P. Skowron, "Multi-Winner Voting with
Approval Preferences" (Springer, 2023), chapter 2.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, islice
from math import comb

import numpy as np

from bot.rules.counting.levels import heard, tied, totals
from bot.rules.counting.outcome import Act, Count, Step, Tie, conclude
from bot.rules.counting.poll import BadPoll, BallotKind, Ballots, Poll

_MOST = 200_000_000
"""Committees times different ballots times seats that are gone through: some seconds."""

_AT_ONCE = 1_000

Committee = tuple[int, ...]


class TooMany(BadPoll):
    """There are more committees than can be compared."""


def thiele(rank: int) -> Fraction:
    """Return what the next elected option is worth to a ballot in proportional approval voting."""
    return Fraction(1, rank)


def first_only(rank: int) -> Fraction:
    """Return what the next elected option is worth to a ballot in Chamberlin and Courant's rule."""
    return Fraction(int(rank == 1))


def count(poll: Poll, worth: Callable[[int], Fraction]) -> Count:
    """Elect the committee with the highest score; the totals are the marks of each option.

    Of several that are best, those elected in all of them are certain, and the others a tie, which the order
    for ties settles. Raises BadPoll, and TooMany.
    """
    standing, steps = heard(poll, BallotKind.APPROVALS)
    names, marks = standing.options, totals(standing, standing.ballots.marks)
    best = _best(standing.ballots.merged(), min(poll.seats, len(names)), worth)
    sure = [at for at in range(len(names)) if all(at in committee for committee in best)]
    ever = {at for committee in best for at in committee}
    level = tuple(sorted((names[at] for at in ever.difference(sure)), key=standing.place))
    tie = Tie(level, min(poll.seats, len(names)) - len(sure)) if level else None
    chosen = min(best, key=lambda committee: sorted(standing.place(names[at]) for at in committee))
    winners = [names[at] for at in (chosen if poll.tie_order else sure)]
    steps.append(Step(Act.TALLY, names, marks))
    if tie:
        steps.append(tied(standing, tie))
    if winners:
        steps.append(Step(Act.ELECTED, tuple(winners), {each: marks[each] for each in winners}))
    return conclude(standing, winners, tie, marks, steps)


def _best(ballots: Ballots, seats: int, worth: Callable[[int], Fraction]) -> list[Committee]:
    """Return every committee with the highest score."""
    count, options = ballots.marks.shape
    if comb(options, seats) * max(1, count) * (seats + 1) > _MOST:
        raise TooMany(f"{comb(options, seats):,} committees of {seats} are too many to compare them all")
    gains = [sum(map(worth, range(1, marked + 1)), Fraction()) for marked in range(seats + 1)]
    best, most = list[Committee](), Fraction(-1)
    for some in _portions(combinations(range(options), seats)):
        for committee, score in zip(some, _scores(ballots, some, gains), strict=True):
            if score > most:
                best, most = [], score
            if score == most:
                best.append(committee)
    return best


def _portions(every: Iterator[Committee]) -> Iterator[list[Committee]]:
    """Yield committees a thousand at a time."""
    while some := list(islice(every, _AT_ONCE)):
        yield some


def _scores(ballots: Ballots, some: Sequence[Committee], gains: Sequence[Fraction]) -> list[Fraction]:
    """Return the score of each committee: what the votes that mark so many of it are worth."""
    members = np.zeros((ballots.marks.shape[1], len(some)), dtype=np.int64)
    for column, committee in enumerate(some):
        members[list(committee), column] = 1
    marked = ballots.marks.astype(np.int64) @ members
    votes = [ballots.sums(marked == many) for many in range(len(gains))]
    return [sum(map(Fraction.__mul__, gains, map(Fraction, column)), Fraction()) for column in zip(*votes, strict=True)]
