"""A sweep does what fell due, once, in order, however late it is and wherever it was interrupted."""

import asyncio
from itertools import permutations

import pytest

from bot.rules.decision import Choice, Decision, State
from bot.rules.ids import CircleId
from bot.scheduling.sweep import sweep
from bot.services import deadline
from bot.services.count import Counting
from bot.services.ports import UnitOfWork
from bot.services.values import Event, Notice, Sweep
from tests.store.world import ANNA, BEN, CLEO, DAY, HOUR, NOW
from tests.town import Inline, StoppedClock, Town


def test_what_is_overdue_is_counted_in_the_order_of_its_deadlines(town: Town, garden: CircleId) -> None:
    ends = {days: town.propose(garden, ends=NOW + days * DAY) for days in (5, 3, 4)}
    town.sweep(NOW + 80 * DAY)
    told = [row.owed.proposal_id for row in town.owed(Notice.RESULT)]
    assert told == [ends[days].id for days in (3, 4, 5)]


def test_sweeping_twice_is_sweeping_once(town: Town, trees: Decision) -> None:
    for _ in range(3):
        town.sweep(trees.closes_at + HOUR)
    assert len(town.owed(Notice.RESULT)) == len(town.remembered(Event.DECISION_COUNTED)) == 1


@pytest.mark.parametrize("steps", [*permutations(["remind", "cast", "close"])])
def test_a_reminder_goes_out_once_while_the_vote_is_open_and_never_after(
    town: Town, trees: Decision, steps: tuple[str, ...]
) -> None:
    """Whatever the order in which they are come upon: late reminders are dropped, late ballots refused."""
    moments = {"remind": trees.closes_at - 20 * HOUR, "close": trees.closes_at + HOUR}
    closed = False
    for step in steps:
        if step == "cast" and not closed:
            town.cast(trees, BEN, Choice.YES)
        elif step in moments:
            town.sweep(moments[step] if not closed else trees.closes_at + 2 * HOUR)
            closed = closed or step == "close"
    reminders = town.owed(Notice.REMINDER)
    assert len(reminders) == (steps.index("remind") < steps.index("close"))
    voted_before = steps.index("cast") < steps.index("remind")
    assert all((BEN in row.owed.to) != voted_before for row in reminders)


def test_a_sweep_that_was_cut_off_after_the_freeze_is_taken_up_again(town: Town, trees: Decision) -> None:
    town.cast(trees, CLEO, Choice.YES)
    frozen = town.store.run_now(deadline.freeze_due, Sweep(trees.closes_at + HOUR))
    assert (frozen, town.state(trees)) == ([trees.id], State.FROZEN)
    assert town.counted(trees, trees.closes_at + DAY) == (1, 0, 0, 4)


def test_a_late_sweep_counts_as_of_the_deadline(town: Town, trees: Decision) -> None:
    town.trust(ANNA, BEN)
    town.cast(trees, BEN, Choice.YES)
    town.distrust(ANNA, now=trees.closes_at + HOUR)
    assert town.counted(trees, trees.closes_at + 30 * DAY) == (2, 0, 0, 3)


def test_a_count_that_fails_is_said_and_keeps_no_other_vote_waiting(
    town: Town, garden: CircleId, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = (town.propose(garden, ends=NOW + days * DAY) for days in (4, 5))
    count = deadline.count

    def fail_for_one(unit: UnitOfWork, ask: deadline.Ask) -> Counting:
        if ask.proposal_id == bad.id:
            raise ArithmeticError("a bug")
        return count(unit, ask)

    monkeypatch.setattr(deadline, "count", fail_for_one)
    with pytest.raises(ExceptionGroup) as failed:
        asyncio.run(sweep(Inline(town.store), StoppedClock(NOW + 6 * DAY)))
    assert failed.group_contains(ArithmeticError, match="a bug")
    assert (town.state(bad), town.state(good)) == (State.FROZEN, State.COUNTED)
    monkeypatch.undo()
    assert town.counted(bad, NOW + 7 * DAY) == (0, 0, 0, 5)
