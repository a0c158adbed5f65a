"""How Accord addresses somebody, in words, and quiet hours as they are typed."""

import pytest

from bot.rules.ids import MemberId
from bot.rules.reach import Quiet, ReminderChoice, UnclearQuiet
from bot.services.values import Preference
from bot.ui.deadline import timezones
from bot.ui.preference import addressed, parse_quiet
from tests.store.world import NOW

ME = MemberId(5)


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("22-7", (22, 7)),
        (" 22:00 - 07:00 ", (22, 7)),
        ("0 to 6", (0, 6)),
        ("21\u20137", (21, 7)),
        ("22-24", (22, 0)),
        ("Off", None),
    ],
)
def test_quiet_hours_are_read_as_people_write_them(words: str, hours: tuple[int, int] | None) -> None:
    assert parse_quiet(words) == hours


@pytest.mark.parametrize("words", ["", "night", "22", "25-7", "22:30-7", "10pm-7am", "-", "22-7-9"])
def test_other_words_are_no_quiet_hours(words: str) -> None:
    with pytest.raises(UnclearQuiet):
        parse_quiet(words)


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (Preference(ME), "I call you by name where your circle talks"),
        (Preference(ME, invited_at=NOW), "You have handed over your vote, so I tell you by direct message"),
        (Preference(ME, ReminderChoice.THREAD, invited_at=NOW), "I call you by name where your circle talks"),
        (Preference(ME, ReminderChoice.DM), "I write to you by direct message."),
        (Preference(ME, ReminderChoice.DM, closed_at=NOW), "⚠ Discord does not let me write to you."),
        (Preference(ME, ReminderChoice.NONE), "I do not address you at all."),
        (Preference(ME, quiet=Quiet(22, 7, "America/New_York")), "It is quiet from 22:00 to 7:00 (America/New York)"),
        (Preference(ME), "You have no quiet hours"),
    ],
)
def test_it_is_said_how_somebody_is_addressed_and_when_not(kept: Preference, words: str) -> None:
    assert words in addressed(kept)


def test_time_zones_are_found_by_a_part_of_their_name() -> None:
    assert timezones("new y", 5) == ["America/New_York"]
    assert len(timezones("", 25)) == 25
