"""How a circle goes about a process: chosen by who may change it, remembered, told, and kept from what is open."""

import json
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from bot.rules.errors import NotSteward
from bot.rules.ids import CircleId, ProposalId
from bot.rules.majority import Supermajority
from bot.rules.objection import Criterion
from bot.rules.process.asking import Silence
from bot.rules.process.errors import OutOfBounds
from bot.rules.process.proceeding import Proceeding
from bot.services import proceeding, way
from bot.services.values import Event, Notice
from tests.store.world import ANNA, DAY, MEMBERS, NOW
from tests.town import MAYOR, Town, person

BEN = MEMBERS[1]


def choose(
    town: Town, circle_id: CircleId, name: str, value: object, process: str = "consent", by: object = ANNA
) -> None:
    wish = way.ChooseSetting(actor=person(by), now=NOW, circle_id=circle_id, process=process, name=name, value=value)
    town.store.run_now(way.choose_setting, wish)


def usual(town: Town, circle_id: CircleId, process: str = "consent") -> None:
    town.store.run_now(
        way.return_to_usual, way.AboutWay(actor=person(ANNA), now=NOW, circle_id=circle_id, process=process)
    )


def settings(town: Town, circle_id: CircleId, process: str = "consent") -> object:
    about = way.AboutWay(actor=person(BEN), now=NOW, circle_id=circle_id, process=process)
    return town.store.read_now(way.show_way, about).settings


def begun(town: Town, circle_id: CircleId) -> Proceeding:
    wish = proceeding.OpenProceeding(
        actor=person(BEN),
        now=NOW,
        circle_id=circle_id,
        process="consent",
        title="Meeting day",
        text="We meet on Mondays.",
        given={"need": "We miss each other."},
    )
    return standing(town, town.store.run_now(proceeding.open_proceeding, wish))


def standing(town: Town, number: ProposalId) -> Proceeding:
    found = town.store.read_now(proceeding.find_proceeding, number)
    assert found
    return found.proceeding


def test_what_is_open_keeps_what_it_began_with(town: Town, garden: CircleId) -> None:
    before = begun(town, garden)
    choose(town, garden, "clarify", 2 * DAY)
    choose(town, garden, "max_integrations", 5, by=MAYOR)
    after = begun(town, garden)
    assert standing(town, before.id).settings == before.settings
    assert (after.settings.clarify, after.item().ends) == (2 * DAY, NOW + 2 * DAY)
    assert "5 integrations" in after.knobs["K6 deadlock"]
    usual(town, garden)
    assert begun(town, garden).settings == before.settings
    assert standing(town, after.id).settings == after.settings


def test_each_circle_and_each_process_has_its_own_way(town: Town, garden: CircleId) -> None:
    kitchen = town.found("Kitchen")
    choose(town, garden, "extension", DAY)
    assert settings(town, garden).extension == DAY
    assert settings(town, kitchen).extension == settings(town, garden, "consensus").extension == 2 * DAY


def test_only_who_may_change_the_circle_chooses_and_only_what_makes_sense(town: Town, garden: CircleId) -> None:
    with pytest.raises(NotSteward):
        choose(town, garden, "round", DAY, by=BEN)
    with pytest.raises(OutOfBounds):
        choose(town, garden, "round", timedelta(minutes=1))
    about = way.AboutWay(actor=person(BEN), now=NOW, circle_id=garden, process="consent")
    with pytest.raises(NotSteward):
        town.store.run_now(way.return_to_usual, about)
    with pytest.raises(NotSteward):
        town.store.read_now(way.way_to_change, about)
    assert [
        town.store.read_now(way.show_way, replace(about, actor=person(one))).mine for one in (ANNA, MAYOR, BEN)
    ] == [
        True,
        True,
        False,
    ]
    assert (town.remembered(Event.CIRCLE_EDITED), town.owed(Notice.WAY)) == ([], [])


@pytest.mark.parametrize(
    ("process", "name", "value", "kept"),
    [
        ("consent", "round", 2 * DAY, 172_800),
        ("consent", "silence", Silence.LAZY, "lazy"),
        ("consent", "criteria", (Criterion.CAPACITY, Criterion.CAUSED), ["a", "c"]),
        ("consensus", "backing", Fraction(1, 3), "1/3"),
        ("consensus", "fallback", Supermajority(4, 1), "4:1"),
        ("lazy", "votes", True, True),
    ],
)
def test_every_change_is_told_once_and_the_ledger_says_what_it_was(
    town: Town, garden: CircleId, process: str, name: str, value: object, kept: object
) -> None:
    for _ in range(2):
        choose(town, garden, name, value, process)
    facts = {"circle": garden, "process": process, "setting": name, "value": kept}
    assert [json.loads(line) for line in town.remembered(Event.CIRCLE_EDITED)] == [facts]
    assert len(town.owed(Notice.WAY)) == 1
    assert getattr(settings(town, garden, process), name) == value
    usual(town, garden, process)
    assert json.loads(town.remembered(Event.CIRCLE_EDITED)[-1])["setting"] is None
    assert settings(town, garden, process) == type(settings(town, garden, process))()
    assert town.chain_broken_at() is None
