"""Polls of scores and of points, for the tests of the methods in which voters rate or share out."""

from collections.abc import Mapping

import numpy as np
from hypothesis import strategies as st

from bot.rules.counting.poll import Ballots, Poll

Rows = Mapping[tuple[int | None, ...], int]
"""How many ballots give each option of the list these scores; None is no answer."""


def rated(options: str, rows: Rows, *, seats: int = 1, quorum: int = 0, tie_order: str = "", **settings: str) -> Poll:
    """A poll on the options spelled."""
    marks = [[0 if score is None else score + 1 for score in row] for row in rows]
    ballots = Ballots.of(marks, list(rows.values()), width=len(options))
    return Poll(tuple(options), ballots, 10**6, quorum, seats, settings, tuple(tie_order))


def shared(options: str, rows: Mapping[tuple[int, ...], int], *, seats: int = 1, **settings: str) -> Poll:
    """A poll in which points are given to the options spelled."""
    ballots = Ballots.of(list(rows), list(rows.values()), width=len(options))
    return Poll(tuple(options), ballots, 10**6, 0, seats, settings)


def joined(*polls: Poll) -> Poll:
    """The first poll with the ballots of all of them."""
    first = polls[0]
    marks = np.concatenate([poll.ballots.marks for poll in polls])
    weights = np.concatenate([poll.ballots.weights for poll in polls])
    return Poll(first.options, Ballots(marks, weights), 10**6, 0, first.seats, first.settings)


@st.composite
def scored(
    draw: st.DrawFn, *, options: int = 4, ballots: int = 6, largest: int = 5, fewest: int = 1, seats: int = 1
) -> Poll:
    """Polls in which every ballot scores every option; ties are likely."""
    names = "abcdefgh"[: draw(st.integers(fewest, options))]
    row = st.tuples(*[st.integers(0, largest)] * len(names))
    return rated(names, draw(st.dictionaries(row, st.integers(1, 4), min_size=1, max_size=ballots)), seats=seats)


@st.composite
def raised(draw: st.DrawFn, poll: Poll, option: str, largest: int = 5) -> Poll:
    """The poll after one ballot has raised its score of the option, or not changed it."""
    marks = poll.ballots.marks.copy()
    row, at = draw(st.integers(0, len(marks) - 1)), poll.options.index(option)
    marks[row, at] = draw(st.integers(int(marks[row, at]), largest + 1))
    ballots = Ballots(marks, poll.ballots.weights)
    return Poll(poll.options, ballots, poll.roll, poll.quorum, poll.seats, poll.settings)
