"""A vote ends neither too soon nor too late, is extended only forwards, and reminds while there is time."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.errors import DeadlinePast, DeadlineShortened, DeadlineTooFar, DeadlineTooSoon
from bot.rules.timing import check_deadline, check_extension, countable_at, remind_at

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
SHORTEST = timedelta(hours=72)
SEASON = timedelta(days=90)


@pytest.mark.parametrize("period", [SHORTEST, timedelta(days=5), SEASON])
def test_a_vote_may_run_from_the_circles_shortest_time_to_ninety_days(period: timedelta) -> None:
    check_deadline(NOW + period, now=NOW, shortest=SHORTEST)


@pytest.mark.parametrize(
    ("period", "refused"),
    [
        (timedelta(), DeadlinePast),
        (-INSTANT, DeadlinePast),
        (INSTANT, DeadlineTooSoon),
        (SHORTEST - INSTANT, DeadlineTooSoon),
        (SEASON + INSTANT, DeadlineTooFar),
    ],
)
def test_an_end_out_of_these_bounds_is_refused(period: timedelta, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        check_deadline(NOW + period, now=NOW, shortest=SHORTEST)


def test_a_refused_end_comes_with_the_one_that_could_be() -> None:
    with pytest.raises(DeadlineTooSoon) as soon:
        check_deadline(NOW + INSTANT, now=NOW, shortest=SHORTEST)
    with pytest.raises(DeadlineTooFar) as far:
        check_deadline(NOW + 2 * SEASON, now=NOW, shortest=SHORTEST)
    with pytest.raises(DeadlineTooFar) as farther:
        check_extension(NOW + 2 * SEASON, closes_at=NOW + SHORTEST, opened_at=NOW)
    assert soon.value.earliest == NOW + SHORTEST
    assert far.value.latest == farther.value.latest == NOW + SEASON


def test_an_extension_only_moves_the_end_later_and_counts_from_the_opening() -> None:
    closes_at = NOW + SHORTEST
    check_extension(closes_at + INSTANT, closes_at=closes_at, opened_at=NOW)
    check_extension(NOW + SEASON, closes_at=closes_at, opened_at=NOW)
    with pytest.raises(DeadlineShortened):
        check_extension(closes_at, closes_at=closes_at, opened_at=NOW)
    with pytest.raises(DeadlineTooFar):
        check_extension(NOW + SEASON + INSTANT, closes_at=closes_at, opened_at=NOW)


@pytest.mark.parametrize(
    ("hours", "before"), [(120, 24), (72, 24), (60, 20), (3, 1)], ids=["5 days", "3 days", "60 hours", "3 hours"]
)
def test_the_reminder_comes_a_day_before_the_end_or_in_the_last_third(hours: int, before: int) -> None:
    closes_at = NOW + timedelta(hours=hours)
    assert remind_at(NOW, closes_at) == closes_at - timedelta(hours=before)


def test_the_count_waits_five_seconds_for_ballots_on_their_way() -> None:
    assert countable_at(NOW) == NOW + timedelta(seconds=5)
