"""Polls for the tests: drawn at random by kind, or written as people write ballots."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from bot.rules.counting.double_majority import NEEDED
from bot.rules.counting.method import VOTES, Method
from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BallotKind, Ballots, Chambers, Matrix, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.counting.yes_no import NO, YES
from bot.rules.majority import Outcome
from bot.rules.numbers import Number

HIGHEST = {
    BallotKind.YES_NO: 1,
    BallotKind.APPROVALS: 1,
    BallotKind.RANKING: 5,
    BallotKind.SCORES: 6,
    BallotKind.POINTS: 9,
}
"""The highest mark that drawn ballots hold; few values, so that ties are likely."""

WIDE = {"marks": "8", "budget": "1000", "credits": "1000"}
"""Settings under which no drawn ballot says or spends too much."""

IN_VOTES = {each.key for method in METHODS.values() for each in method.settings if each.reads == VOTES}
"""The settings that are in votes, as a quorum is."""


@st.composite
def polls(draw: st.DrawFn, method: Method, *, most_options: int = 5, most_ballots: int = 8) -> Poll:
    """Small polls for a method, some of them with votes in parts; ties and missed quorums are likely."""
    kind = method.ballots
    options = (YES, NO) if kind is BallotKind.YES_NO else tuple("abcdefgh"[: draw(st.integers(1, most_options))])
    mark = st.integers(0, HIGHEST[kind])
    row = st.sampled_from([(1, 0), (0, 1), (0, 0)]) if kind is BallotKind.YES_NO else st.tuples(*[mark] * len(options))
    rows = draw(st.lists(row, max_size=most_ballots))
    weights = draw(st.lists(st.integers(0, 3), min_size=len(rows), max_size=len(rows)))
    seats = draw(st.integers(1, 3)) if method.several else 1
    quorum = draw(st.sampled_from([0, 0, 1, 2, 4]))
    settings = {each.key: each.default for each in method.settings if each.reads == VOTES}
    settings |= {each.key: WIDE[each.key] for each in method.settings if each.key in WIDE}
    parts = draw(st.sampled_from([1, 1, 2, 3]))
    ballots = Ballots.of(rows, [Fraction(weight, parts) for weight in weights], width=len(options))
    chambers = draw(seated(ballots)) if NEEDED in method.settings else None
    roll = sum(chambers.rolls.values()) if chambers else ballots.votes(ballots.total) + draw(st.integers(0, 3))
    default = None if kind is BallotKind.YES_NO else draw(st.sampled_from([None, None, *options]))
    return Poll(options, ballots, roll, quorum, seats, settings, default=default, chambers=chambers)


@st.composite
def seated(draw: st.DrawFn, ballots: Ballots) -> Chambers | None:
    """Up to three chambers for the ballots, some of them empty; or none at all."""
    number = draw(st.integers(0, 3))
    of = np.array([draw(st.integers(0, max(0, number - 1))) for _ in ballots.weights], dtype=np.int64)
    rolls = {
        "ABC"[each]: ballots.votes(ballots.weights[of == each].sum()) + draw(st.integers(0, 2))
        for each in range(number)
    }
    return Chambers(rolls, of) if number else None


def relabelled(poll: Poll, name: Mapping[str, str], order: tuple[str, ...]) -> Poll:
    """Return the poll with each option under a new name, the list in the order given (new names)."""
    at = [[name[option] for option in poll.options].index(new) for new in order]
    tie_order = tuple(name[option] for option in poll.tie_order)
    default = None if poll.default is None else name[poll.default]
    return replace(poll, options=order, ballots=poll.ballots.only(at), tie_order=tie_order, default=default)


def reordered(poll: Poll, order: list[int]) -> Poll:
    """Return the poll with its ballots in another order."""
    return recast(poll, poll.ballots.rows(np.array(order, dtype=np.int64)), order)


def singled(poll: Poll) -> Poll:
    """Return the poll with a ballot of its own for each vote, or each part of one."""
    ballots = poll.ballots
    rows = np.repeat(np.arange(len(ballots.weights)), ballots.weights.astype(np.int64))
    return recast(poll, Ballots(ballots.marks[rows], np.ones(len(rows), np.int64), ballots.parts), rows)


def merged(poll: Poll) -> Poll:
    """Return the poll with equal ballots of a chamber joined."""
    if poll.chambers is None:
        return replace(poll, ballots=poll.ballots.merged())
    of = poll.chambers.of
    placed = Ballots(np.column_stack([poll.ballots.marks, of]), poll.ballots.weights, poll.ballots.parts).merged()
    ballots = Ballots(placed.marks[:, :-1], placed.weights, placed.parts)
    return replace(poll, ballots=ballots, chambers=replace(poll.chambers, of=placed.marks[:, -1]))


def recast(poll: Poll, ballots: Ballots, rows: Matrix | list[int]) -> Poll:
    """Return the poll with ballots that stand for these rows of it, each in the chamber of its row."""
    chambers = poll.chambers and replace(poll.chambers, of=poll.chambers.of[rows])
    return replace(poll, ballots=ballots, chambers=chambers)


def divided(poll: Poll, parts: int) -> Poll:
    """Return the poll with each ballot carrying one of `parts` parts of what it did, and roll and quorum too."""
    return scaled(poll, replace_parts(poll.ballots, parts), Fraction(1, parts))


def enlarged(poll: Poll, times: int) -> Poll:
    """Return the poll with each ballot carrying so many times what it did, and roll and quorum too."""
    ballots = poll.ballots
    large = np.array([int(weight) * times for weight in ballots.weights], dtype=object)
    return scaled(poll, Ballots(ballots.marks, large, ballots.parts), Fraction(times))


def scaled(poll: Poll, ballots: Ballots, times: Fraction) -> Poll:
    """Return the poll with these ballots, everything else that is in votes taken so many times."""
    settings = {
        key: str(int(written) * times) if key in IN_VOTES else written for key, written in poll.settings.items()
    }
    chambers = poll.chambers and Chambers(
        {name: roll * times for name, roll in poll.chambers.rolls.items()}, poll.chambers.of
    )
    quorum, roll = poll.quorum * times, poll.roll * times
    return replace(poll, ballots=ballots, roll=roll, quorum=quorum, settings=settings, chambers=chambers)


def replace_parts(ballots: Ballots, parts: int) -> Ballots:
    """Return the ballots with weights in smaller parts of a vote."""
    return Ballots(ballots.marks, ballots.weights, ballots.parts * parts)


def gist(count: Count) -> tuple[Outcome, set[str], set[str], dict[str, Number]]:
    """What must not depend on the order of ballots or options."""
    return count.outcome, set(count.winners), set(count.tie.options if count.tie else ()), dict(count.totals)


def marked(options: str, **approvals: int) -> Ballots:
    """Return ballots that mark the options spelled by each name: marked("abc", ab=3, c=1)."""
    rows = [[int(option in marks) for option in options] for marks in approvals]
    return Ballots.of(rows, list(approvals.values()), width=len(options))


def ranked(options: str, ballots: Mapping[str, int]) -> Ballots:
    """Return ballots written as in "a>b=c": 3; what is not named is not ranked."""
    rows = []
    for ballot in ballots:
        place = {option: at for at, level in enumerate(ballot.split(">"), 1) for option in level.split("=") if option}
        rows.append([place.get(option, 0) for option in options])
    return Ballots.of(rows, list(ballots.values()), width=len(options))
