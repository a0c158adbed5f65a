"""What somebody chooses about being addressed is kept, piece by piece, and holds in all communities."""

from typing import Any

import pytest

from bot.rules.errors import AccordError
from bot.rules.reach import NoQuietHours, NoTimezone, Quiet, QuietAllDay, ReminderChoice
from bot.services.preference import ChooseReminders, choose_reminders, my_preference
from bot.services.values import Preference
from tests.services.mail import wish
from tests.store.world import ANNA, NOW, ask
from tests.town import Town, person


def choose(town: Town, **chosen: Any) -> Preference:
    return town.store.run_now(choose_reminders, ChooseReminders(actor=person(ANNA), now=NOW, **chosen))


def test_each_choice_leaves_the_others_as_they_are(town: Town) -> None:
    choose(town, choice=ReminderChoice.DM)
    choose(town, hours=(22, 7), timezone="Europe/Berlin")
    choose(town, hours=(21, 6))
    kept = choose(town, timezone="Asia/Tokyo")
    assert (kept.reminders, kept.quiet) == (ReminderChoice.DM, Quiet(21, 6, "Asia/Tokyo"))
    assert choose(town, no_quiet=True).quiet is None
    assert ask(town.store, lambda unit: my_preference(unit, ANNA)) == Preference(ANNA, ReminderChoice.DM)


@pytest.mark.parametrize(
    ("chosen", "error"),
    [
        ({"hours": (22, 7)}, NoTimezone),
        ({"timezone": "Europe/Berlin"}, NoQuietHours),
        ({"hours": (7, 7), "timezone": "Europe/Berlin"}, QuietAllDay),
    ],
)
def test_what_cannot_be_kept_is_refused(town: Town, chosen: dict[str, Any], error: type[AccordError]) -> None:
    with pytest.raises(error):
        choose(town, **chosen)


def test_choosing_anything_tries_direct_messages_again_and_keeps_that_they_were_agreed_to(town: Town) -> None:
    wish(town, ANNA, invited=True, closed=True)
    kept = choose(town, hours=(22, 7), timezone="UTC")
    assert (kept.closed_at, kept.invited_at, kept.reminders) == (None, NOW, None)
