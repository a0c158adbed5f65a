"""How power is spread in a circle: as votes are handed over now, and as its last decisions were counted."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any, TypeVar

import pytest
from sqlalchemy import select

from bot.rules.concentration import recent
from bot.rules.decision import Choice, Power, State, conclude
from bot.rules.delegation import Scope
from bot.rules.errors import NoSuchCircle
from bot.rules.ids import CircleId, DelegationId, MemberId
from bot.rules.majority import parse_quorum
from bot.rules.topic import NoSuchTopic
from bot.services import liquid, topic
from bot.services.ports import UnitOfWork
from bot.services.power import AboutPower, PowerView, show_power
from bot.services.values import Delegation
from bot.store.tables import decision as decisions
from tests.databases import by_hand
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, HOME, HOUR, NOW, RULES
from tests.town import ABROAD, FAY, MAYOR, Town, person

T = TypeVar("T")
CROWD = [MemberId(1000 + number) for number in range(36)]


def power(
    town: Town, circle_id: CircleId, member: MemberId = FAY, about: str | None = None, *, after: timedelta = HOUR
) -> PowerView:
    wish = AboutPower(actor=person(member), now=NOW + after, circle_id=circle_id, topic=about)
    return town.store.read_now(show_power, wish)


def weighing(roll: int, *weights: int) -> Power:
    return Power(roll, tuple(sorted(Counter(weights).items())), flips=False)


def do(town: Town, act: Callable[[UnitOfWork], T]) -> T:
    return town.store.run_now(lambda unit, _: act(unit), None)


def choose(town: Town, name: str, value: object) -> None:
    wish = liquid.ChooseRule(actor=person(MAYOR), now=NOW, name=name, value=value)
    town.store.run_now(liquid.choose_rule, wish)


def water(town: Town, circle_id: CircleId) -> int:
    wish = topic.AddTopic(actor=person(ANNA), now=NOW, circle_id=circle_id, name="Water")
    return town.store.run_now(topic.add_topic, wish).topic.id


def test_where_nobody_delegates_everybody_weighs_the_same(town: Town, garden: CircleId) -> None:
    found = power(town, garden)
    assert (found.now, found.beyond, found.past) == (weighing(5, *[1] * 5), 0, [])
    assert (found.handed.edges, found.handed.named) == ({}, frozenset())


def test_who_delegates_is_silent_and_everybody_else_votes(town: Town, garden: CircleId) -> None:
    town.trust(ANNA, BEN)
    town.trust(BEN, CLEO)
    town.trust(DAVID, ELA)
    town.trust(ELA, DAVID)
    found = power(town, garden)
    assert found.now == weighing(5, 3)
    assert found.handed.edges == {ANNA: BEN, BEN: CLEO, DAVID: ELA, ELA: DAVID}


def test_a_topic_has_delegations_of_its_own(town: Town, garden: CircleId) -> None:
    town.trust(ANNA, BEN)
    town.trust(DAVID, BEN)
    town.trust(ANNA, None, Scope.CIRCLE, garden)
    town.trust(ANNA, ELA, Scope.TOPIC, water(town, garden))
    assert power(town, garden).now == weighing(5, 2, 1, 1, 1)
    found = power(town, garden, about="water")
    assert found.now == weighing(5, 2, 2, 1)
    assert found.topic
    assert found.topic.name == "Water"
    with pytest.raises(NoSuchTopic):
        power(town, garden, about="Wine")


def test_what_is_beyond_the_cap_weighs_nothing(town: Town) -> None:
    circle_id = town.found("Crowd", CROWD)
    town.uncap()
    for member in CROWD[1:7]:
        town.trust(member, CROWD[0], Scope.CIRCLE, circle_id)
    choose(town, "cap", Fraction(1, 10))
    found = power(town, circle_id)
    assert (found.handed.cap, found.now, found.beyond) == (3, weighing(36, 3, *[1] * 29), 4)
    choose(town, "cap", Fraction(1))
    assert (power(town, circle_id).now, power(town, circle_id).beyond) == (weighing(36, 7, *[1] * 29), 0)


def test_people_who_have_left_and_delegations_that_ended_count_no_more(town: Town, garden: CircleId) -> None:
    town.uncap()
    town.trust(ANNA, BEN)
    town.trust(CLEO, BEN, until=NOW + 2 * DAY)
    town.trust(DAVID, BEN)
    town.leave(garden, DAVID, NOW + DAY)
    assert power(town, garden, after=DAY).now == weighing(4, 3, 1)
    assert power(town, garden, after=3 * DAY).now == weighing(4, 2, 1, 1)


def test_names_are_shown_while_the_graph_is_open_of_what_was_set_then(town: Town, garden: CircleId) -> None:
    def hand_over(member: MemberId, *, named: bool) -> None:
        given = Delegation(DelegationId(0), HOME, member, Scope.COMMUNITY, 0, ELA, NOW, None, NOW, named=named)
        do(town, lambda unit: unit.delegations.set(given))

    hand_over(ANNA, named=False)
    hand_over(BEN, named=True)
    hand_over(FAY, named=True)
    assert power(town, garden).handed.named == frozenset()
    choose(town, "open_graph", True)
    assert power(town, garden).handed.named == {BEN}


def test_anybody_in_the_community_may_ask_and_nobody_from_elsewhere(town: Town, garden: CircleId) -> None:
    assert power(town, garden, FAY) == power(town, garden, ANNA)
    with pytest.raises(NoSuchCircle):
        town.store.read_now(show_power, AboutPower(actor=person(ANNA, ABROAD), now=NOW, circle_id=garden))


def test_it_looks_back_on_twenty_decisions_of_the_last_ninety_days(town: Town, garden: CircleId) -> None:
    do(town, lambda unit: [_counted(unit, garden, weight) for weight in range(1, 23)])
    assert len(power(town, garden, after=90 * DAY).past) == 20
    assert power(town, garden, after=91 * DAY).past == []


def _counted(unit: UnitOfWork, circle_id: CircleId, weight: int) -> None:
    """Have a decision counted at NOW in which one ballot weighed so much."""
    circle = unit.circles.get(circle_id)
    assert circle
    one = unit.proposals.add(circle, ANNA, "Plant trees", "Twelve of them.", NOW)
    unit.decisions.open(one, RULES, NOW - DAY, NOW, NOW, [])
    for before, after in ((State.OPEN, State.FROZEN), (State.FROZEN, State.COUNTED)):
        unit.decisions.move(one, before, after, NOW)
    unit.decisions.record(one, conclude(RULES, {}, direct=0, delegated=0, roll=0), weighing(40, weight))


@pytest.mark.parametrize("choice", Choice)
def test_ballots_of_an_open_vote_change_nothing(town: Town, garden: CircleId, choice: Choice) -> None:
    decision = town.propose(garden)
    town.trust(ANNA, BEN)
    before = power(town, garden)
    town.cast(decision, BEN, choice)
    town.cast(decision, ANNA, choice)
    assert power(town, garden) == before


def test_x6_every_alarm_is_found_again_from_what_is_kept_and_that_from_the_ballots(town: Town) -> None:
    """What a stranger recounts from memberships, delegations and ballots is what is kept, and what is said of it."""
    circle_id = town.found("Crowd", CROWD[:9], quorum=parse_quorum("1"))
    for number in range(5):
        moment = NOW + number * DAY
        decision = town.propose(circle_id, CROWD[8], moment)
        for member in CROWD[1 : 1 + number]:
            of = (Scope.PROPOSAL, decision.id, CROWD[0])
            given = Delegation(DelegationId(0), HOME, member, *of, moment, None, moment)
            do(town, lambda unit, one=given: unit.delegations.set(one))  # type: ignore[misc]
        town.cast(decision, CROWD[0], Choice.YES, moment)
        for member in CROWD[7:9]:
            town.cast(decision, member, Choice.NO, moment)
    town.sweep(NOW + 20 * DAY)
    kept = _columns(town)
    assert [one["weights"] for one in kept] == [[[1, 3]], [[1, 2], [2, 1]], *[[[1, 2], [3, 1]]] * 3]
    assert [one["flips"] for one in kept] == [False, True, True, True, True]
    assert [one["roll"] for one in kept] == [9] * 5
    read = [Power(one["roll"], tuple((w, people) for w, people in one["weights"]), one["flips"]) for one in kept]
    assert recent(read) == recent(power(town, circle_id, after=21 * DAY).past)


def _columns(town: Town) -> list[Any]:
    """Return the records of power as they stand in the database, by decision."""
    with by_hand(town.store.url) as connection:
        return [*connection.scalars(select(decisions.c.power).order_by(decisions.c.proposal_id))]


def test_x7_looking_at_power_changes_no_count(town: Town, garden: CircleId) -> None:
    def run(*, looking: bool) -> tuple[object, Power | None]:
        decision = town.propose(garden)
        town.trust(ANNA, BEN, Scope.PROPOSAL, decision.id)
        town.cast(decision, BEN, Choice.YES)
        if looking:
            power(town, garden)
        return town.counted(decision), town.seen(decision).power

    assert run(looking=False) == run(looking=True)
