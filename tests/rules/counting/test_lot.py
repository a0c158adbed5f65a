"""The lot as a way of filling seats: everybody heard is level, and only the draw decides."""

from dataclasses import replace

import pytest

from bot.rules import lot as draws
from bot.rules.counting import lot
from bot.rules.counting.outcome import Act, Tie
from bot.rules.counting.poll import BadPoll, Poll
from bot.rules.majority import Outcome
from tests.rules.counting.polls import marked

SEED = bytes(range(20))


def poll(**more: object) -> Poll:
    """A poll in which c is marked once and the others more often."""
    whole = Poll(tuple("abcd"), marked("abcd", abd=2, ab=7, c=1), 20, seats=2, settings={"seed": SEED.hex()})
    return replace(whole, **more)  # type: ignore[arg-type]


def test_the_seats_go_to_the_first_names_drawn_whatever_their_marks() -> None:
    count = lot.count(poll())
    assert count.winners == draws.draw("abcd", SEED)[:2]
    assert (count.outcome, count.tie) == (Outcome.ADOPTED, None)


def test_who_misses_the_quorum_is_passed_over_and_keeps_the_place_in_the_pool() -> None:
    count = lot.count(poll(quorum=2, seats=4))
    assert count.winners == tuple(name for name in draws.draw("abcd", SEED) if name != "c")


def test_without_a_seed_all_are_level_until_an_order_for_ties_is_drawn() -> None:
    open_poll = poll(settings={})
    assert lot.count(open_poll).tie == Tie(("a", "b", "c", "d"), 2)
    order = draws.tie_order(open_poll.options, SEED)
    assert lot.count(replace(open_poll, tie_order=order)).winners == lot.count(poll()).winners


def test_the_steps_tell_marks_seed_and_whom_the_lot_seated() -> None:
    count = lot.count(poll(quorum=2))
    told = [(step.act, step.options, dict(step.numbers), dict(step.facts)) for step in count.steps]
    first, second = count.winners
    marks = {"a": 9, "b": 9, "d": 2}
    assert told == [
        (Act.STRUCK, ("c",), {"c": 1}, {"quorum": 2}),
        (Act.TALLY, ("a", "b", "d"), marks, {"seed": SEED.hex()}),
        (Act.ELECTED, (first, second), {first: marks[first], second: marks[second]}, {}),
    ]


def test_without_a_seed_the_steps_tell_a_tie_and_seat_nobody() -> None:
    count = lot.count(poll(settings={}))
    told = [(step.act, step.options, dict(step.facts)) for step in count.steps]
    assert told == [(Act.TALLY, tuple("abcd"), {}), (Act.TIED, tuple("abcd"), {"by": "nothing"})]
    assert (count.outcome, count.order) == (Outcome.TIE, (tuple("abcd"),))


def test_a_quorum_that_nobody_reaches_seats_nobody() -> None:
    for settings in ({}, {"seed": SEED.hex()}):
        count = lot.count(poll(quorum=10, settings=settings))
        assert (count.outcome, count.winners, count.tie, count.order) == (Outcome.NO_QUORUM, (), None, ())


def test_a_name_that_the_published_pool_could_not_hold_on_one_line_is_refused() -> None:
    with pytest.raises(BadPoll, match="line break"):
        lot.count(poll(options=("a", "b\n", "c", "d")))


def test_a_seed_that_is_none_is_refused() -> None:
    with pytest.raises(BadPoll):
        lot.count(poll(settings={"seed": "heads"}))
