"""Axioms of rating and sharing out for one seat, as functions of a method and a poll: whether it is kept there.

Whom a ballot gives more, its voter likes better. `in_front` stands for the winner: a tie is several in front.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isqrt

import numpy as np

from bot.rules.counting.method import Method
from bot.rules.counting.poll import BallotKind, Ballots, Poll
from tests.rules.counting.axioms import in_front, votes, with_row

HIGHEST = {"score": 5, "star": 5, "majority_judgment": 5, "reweighted_range": 5, "gradients": 7}
"""The largest score by method, as it is by default."""

Axiom = Callable[[Method, Poll], bool]


def monotonicity(method: Method, poll: Poll) -> bool:
    """Whoever is in front stays there when a ballot gives them more, and all others what it gave before."""
    return all(
        winner in in_front(method, with_row(poll, row, raised))
        for winner in in_front(method, poll)
        for row, marks in votes(poll)
        for raised in raises(method, marks, poll.options.index(winner))
    )


def irrelevant_options(method: Method, poll: Poll) -> bool:
    """Without somebody who is not in front the same are in front (Arrow 1951)."""
    front = in_front(method, poll)
    return all(in_front(method, left_out(method, poll, each)) == front for each in set(poll.options) - front)


def participation(method: Method, poll: Poll) -> bool:
    """Nobody, nor a group that votes alike, makes the winner one they like less by voting (Moulin 1988)."""
    after = in_front(method, poll)
    for row, marks in votes(poll):
        said = dict(zip(poll.options, marks, strict=True))
        for some in {1, int(poll.ballots.weights[row])}:
            before = in_front(method, with_row(poll, row, None, votes=some))
            if len(before) == len(after) == 1 and said[min(before)] > said[min(after)]:
                return False
    return True


def reinforcement(method: Method, poll: Poll) -> bool:
    """Two groups that elect the same elect it together (Young 1975): the first ballots, and those after them."""
    together, rows = in_front(method, poll), np.arange(len(poll.ballots.weights))
    for cut in rows[1:]:
        halves = [replace(poll, ballots=poll.ballots.rows(part)) for part in (rows[:cut], rows[cut:])]
        one, other = (in_front(method, half) for half in halves)
        if len(one) == 1 and one == other and together != one:
            return False
    return True


def majority(method: Method, poll: Poll) -> bool:
    """Who is given more than everybody else on more than half of the ballots wins."""
    for at, option in enumerate(poll.options):
        first = sum(
            int(poll.ballots.weights[row])
            for row, marks in votes(poll)
            if marks[at] > max([*marks[:at], *marks[at + 1 :]], default=-1)
        )
        if 2 * first > poll.ballots.total:
            return in_front(method, poll) == {option}
    return True


def condorcet_loser(method: Method, poll: Poll) -> bool:
    """Who is beaten by everybody else head to head does not win."""
    losers = {
        option
        for option in poll.options
        if all(lead(poll, each, option) > 0 for each in poll.options if each != option)
    }
    return len(poll.options) < 2 or not in_front(method, poll) & losers


AXIOMS: Mapping[str, Axiom] = {
    axiom.__name__: axiom
    for axiom in (monotonicity, irrelevant_options, participation, reinforcement, majority, condorcet_loser)
}


def lead(poll: Poll, one: str, other: str) -> int:
    """By how many votes more ballots give one option more than the other than the other way round."""
    at, than = poll.options.index(one), poll.options.index(other)
    return sum(
        int(poll.ballots.weights[row]) * ((marks[at] > marks[than]) - (marks[at] < marks[than]))
        for row, marks in votes(poll)
    )


def raises(method: Method, marks: list[int], at: int) -> list[list[int]]:
    """The ballot with more for one option: one more, and of scores the highest."""
    most = HIGHEST[method.key] + 1 if method.key in HIGHEST else marks[at] + 1
    return [[*marks[:at], more, *marks[at + 1 :]] for more in {min(marks[at] + 1, most), most}]


def left_out(method: Method, poll: Poll, option: str) -> Poll:
    """The poll without an option; what was spent on it goes to the option the ballot gives most, as far as it does."""
    if method.ballots is not BallotKind.POINTS:
        return poll.restricted([each for each in poll.options if each != option])
    gone = poll.options.index(option)
    rows = [respent(method, marks, gone) for marks in poll.ballots.marks.tolist()]
    options = tuple(each for each in poll.options if each != option)
    return replace(poll, options=options, ballots=Ballots.of(rows, poll.ballots.weights.tolist()))


def respent(method: Method, marks: list[int], gone: int) -> list[int]:
    """The points of a ballot without an option, at the price of the method: plain, or squared."""
    left = [*marks[:gone], *marks[gone + 1 :]]
    best = left.index(max(left))
    if left[best]:
        squared = method.key == "quadratic"
        left[best] = isqrt(left[best] ** 2 + marks[gone] ** 2) if squared else left[best] + marks[gone]
    return left
