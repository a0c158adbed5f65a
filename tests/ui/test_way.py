"""Every setting of every process has words that fit on Discord, and can be written as it is read."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bot.rules.circle import Circle, Defaults
from bot.rules.ids import ChannelId, CircleId, CommunityId, MemberId
from bot.rules.ladder.errors import UnknownProcess
from bot.rules.majority import Supermajority
from bot.rules.process.errors import UnclearNumber, UnclearShare
from bot.rules.processes import PROCESSES
from bot.rules.way import choosable, differing
from bot.services.way import Way
from bot.store.moves import read as restored
from bot.store.moves import write
from bot.ui.way.screen import SettingForm, process_named, text, view
from bot.ui.way.told import told
from bot.ui.way.values import options_of, read, written
from bot.ui.way.words import WORDS

CIRCLE = Circle(
    CircleId(1), CommunityId(2), "**Kitchen** @everyone", "Meals", ChannelId(3), MemberId(4), None, Defaults()
)

every = pytest.mark.parametrize("key", WORDS)


def way_of(key: str) -> Way:
    return Way(CIRCLE, PROCESSES[key], PROCESSES[key].settings(), mine=True)


def test_every_process_can_be_chosen_about_by_its_name() -> None:
    assert set(WORDS) == set(PROCESSES)
    assert [process_named(f" {process.name.upper()}") for process in PROCESSES.values()] == list(PROCESSES)
    with pytest.raises(UnknownProcess):
        process_named("schulze")


@every
def test_every_setting_has_its_words(key: str) -> None:
    assert set(WORDS[key]) == set(choosable(PROCESSES[key].settings))
    labels = [words.label for words in WORDS[key].values()]
    assert len(labels) == len(set(labels)) <= 25
    assert all(0 < len(words.label) <= 45 and 0 < len(words.does) <= 100 for words in WORDS[key].values())


@every
def test_what_is_written_is_read_as_it_was(key: str) -> None:
    settings = PROCESSES[key].settings()
    for name in WORDS[key]:
        value = getattr(settings, name)
        if options := options_of(value):
            held = ("yes" if value else "no") if isinstance(value, bool) else value
            typed = " ".join(held) if isinstance(held, tuple) else held
            assert set(typed.split()) <= set(options)
        else:
            typed = written(value)
        assert read(value, typed) == value, name


@every
def test_every_setting_outlives_the_store(key: str) -> None:
    settings = PROCESSES[key].settings()
    assert restored(type(settings), write(settings)) == settings


@every
async def test_the_screen_and_its_forms_fit_on_discord(key: str) -> None:
    way = way_of(key)
    assert len(text(way)) <= 2_000
    assert "@everyone" not in text(way)
    menu = view(way).children[0].item
    assert [option.value for option in menu.options] == list(WORDS[key])
    for name in WORDS[key]:
        form = SettingForm(way, name)
        assert len(form.to_components()) == 1
        assert WORDS[key][name].label in told(way, 5, name)
        assert WORDS[key][name].knob in {"", *(f"K{number}" for number in range(1, 14))}


def test_a_fallback_is_written_as_a_ratio_or_as_none() -> None:
    assert read(None, "3/4") == Supermajority(3, 1)
    assert read(Supermajority(3, 1), "none") is None
    assert written(Supermajority(3, 1)) == "3/4"


def test_a_share_is_written_as_a_part_in_percent_or_as_all_or_none() -> None:
    for typed, share in (("1/5", "1/5"), ("20 %", "1/5"), ("100%", "all"), ("All", "all"), ("none", "none")):
        assert written(read(Fraction(1, 2), typed)) == share
        assert read(Fraction(1, 2), share) == read(Fraction(1, 2), typed)


def test_who_may_not_change_it_has_nothing_to_press() -> None:
    assert view(replace(way_of("consent"), mine=False)).children == []


def test_what_is_no_number_and_no_share_is_refused() -> None:
    settings = PROCESSES["consensus"].settings()
    with pytest.raises(UnclearNumber):
        read(settings.sessions, "three")
    for typed in ("a third", "1/0", "5"):
        with pytest.raises(UnclearShare):
            read(settings.most_aside, typed)


def test_a_way_of_its_own_has_a_sign_and_a_way_back() -> None:
    way = way_of("consent")
    assert "✎ Integrations" not in text(way)
    own = replace(way, settings=replace(way.settings, max_integrations=5))
    assert differing(own.settings) == {"max_integrations": 5}
    assert "✎ Integrations (K6): **5**" in text(own)
    assert len(view(own).children) == len(view(way).children) + 1
