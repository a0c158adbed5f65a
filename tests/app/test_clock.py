"""Time as Discord has it, whatever becomes of the machine's clock."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.clock import DiscordClock

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


class Machine:
    """The two clocks of a machine, and Discord's as it really is."""

    def __init__(self) -> None:
        self.shown = self.true = NOON
        self.been_on = 0.0

    def pass_(self, span: timedelta, *, asleep: bool = False) -> None:
        self.shown += span
        self.true += span
        self.been_on += 0 if asleep else span.total_seconds()

    def date(self) -> str:
        return format_datetime(self.true, usegmt=True)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def clock(machine: Machine) -> DiscordClock:
    return DiscordClock(lambda: machine.shown, lambda: machine.been_on)


def test_time_goes_by_as_it_does(machine: Machine, clock: DiscordClock) -> None:
    machine.pass_(HOUR)
    assert (clock.now(), clock.doubtful) == (NOON + HOUR, False)


@pytest.mark.parametrize("step", [HOUR, -HOUR])
def test_a_machine_whose_clock_is_set_goes_on_by_its_steady_one_and_asks(
    machine: Machine, clock: DiscordClock, step: timedelta
) -> None:
    machine.shown += step
    machine.pass_(SECOND)
    assert (clock.now(), clock.doubtful) == (NOON + SECOND, True)
    clock.hear(machine.date(), machine.been_on)
    assert (clock.now(), clock.doubtful) == (NOON + SECOND, False)


def test_a_machine_that_was_wrong_from_the_start_is_set_right_by_two_answers(machine: Machine) -> None:
    machine.shown += HOUR
    clock = DiscordClock(lambda: machine.shown, lambda: machine.been_on)
    clock.hear(machine.date(), machine.been_on)
    machine.pass_(SECOND)
    clock.hear(machine.date(), machine.been_on)
    assert (clock.now(), clock.doubtful) == (NOON + SECOND, False)


def test_a_machine_whose_steady_clock_stood_still_is_set_right_by_two_answers(
    machine: Machine, clock: DiscordClock
) -> None:
    machine.pass_(HOUR, asleep=True)
    assert (clock.now(), clock.doubtful) == (NOON, True)
    clock.hear(machine.date(), machine.been_on)
    assert clock.doubtful
    clock.hear(machine.date(), machine.been_on)
    assert (clock.now(), clock.doubtful) == (NOON + HOUR, False)


def test_a_single_answer_that_nothing_bears_out_changes_nothing(machine: Machine, clock: DiscordClock) -> None:
    clock.hear(format_datetime(NOON + 9 * HOUR, usegmt=True), machine.been_on)
    clock.hear(machine.date(), machine.been_on)
    clock.hear(format_datetime(NOON - 9 * HOUR, usegmt=True), machine.been_on)
    clock.hear(None, machine.been_on)
    machine.pass_(SECOND)
    assert clock.now() == NOON + SECOND


def test_an_answer_that_was_long_on_its_way_changes_nothing(machine: Machine, clock: DiscordClock) -> None:
    stale = machine.date(), machine.been_on
    machine.pass_(HOUR)
    clock.hear(*stale)
    clock.hear(*stale)
    assert clock.now() == NOON + HOUR
