"""A cap takes from delegated votes only, exactly, and reports what it takes (governance 7.7, L15)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.cap import LEAST, BadShare, cap_of, capped
from tests.rules.worlds import REAL, World, thorough, worlds

WEIGHTS = st.dictionaries(st.integers(1, 10**18), st.integers(1, 10**7), max_size=12)
SHARES = st.fractions(0, 1).filter(bool)


@given(WEIGHTS, st.integers(1, 10**6))
@thorough
def test_l15_what_is_counted_and_what_is_not_add_up_to_the_weights(weights: dict[int, int], cap: int) -> None:
    found = capped(weights, cap)
    assert set(found.counted) == set(found.uncounted) == set(found.shares) == set(weights)
    assert all(found.counted[voter] + found.uncounted[voter] == weight for voter, weight in weights.items())
    assert all(found.counted[voter] == min(weight, cap) for voter, weight in weights.items())


@given(WEIGHTS, st.integers(1, 10**6))
@thorough
def test_l15_the_own_vote_counts_whole_and_all_followers_of_one_person_alike(weights: dict[int, int], cap: int) -> None:
    found = capped(weights, cap)
    for voter, weight in weights.items():
        assert found.counted[voter] == 1 + found.shares[voter] * (weight - 1)
        assert (found.shares[voter] == 1) == (weight <= cap)
        assert 0 <= found.shares[voter] <= 1


@given(worlds(), SHARES)
@thorough
def test_l15_holds_for_the_weights_of_whole_communities(world: World, share: Fraction) -> None:
    weights = REAL.count(world).weight
    cap = cap_of(len(world.eligible), share)
    found = capped(weights, cap)
    assert all(1 <= counted <= cap for counted in found.counted.values())
    assert sum(found.counted.values()) + sum(found.uncounted.values()) == sum(weights.values())


@given(WEIGHTS, st.integers(1, 10**6))
@thorough
def test_a_cap_that_was_applied_takes_nothing_more(weights: dict[int, int], cap: int) -> None:
    once = capped(weights, cap).counted
    assert capped(once, cap).counted == once


@given(st.integers(0, 10**7), SHARES)
@thorough
def test_the_cap_is_the_share_of_the_roll_rounded_down_but_at_least_three(eligible: int, share: Fraction) -> None:
    cap = cap_of(eligible, share)
    assert cap >= LEAST
    assert cap == LEAST or cap <= share * eligible < cap + 1
    assert cap > LEAST or share * eligible < LEAST + 1


@pytest.mark.parametrize(("eligible", "cap"), [(0, 3), (20, 3), (39, 3), (40, 4), (199, 19), (1_000_000, 100_000)])
def test_without_a_share_of_its_own_a_community_caps_at_a_tenth(eligible: int, cap: int) -> None:
    assert cap_of(eligible) == cap


def test_a_share_of_the_whole_roll_caps_nobody() -> None:
    assert cap_of(40, Fraction(1)) == 40


def test_a_cap_of_one_leaves_everybody_the_own_vote_alone() -> None:
    found = capped({1: 1, 2: 3}, 1)
    assert (found.counted, found.shares) == ({1: 1, 2: 1}, {1: 1, 2: 0})


def test_a_share_of_the_roll_does_not_drive_weights_to_nothing() -> None:
    """Governance 7.7: with 20 % of the counted weight the weights 10, 6, 2, 2 all end at 0."""
    found = capped({1: 10, 2: 6, 3: 2, 4: 2}, cap_of(20, Fraction(1, 5)))
    assert found.counted == {1: 4, 2: 4, 3: 2, 4: 2}
    assert found.uncounted == {1: 6, 2: 2, 3: 0, 4: 0}
    assert found.shares == {1: Fraction(1, 3), 2: Fraction(3, 5), 3: 1, 4: 1}


@pytest.mark.parametrize("share", [Fraction(0), Fraction(-1, 10), Fraction(11, 10)])
def test_a_share_outside_of_the_roll_is_refused(share: Fraction) -> None:
    with pytest.raises(BadShare):
        cap_of(100, share)


def test_a_cap_that_would_touch_own_votes_is_refused() -> None:
    with pytest.raises(BadShare):
        capped({1: 1}, 0)
