"""The rules of delegation in a community: chosen by who manages it, told, and kept from what is open."""

from datetime import timedelta
from fractions import Fraction

import pytest

from bot.rules.errors import NotManager
from bot.rules.liquid import Liquid
from bot.rules.liquid.errors import BackupsUnaccepted
from bot.rules.process.errors import NoSuchThing, OutOfBounds
from bot.services import liquid
from bot.services.values import Event, Notice
from tests.store.world import ANNA, DAY, HOME, NOW
from tests.town import ABROAD, MAYOR, Town, person


def choose(town: Town, name: str, value: object, by: object = MAYOR) -> Liquid:
    wish = liquid.ChooseRule(actor=person(by), now=NOW, name=name, value=value)  # type: ignore[arg-type]
    return town.store.run_now(liquid.choose_rule, wish)


def rules(town: Town, community: int = HOME) -> Liquid:
    return town.store.read_now(liquid.find_rules, community)


def test_a_rule_is_chosen_by_who_manages_the_community_and_told_in_every_circle(town: Town) -> None:
    town.found("Garden")
    town.found("Kitchen")
    assert rules(town) == Liquid()
    with pytest.raises(NotManager):
        choose(town, "acceptance", value=True, by=ANNA)
    assert choose(town, "acceptance", value=True) == rules(town) == Liquid(acceptance=True)
    choose(town, "acceptance", value=True)
    assert rules(town, ABROAD) == Liquid()
    assert len(town.owed(Notice.LIQUID)) == 2
    assert len(town.remembered(Event.LIQUID_CHANGED)) == 1


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("longest", timedelta(hours=1), OutOfBounds),
        ("longest", timedelta(days=400), OutOfBounds),
        ("cap", Fraction(0), OutOfBounds),
        ("window", timedelta(0), OutOfBounds),
        ("nonsense", 1, NoSuchThing),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(town: Town, name: str, value: object, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        choose(town, name, value)
    assert rules(town) == Liquid()


def test_back_ups_and_acceptance_exclude_each_other(town: Town) -> None:
    choose(town, "backups", value=True)
    with pytest.raises(BackupsUnaccepted):
        choose(town, "acceptance", value=True)
    assert rules(town) == Liquid(backups=True)


def test_a_vote_with_back_ups_says_so_from_its_opening_on(town: Town) -> None:
    garden = town.found()
    before = town.propose(garden)
    choose(town, "backups", value=True)
    after = town.propose(garden)
    labelled = ["ranked_delegation=BFS" in " ".join(one.rules.knobs.values()) for one in (before, after)]
    assert labelled == [False, True]


def test_what_is_open_keeps_the_rules_it_began_with(town: Town) -> None:
    garden = town.found()
    before = town.propose(garden)
    choose(town, "cap", Fraction(1, 4))
    choose(town, "longest", 30 * DAY)
    assert town.seen(before).rules.liquid == Liquid()
    assert town.seen(town.propose(garden)).rules.liquid == Liquid(longest=30 * DAY, cap=Fraction(1, 4))
