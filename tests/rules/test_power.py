"""The indices of concentration keep X1 to X5, and the power indices agree with going through all coalitions."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.coalitions import BadWeights, TooLarge, turned
from bot.rules.power import (
    banzhaf,
    banzhaf_normalized,
    effective_deciders,
    flips,
    gini,
    majority,
    nakamoto,
    shapley_shubik,
    top_share,
)
from tests.rules.worlds import REAL, World, thorough, worlds

ROLLS = st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(any)
SMALL = st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any)


def roll_of_twenty(*weights: int) -> list[int]:
    return [*weights, *[0] * (20 - len(weights))]


@pytest.mark.parametrize(
    ("weights", "deciders", "among_voters", "on_roll", "fewest", "top", "top_power"),
    [
        ([1] * 20, "20.0", "0.00", "0.00", 11, "5 %", "0.05"),
        ([6] + [1] * 14, "8.0", "0.23", "0.43", 6, "30 %", "0.51"),
        ([11] + [1] * 9, "3.1", "0.45", "0.73", 1, "55 %", "1.00"),
        ([5] * 4, "4.0", "0.00", "0.80", 3, "25 %", "0.25"),
        ([10, 6, 2, 2], "2.8", "0.35", "0.87", 2, "50 %", "0.70"),
    ],
    ids=["20 direct", "6 and fourteen direct", "11 and nine direct", "four alike", "10, 6, 2, 2"],
)
def test_the_table_of_governance_12_2_comes_out(
    weights: list[int], deciders: str, among_voters: str, on_roll: str, fewest: int, top: str, top_power: str
) -> None:
    roll = roll_of_twenty(*weights)
    assert rounded(effective_deciders(roll), 1) == deciders
    assert (rounded(gini(weights), 2), rounded(gini(roll), 2)) == (among_voters, on_roll)
    assert nakamoto(roll) == fewest
    assert f"{top_share(roll) * 100} %" == top
    assert rounded(max(banzhaf_normalized(roll, majority(roll))), 2) == top_power


def rounded(number: Fraction, places: int) -> str:
    """Round half up, as the table does."""
    scaled = int(number * 10**places + Fraction(1, 2))
    return f"{scaled // 10**places}.{scaled % 10**places:0{places}}"


def test_vector_12_four_people_who_hold_everything_are_not_equality() -> None:
    roll = roll_of_twenty(5, 5, 5, 5)
    assert (effective_deciders(roll), gini(roll)) == (4, Fraction(4, 5))


@given(ROLLS)
@thorough
def test_x1_and_x2_effective_deciders_are_at_most_those_with_weight_and_all_of_them_if_equal(roll: list[int]) -> None:
    holding = [weight for weight in roll if weight]
    found = effective_deciders(roll)
    assert 1 <= found <= len(holding)
    assert (found == len(holding)) == (len({*holding}) == 1)


@given(ROLLS)
@thorough
def test_x3_gini_lies_between_equality_and_one_who_holds_everything(roll: list[int]) -> None:
    found = gini(roll)
    assert 0 <= found <= 1 - Fraction(1, len(roll))
    assert (found == 0) == (len({*roll}) == 1)
    assert gini([0] * (len(roll) - 1) + [sum(roll)]) == 1 - Fraction(1, len(roll))


@given(ROLLS)
@thorough
def test_gini_is_half_the_mean_difference_between_two_people_in_shares_of_the_mean(roll: list[int]) -> None:
    apart = sum(abs(one - other) for one in roll for other in roll)
    assert gini(roll) == Fraction(apart, 2 * len(roll) * sum(roll))


@given(ROLLS)
@thorough
def test_x4_one_more_without_weight_raises_gini_and_leaves_the_rest(roll: list[int]) -> None:
    more = [*roll, 0]
    assert gini(more) > gini(roll)
    assert effective_deciders(more) == effective_deciders(roll)
    assert (nakamoto(more), top_share(more)) == (nakamoto(roll), top_share(roll))
    assert banzhaf(more, majority(more)) == [*banzhaf(roll, majority(roll)), 0]
    assert shapley_shubik(more, majority(more)) == [*shapley_shubik(roll, majority(roll)), 0]


@given(ROLLS)
@thorough
def test_x5_who_holds_more_than_half_has_all_the_power(roll: list[int]) -> None:
    alone = top_share(roll) > Fraction(1, 2)
    power = banzhaf_normalized(roll, majority(roll))
    assert alone == (nakamoto(roll) == 1) == (max(power) == 1)


@given(worlds())
@thorough
def test_x1_and_x5_hold_for_the_weights_of_whole_communities(world: World) -> None:
    weight = REAL.count(world).weight
    roll = [weight.get(member, 0) for member in sorted(world.eligible)]
    if any(roll):
        assert 1 <= effective_deciders(roll) <= len(weight)
        assert (top_share(roll) > Fraction(1, 2)) == (nakamoto(roll) == 1)
    else:
        with pytest.raises(BadWeights):
            effective_deciders(roll)


@given(SMALL, st.data())
@thorough
def test_swings_are_those_found_by_going_through_all_coalitions(weights: list[int], data: st.DataObject) -> None:
    quota = data.draw(st.integers(1, sum(weights)))
    holding = [at for at, weight in enumerate(weights) if weight]
    swings = [0] * len(weights)
    for size in range(len(holding)):
        for at in holding:
            for others in combinations([other for other in holding if other != at], size):
                before = sum(weights[other] for other in others)
                swings[at] += before < quota <= before + weights[at]
    absolute = [Fraction(own, 2 ** (len(holding) - 1)) for own in swings]
    assert banzhaf(weights, quota) == absolute
    assert banzhaf_normalized(weights, quota) == [Fraction(own, sum(swings)) for own in swings]


@given(SMALL, st.data())
@thorough
def test_shapley_and_shubiks_share_is_that_of_the_orders_of_joining(weights: list[int], data: st.DataObject) -> None:
    quota = data.draw(st.integers(1, sum(weights)))
    pivots = [0] * len(weights)
    for order in permutations(range(len(weights))):
        before = 0
        for at in order:
            before += weights[at]
            if before >= quota:
                pivots[at] += 1
                break
    expected = [Fraction(count, factorial(len(weights))) for count in pivots]
    assert shapley_shubik(weights, quota) == expected


@given(ROLLS, st.integers(1, 10**6), st.data())
@thorough
def test_power_depends_on_proportions_alone_and_is_the_same_for_winning_and_preventing(
    roll: list[int], unit: int, data: st.DataObject
) -> None:
    quota = data.draw(st.integers(1, sum(roll)))
    scaled = [weight * unit for weight in roll]
    dual = sum(roll) - quota + 1
    for index in (banzhaf, banzhaf_normalized, shapley_shubik):
        assert index(roll, quota) == index(scaled, quota * unit) == index(roll, dual)
        assert sum(index(roll, quota)) == 1 or index is banzhaf


def test_two_hundred_people_are_counted_to_the_last_coalition() -> None:
    """Felsenthal and Machover, The Measurement of Voting Power (1998): equal people share power equally."""
    assert banzhaf_normalized([1] * 200, 101) == [Fraction(1, 200)] * 200
    assert shapley_shubik([1] * 60, 31) == [Fraction(1, 60)] * 60
    assert banzhaf([1] * 3, 2) == [Fraction(1, 2)] * 3
    assert sum(banzhaf_normalized([*range(1, 201)], majority([*range(1, 201)]))) == 1


def test_the_coalitions_that_a_weight_turns_are_told_apart_by_size_only_where_that_is_asked() -> None:
    assert turned([2, 1, 1, 0], 3, by_size=False) == {2: [3], 1: [1]}
    assert turned([2, 1, 1, 0], 3, by_size=True) == {2: [0, 2, 1], 1: [0, 1, 0]}


def most(votes: Mapping[str, int]) -> str:
    return "adopted" if votes.get("yes", 0) > votes.get("no", 0) else "not adopted"


@pytest.mark.parametrize(
    ("weights", "flipped"),
    [({1: 1, 2: 1, 3: 1}, False), ({1: 1, 2: 1, 3: 3}, True), ({1: 2, 2: 2, 3: 3}, False), ({}, False)],
)
def test_the_flip_test_tells_whether_delegations_decided(weights: Mapping[int, int], flipped: bool) -> None:
    assert flips(most, {1: "yes", 2: "yes", 3: "no", 4: "no"}, weights) is flipped


def test_without_delegations_each_ballot_weighs_one() -> None:
    assert not flips(lambda votes: votes.get("yes", 0) >= 2, {1: "yes"}, {1: 1})


@given(worlds())
@thorough
def test_nothing_flips_where_nobody_delegates(world: World) -> None:
    weight = dict.fromkeys(world.ballots, 1)
    assert not flips(most, world.ballots, weight)


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 3]])
def test_weights_of_which_nothing_can_be_said_are_refused(weights: Sequence[int]) -> None:
    for index in (effective_deciders, gini, top_share, nakamoto, majority):
        with pytest.raises(BadWeights):
            index(weights)
    with pytest.raises(BadWeights):
        banzhaf(weights, 1)


@pytest.mark.parametrize("quota", [0, -1, 7])
def test_a_quota_that_is_always_or_never_reached_is_refused(quota: int) -> None:
    with pytest.raises(BadWeights):
        shapley_shubik([3, 2, 1], quota)


def test_what_would_take_hours_is_refused_at_once() -> None:
    with pytest.raises(TooLarge):
        banzhaf([1, 10**12], 10**11)
