"""A circle chooses its way with a process within what makes sense, and no choice lets silence decide alone."""

from dataclasses import fields
from datetime import timedelta
from fractions import Fraction

import pytest

from bot.rules.consensus.state import Settings as Consensus
from bot.rules.consent.state import Judge, Settings
from bot.rules.lazy.state import Settings as Lazy
from bot.rules.process.asking import Silence
from bot.rules.process.errors import NoSuchThing, OutOfBounds, SilenceNeedsVoices
from bot.rules.processes import PROCESSES
from bot.rules.way import bounds, chosen, differing

DAY = timedelta(days=1)


@pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
def test_what_is_usual_is_within_its_own_bounds_and_differs_in_nothing(process: object) -> None:
    settings = process.settings()
    assert differing(settings) == {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        assert chosen(settings, field.name, value) == settings
        if found := bounds(field.name, value):
            assert found.least <= value <= found.most


def test_one_choice_changes_that_setting_alone() -> None:
    settings = chosen(Settings(), "round", 5 * DAY)
    assert differing(settings) == {"round": 5 * DAY}
    assert differing(chosen(settings, "judge", Judge.NOBODY)) == {"round": 5 * DAY, "judge": Judge.NOBODY}
    assert chosen(settings, "round", Settings().round) == Settings()


@pytest.mark.parametrize(
    ("settings", "name", "value"),
    [
        (Settings(), "round", timedelta(minutes=59)),
        (Settings(), "round", timedelta(days=367)),
        (Settings(), "max_integrations", 0),
        (Settings(), "max_integrations", 21),
        (Consensus(), "most_aside", Fraction(6, 5)),
        (Consensus(), "backers", -1),
    ],
)
def test_what_makes_no_sense_is_refused(settings: object, name: str, value: object) -> None:
    with pytest.raises(OutOfBounds):
        chosen(settings, name, value)


def test_where_silence_is_consent_somebody_has_to_consent_in_words() -> None:
    with pytest.raises(SilenceNeedsVoices):
        chosen(chosen(Settings(), "min_active", 0), "silence", Silence.LAZY)
    with pytest.raises(SilenceNeedsVoices):
        chosen(chosen(Settings(), "silence", Silence.LAZY), "min_active", 0)
    assert chosen(Lazy(), "min_active", 0) == Lazy(), "an announcement of what can be undone needs none"


def test_a_setting_that_the_process_does_not_have_is_refused() -> None:
    with pytest.raises(NoSuchThing):
        chosen(Settings(), "sessions", 2)
