"""A circle chooses its way with a process within what makes sense, and no choice lets silence decide alone."""

from dataclasses import fields
from datetime import timedelta
from fractions import Fraction

import pytest

from bot.rules.consensus.state import Settings as Consensus
from bot.rules.consent.state import Judge, Settings
from bot.rules.holacracy import Settings as Governance
from bot.rules.lazy.state import Settings as Lazy
from bot.rules.process.asking import Silence
from bot.rules.process.errors import NeverReleased, NoRoomForSessions, NoSuchThing, OutOfBounds
from bot.rules.processes import PROCESSES
from bot.rules.review import Settings as Review
from bot.rules.way import bounds, choosable, chosen, differing

DAY = timedelta(days=1)


@pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
def test_what_is_usual_is_within_its_own_bounds_and_differs_in_nothing(process: object) -> None:
    settings = process.settings()
    assert differing(settings) == {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        if field.name in choosable(type(settings)):
            assert chosen(settings, field.name, value) == settings
        if found := bounds(field.name, value):
            assert found.least <= (len(value) if isinstance(value, tuple) else value) <= found.most


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
        (Settings(), "criteria", ()),
        (Settings(), "review", timedelta(hours=23)),
        (Consensus(), "least_agreed", Fraction(0)),
        (Consensus(), "sessions", 0),
        (Consensus(), "most_aside", Fraction(6, 5)),
        (Consensus(), "backers", -1),
    ],
)
def test_what_makes_no_sense_is_refused(settings: object, name: str, value: object) -> None:
    with pytest.raises(OutOfBounds):
        chosen(settings, name, value)


@pytest.mark.parametrize("settings", [Settings(silence=Silence.LAZY), Settings(), Lazy(), Consensus()])
def test_silence_alone_is_never_consent(settings: object) -> None:
    assert settings.min_active >= 1
    with pytest.raises(OutOfBounds):
        chosen(settings, "min_active", 0)


def test_the_sessions_on_a_block_have_room_in_the_time_for_them() -> None:
    settings = chosen(Consensus(), "sessions", 20)
    with pytest.raises(NoRoomForSessions):
        chosen(settings, "work", 19 * DAY)
    with pytest.raises(NoRoomForSessions):
        chosen(settings, "gap", 2 * DAY)
    assert chosen(settings, "work", 20 * DAY).work == 20 * DAY


def test_a_blocker_who_stays_away_from_all_sessions_is_released() -> None:
    with pytest.raises(NeverReleased):
        chosen(Consensus(), "missable", 3)
    with pytest.raises(NeverReleased):
        chosen(Consensus(), "sessions", 1)
    assert chosen(chosen(Consensus(), "missable", 0), "sessions", 1).sessions == 1


@pytest.mark.parametrize(
    ("settings", "name", "value"),
    [
        (Settings(), "sessions", 2),
        (Governance(), "judge", Judge.NOBODY),
        (Governance(), "criteria", Settings().criteria),
        (Review(), "review", DAY),
    ],
)
def test_what_the_process_does_not_have_or_leaves_to_no_circle_is_refused(
    settings: object, name: str, value: object
) -> None:
    with pytest.raises(NoSuchThing):
        chosen(settings, name, value)


def test_a_policy_of_governance_sets_a_limit_on_silence() -> None:
    limited = chosen(chosen(Governance(), "round", 7 * DAY), "silence", Silence.LAZY)
    assert limited == Governance().limited(7 * DAY)
