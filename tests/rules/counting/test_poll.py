"""A poll is refused where it cannot be counted, and its ballots keep exact weights however they are joined."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from bot.rules.counting.poll import BadPoll, Ballots, Chambers, Poll

TWO = Ballots.of([(1, 0), (0, 1)], [2, 1])


def test_equal_ballots_are_joined_however_many_options_they_have() -> None:
    wide = [[20] + [0] * 29, [1] + [0] * 29, [20] + [0] * 29, [0] * 29 + [20], [1] + [0] * 28 + [3]]
    joined = Ballots.of(wide, [1, 2, 3, 4, Fraction(1, 2)]).merged()
    votes = {
        tuple(row): joined.votes(weight) for row, weight in zip(joined.marks.tolist(), joined.weights, strict=True)
    }
    assert votes == {
        tuple(wide[0]): 4,
        tuple(wide[1]): 2,
        tuple(wide[3]): 4,
        tuple(wide[4]): Fraction(1, 2),
    }


def test_no_ballots_are_joined_to_none() -> None:
    assert Ballots.of([], width=3).merged().marks.shape == (0, 3)


def test_ballots_of_different_lengths_are_refused() -> None:
    with pytest.raises(BadPoll):
        Ballots.of([(1, 0), (1,)])


@pytest.mark.parametrize(
    "wrong",
    [
        {"options": ("a", "a")},
        {"options": ("a", "b", "c")},
        {"quorum": -1},
        {"seats": 0},
        {"tie_order": ("a", "c")},
        {"tie_order": ("a", "b", "a")},
        {"tie_order": ("a",)},
        {"default": "c"},
        {"roll": 2},
        {"ballots": Ballots.of([(1, -1)])},
        {"ballots": Ballots.of([(1, 1 << 20)])},
        {"ballots": Ballots.of([(1, 0), (0, 1)], [1, -1])},
        {"chambers": Chambers({"x": 2, "y": 2}, np.array([0, 1]))},
        {"chambers": Chambers({"x": 2, "y": 1}, np.array([0]))},
        {"chambers": Chambers({"x": 2, "y": 1}, np.array([0, 2]))},
        {"chambers": Chambers({"x": 2, "y": 1}, np.array([-1, 1]))},
        {"chambers": Chambers({"x": 1, "y": 2}, np.array([0, 1]))},
        {"chambers": Chambers({"x": 4, "y": -1}, np.array([0, 0]))},
    ],
    ids=str,
)
def test_a_poll_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadPoll):
        Poll(**{"options": ("a", "b"), "ballots": TWO, "roll": 3, **wrong})


def test_a_poll_may_go_to_every_bound() -> None:
    chambers = Chambers({"x": 2, "y": 1, "z": 0}, np.array([0, 1]))
    largest = Ballots.of([((1 << 20) - 1, 0), (0, 1)], [2, 1])
    poll = Poll(("a", "b"), largest, 3, tie_order=("b", "a"), default="b", chambers=chambers)
    assert (poll.place("b"), poll.place("a")) == (0, 1)


def test_a_poll_of_fewer_options_keeps_everything_that_is_about_them() -> None:
    ballots = Ballots.of([(1, 2, 3), (0, 1, 2)], [2, 1])
    poll = Poll(("a", "b", "c"), ballots, 5, 2, 2, {"by": "mean"}, ("c", "b", "a"), "b")
    fewer = poll.restricted(("c", "b"))
    assert (fewer.options, fewer.ballots.marks.tolist()) == (("c", "b"), [[3, 2], [2, 1]])
    assert (fewer.roll, fewer.quorum, fewer.seats, fewer.settings) == (5, 2, 2, {"by": "mean"})
    assert (fewer.tie_order, fewer.default) == (("c", "b"), "b")
    assert poll.restricted(("a",)).default is None
