"""Times are read as people write them, or refused kindly."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.errors import UnclearDeadline, UnclearPeriod, UnknownTimezone
from bot.ui.deadline import check_timezone, parse_deadline, parse_period

NOW = datetime(2026, 10, 14, 17, tzinfo=UTC)  # a Wednesday


def read(words: str) -> str:
    return parse_deadline(words, now=NOW, timezone="Europe/Berlin").strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("3 days", "2026-10-17 17:00"),
        ("in 3 days", "2026-10-17 17:00"),
        ("72h", "2026-10-17 17:00"),
        ("1 week 2 days", "2026-10-23 17:00"),
        ("1 week, 2 days and 1 hour", "2026-10-23 18:00"),
        ("90 min", "2026-10-14 18:30"),
        ("a week", "2026-10-21 17:00"),
        ("1.5 hours", "2026-10-14 18:30"),
        ("Friday 18:00", "2026-10-16 16:00"),
        ("tomorrow noon", "2026-10-15 10:00"),
        ("Friday", "2026-10-16 21:59"),
        ("2026-12-01 18:00", "2026-12-01 17:00"),
        ("01.12.2026 18:00", "2026-12-01 17:00"),
        ("31 Dec", "2026-12-31 22:59"),
        ("tomorrow at 5pm", "2026-10-15 15:00"),
    ],
)
def test_usual_words_name_a_moment(words: str, moment: str) -> None:
    assert read(words) == moment


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "soon",
        "1",
        "5/6 18:00",
        "99999 months",
        "5 bananas",
        "9" * 10_000,
        "🌳" * 50,
        "🌳 18:00",
        "٣ days x",
        "0x10",
    ],
)
def test_anything_else_is_unclear(words: str) -> None:
    with pytest.raises(UnclearDeadline):
        read(words)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=100) | st.from_regex(r"\A[0-9a-z :/.,+-]{1,40}\Z"))
def test_no_words_raise_anything_but_unclear_deadline(words: str) -> None:
    try:
        found = parse_deadline(words, now=NOW, timezone="Asia/Kathmandu")
    except UnclearDeadline:
        return
    assert found.utcoffset() == timedelta(0)


@given(st.text(max_size=40) | st.from_regex(r"\A[0-9]{1,7} ?(days|h|week)\Z"))
def test_a_period_is_positive_or_unclear(words: str) -> None:
    try:
        assert parse_period(words) > timedelta(0)
    except UnclearPeriod:
        return


@pytest.mark.parametrize(("words", "days"), [("3 days", 3), ("72h", 3), ("1 week", 7), ("a month", 30)])
def test_a_period_is_a_length_of_time(words: str, days: int) -> None:
    assert parse_period(words) == timedelta(days=days)


@pytest.mark.parametrize("words", ["0 days", "Friday", "3", "-3 days", ""])
def test_a_moment_or_nothing_is_no_period(words: str) -> None:
    with pytest.raises(UnclearPeriod):
        parse_period(words)


def test_a_zone_is_known_by_its_name_whatever_the_capitals() -> None:
    assert check_timezone("europe/berlin") == "Europe/Berlin"
    assert check_timezone("America/New York") == "America/New_York"


@pytest.mark.parametrize("name", ["", "Europe", "../etc/passwd", "Mars/Olympus", "x" * 9_999, "\0", "🌳"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownTimezone):
        check_timezone(name)
