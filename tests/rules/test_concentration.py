"""Indicators follow from how weight was spread, and raise the alarms of governance 12.3 and no others."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.concentration import Concentration, Indicator, Light, concentration, lights, recent, window
from bot.rules.decision import Power
from tests.rules.worlds import thorough

NOW = datetime(2030, 5, 1, tzinfo=UTC)
GREEN, AMBER, RED = Light
HELD = st.lists(st.integers(1, 12), min_size=1, max_size=7)


def record(weights: Sequence[int], roll: int | None = None, *, flips: bool = False) -> Power:
    """What a count keeps of these weights; everybody heard is on the roll, and more if it says so."""
    return Power(max(roll or 0, sum(weights)), tuple(sorted(Counter(weights).items())), flips)


def found(weights: Sequence[int], roll: int | None = None) -> Concentration:
    one = concentration(record(weights, roll))
    assert one
    return one


@given(HELD, st.integers(0, 20))
@thorough
def test_the_indicators_are_those_found_by_going_through_everybody(held: list[int], silent: int) -> None:
    roll = sum(held) + silent
    one, total = found(held, roll), sum(held)
    everybody = [*held, *[0] * (roll - len(held))]
    assert one.deciders == 1 / sum(Fraction(weight, total) ** 2 for weight in held)
    assert one.gini == Fraction(sum(abs(a - b) for a in everybody for b in everybody), 2 * roll * total)
    assert one.top == max(Fraction(weight, total) for weight in held)
    assert one.nakamoto == next(count for count in range(1, roll + 1) if 2 * sum(sorted(held)[::-1][:count]) > total)
    assert one.banzhaf == max(swings(held)) / sum(swings(held))
    assert (one.roll, one.heard, one.spread) == (roll, total, one.deciders / total)


def swings(held: Sequence[int]) -> list[Fraction]:
    """For each person the coalitions that win only with them."""
    turned = [Fraction(0)] * len(held)
    for within in product((False, True), repeat=len(held)):
        weight = sum(own for own, there in zip(held, within, strict=True) if there)
        if 2 * weight > sum(held):
            for at, own in enumerate(held):
                turned[at] += within[at] and 2 * (weight - own) <= sum(held)
    return turned


@given(HELD, st.integers(0, 20))
@thorough
def test_x1_to_x5_hold_for_the_record(held: list[int], silent: int) -> None:
    one = found(held, sum(held) + silent)
    assert 1 <= one.deciders <= len(held)
    assert (one.deciders == len(held)) == (len({*held}) == 1)
    assert 0 <= one.gini <= 1 - Fraction(1, one.roll)
    wider = found(held, one.roll + 1)
    assert wider.gini > one.gini
    assert (wider.deciders, wider.top, wider.nakamoto) == (one.deciders, one.top, one.nakamoto)
    assert (one.top > Fraction(1, 2)) == (one.banzhaf == 1) == (one.nakamoto == 1)


@given(st.lists(st.tuples(HELD, st.booleans()), max_size=8), st.randoms(use_true_random=False))
@thorough
def test_x6_every_alarm_follows_from_the_records_alone_in_whatever_order(
    kept: list[tuple[list[int], bool]],
    chance: Random,
) -> None:
    records = [record(held, flips=flips) for held, flips in kept]
    again = [Power(one.roll, tuple(one.weights), one.flips) for one in records]
    chance.shuffle(again)
    assert recent(again) == recent(records)


def test_vector_12_four_people_who_hold_everything() -> None:
    one = found([5, 5, 5, 5], 20)
    assert (one.deciders, one.gini, one.banzhaf) == (4, Fraction(4, 5), Fraction(1, 4))


@pytest.mark.parametrize(
    ("weights", "banzhaf", "spread", "nakamoto"),
    [
        ([1] * 20, GREEN, GREEN, GREEN),
        ([1, 1, 1], GREEN, GREEN, GREEN),
        ([6] + [1] * 14, RED, GREEN, GREEN),
        ([11] + [1] * 9, RED, RED, RED),
        ([5, 5, 5, 5], GREEN, AMBER, AMBER),
        ([10, 6, 2, 2], RED, RED, AMBER),
        ([4, 4, 3, 3, 3, 3], GREEN, AMBER, AMBER),
        ([5] + [1] * 14, AMBER, GREEN, GREEN),
        ([4] + [1] * 15, GREEN, GREEN, GREEN),
    ],
    ids=str,
)
def test_the_weights_of_governance_12_2_stand_as_12_3_says(
    weights: list[int], banzhaf: Light, spread: Light, nakamoto: Light
) -> None:
    expected = {Indicator.BANZHAF: banzhaf, Indicator.SPREAD: spread, Indicator.NAKAMOTO: nakamoto}
    assert lights(found(weights, 20)) == expected


def test_what_would_take_long_is_said_not_to_be_computed_unless_it_is_plain() -> None:
    crowd = [2] * 1_000 + [1] * 2_000
    assert found(crowd).banzhaf is None
    assert Indicator.BANZHAF not in lights(found(crowd))
    assert found([1] * 100_000).banzhaf == Fraction(1, 100_000)
    assert found([50_001] + [1] * 50_000).banzhaf == 1
    assert found([40] * 5 + [1] * 300).banzhaf is not None


def test_where_nobody_voted_there_is_nothing_to_say() -> None:
    empty = Power(7, (), flips=False)
    assert concentration(empty) is None
    assert recent([]) is recent([empty]) is None


def test_one_looks_back_on_twenty_decisions_of_ninety_days() -> None:
    kept = [(NOW - timedelta(days=days), record([1] * (days + 1))) for days in range(100)]
    assert window(kept[::-1], NOW) == [power for _, power in kept[:20]]
    assert window(kept[85:], NOW) == [power for _, power in kept[85:91]]


def test_below_five_decisions_or_five_people_nothing_is_said_about_one_person() -> None:
    four = recent([record([3, 1, 1])] * 4)
    small = recent([record([2, 1, 1])] * 9)
    enough = recent([record([3, 1, 1])] * 5 + [record([2, 1, 1])] * 9)
    for told in (four, small):
        assert told
        assert told.largest is None
        assert told.lights.keys() == {Indicator.SPREAD, Indicator.FLIPS}
    assert enough
    assert enough.largest
    assert (enough.decisions, enough.largest.top, enough.largest.nakamoto, enough.largest.banzhaf) == (
        14,
        Fraction(3, 5),
        1,
        1,
    )


def test_the_usual_decision_stands_for_all_and_of_two_the_worse() -> None:
    direct, heavy = record([1] * 20), record([11] + [1] * 9)
    mostly = recent([direct] * 4 + [heavy] * 3)
    half = recent([direct] * 3 + [heavy] * 3)
    assert mostly
    assert half
    assert (mostly.light, mostly.spread, mostly.gini, mostly.deciders) == (GREEN, 1, 0, 20)
    assert (half.light, half.spread, half.deciders) == (RED, Fraction(2, 13), Fraction(40, 13))
    assert half.largest
    assert (half.largest.top, half.largest.nakamoto, half.largest.banzhaf) == (Fraction(11, 20), 1, 1)


@pytest.mark.parametrize(("flipped", "light"), [(0, GREEN), (2, GREEN), (3, AMBER), (4, AMBER), (5, RED)])
def test_delegations_that_decide_too_often_raise_an_alarm(flipped: int, light: Light) -> None:
    records = [record([1] * 20, flips=at < flipped) for at in range(10)]
    told = recent([*records, Power(20, (), flips=False)])
    assert told
    assert (told.decisions, told.flips) == (10, Fraction(flipped, 10))
    assert told.lights[Indicator.FLIPS] is told.light is light


def test_one_decision_whose_power_is_not_known_leaves_it_unsaid() -> None:
    told = recent([record([3, 1, 1])] * 5 + [record([2] * 1_000 + [1] * 2_000)])
    assert told
    assert told.largest
    assert told.largest.banzhaf is None
    assert Indicator.BANZHAF not in told.lights
