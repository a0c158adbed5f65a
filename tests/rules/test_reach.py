"""Who is reached how, and when: quiet hours hold wherever a person lives and whatever their clocks do."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.reach import (
    ENOUGH,
    By,
    Hour,
    Quiet,
    QuietAllDay,
    ReminderChoice,
    after_quiet,
    hour,
    reach,
)

NIGHT = Quiet(22, 7, "Europe/Berlin")
EVENING = datetime(2026, 11, 28, 22, 30, tzinfo=UTC)
"""Half past eleven in Berlin."""
MORNING = datetime(2026, 11, 29, 6, tzinfo=UTC)
"""Seven in Berlin."""

hours = st.integers(0, 23)
zones = st.sampled_from(sorted(available_timezones() - {"localtime"}))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware
quiets = st.tuples(hours, hours, zones).filter(lambda drawn: drawn[0] != drawn[1]).map(lambda drawn: Quiet(*drawn))


def is_quiet(quiet: Quiet, moment: datetime) -> bool:
    """Say it by going round the clock."""
    at, here = quiet.begins, moment.astimezone(ZoneInfo(quiet.timezone)).hour
    while at != quiet.ends:
        if at == here:
            return True
        at = (at + 1) % 24
    return False


@given(quiets, moments)
def test_it_is_the_first_moment_outside_the_quiet_hours(quiet: Quiet, moment: datetime) -> None:
    after = after_quiet(quiet, moment)
    assert after >= moment
    assert not is_quiet(quiet, after)
    minutes = int((after - moment) / timedelta(minutes=1))
    assert all(is_quiet(quiet, moment + timedelta(minutes=5 * at)) for at in range((minutes + 4) // 5))
    assert after == moment or is_quiet(quiet, after - timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("zone", "night", "begins", "ends", "after"),
    [
        ("Europe/Berlin", "2026-03-29T00:30", 22, 2, "2026-03-29T01:00"),  # two o'clock does not exist
        ("Europe/Berlin", "2026-10-25T00:30", 22, 2, "2026-10-25T00:30"),  # half past two, the first time
        ("Europe/Berlin", "2026-10-25T00:30", 22, 3, "2026-10-25T02:00"),  # and the second
        ("America/New_York", "2026-11-01T05:30", 22, 2, "2026-11-01T07:00"),
        ("Australia/Lord_Howe", "2026-10-03T15:00", 22, 2, "2026-10-03T15:30"),  # clocks go on by half an hour
        ("Asia/Kathmandu", "2026-11-28T18:00", 22, 7, "2026-11-29T01:15"),
    ],
)
def test_clocks_that_are_set_and_odd_zones_are_told_right(
    zone: str, night: str, begins: int, ends: int, after: str
) -> None:
    at, expected = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (night, after))
    assert after_quiet(Quiet(begins, ends, zone), at) == expected


def test_nobody_is_quiet_all_day() -> None:
    with pytest.raises(QuietAllDay):
        Quiet(7, 7, "UTC")


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (None, Hour(MORNING)),
        (MORNING + ENOUGH, Hour(MORNING)),
        (MORNING + ENOUGH - timedelta(seconds=1), Hour(EVENING, silent=True)),
        (EVENING + timedelta(hours=1), Hour(EVENING, silent=True)),
    ],
)
def test_only_what_cannot_wait_comes_in_quiet_hours_and_without_a_sound(until: datetime | None, expected: Hour) -> None:
    assert hour(NIGHT, EVENING, until) == expected


def test_outside_quiet_hours_it_comes_at_once_and_is_heard() -> None:
    assert hour(NIGHT, MORNING, MORNING) == hour(None, MORNING, MORNING) == Hour(MORNING)


def test_nobody_is_written_to_who_did_not_ask_for_it_or_agree() -> None:
    ways = {
        (choice, invited, closed): reach(choice, invited=invited, closed=closed)
        for choice, invited, closed in product((None, *ReminderChoice), (False, True), (False, True))
    }
    by_dm = {key for key, way in ways.items() if way is By.DM}
    assert by_dm == {(ReminderChoice.DM, False, False), (ReminderChoice.DM, True, False), (None, True, False)}
    assert {key[0] for key, way in ways.items() if way is By.NONE} == {ReminderChoice.NONE}
