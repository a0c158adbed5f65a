"""A cap takes from delegated votes only, exactly, and reports what it takes (governance 7.7, L15)."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.cap import LEAST, BadShare, Chambered, cap_of, capped, in_chambers, part
from bot.rules.delegation import Delegates
from bot.rules.electorate import Weighed
from tests.rules.worlds import REAL, World, column, thorough, weighed, worlds

SHARES = st.fractions(0, 1).filter(bool)
COUNTS = st.integers(1, 10**6)


def star(*followers: int) -> Weighed:
    """Voters with so many followers each."""
    edges: dict[int, Delegates] = {}
    for voter, behind in enumerate(followers):
        edges |= {1_000 * (voter + 1) + one: (voter,) for one in range(behind)}
    voters = range(len(followers))
    return weighed({*voters, *edges}, edges, voters)


@given(worlds(), SHARES)
@thorough
def test_l15_what_is_counted_and_what_is_not_add_up_to_the_weights(world: World, share: Fraction) -> None:
    before = weighed(world.eligible, REAL.edges(world), world.ballots)
    cap = cap_of(len(world.eligible), share)
    found = capped(before, share)
    assert found.weights.tolist() == [min(weight, cap) for weight in before.weights.tolist()]
    assert found.weights.sum() + found.uncounted == before.weights.sum()
    assert before.uncounted == 0
    assert (found.direct, found.delegated, found.unrepresented) == (
        before.direct,
        before.delegated,
        before.unrepresented,
    )


@given(COUNTS, COUNTS, st.integers(0, 1))
@thorough
def test_l15_the_own_vote_counts_whole_and_all_followers_of_one_person_alike(weight: int, cap: int, own: int) -> None:
    counted = part(weight, cap, own)
    assert min(weight, cap) == own + counted * (weight - own)
    assert (counted == 1) == (weight <= cap)
    assert 0 <= counted <= 1


@given(worlds(), st.lists(st.integers(0, 2), min_size=12, max_size=12), SHARES)
@thorough
def test_l15_each_chamber_has_a_cap_of_its_own(world: World, sits: list[int], share: Fraction) -> None:
    seats = dict(enumerate(sits, 1))
    terminal = REAL.count(world).terminal
    votes = Counter((voter, seats[member]) for member, voter in terminal.items() if voter is not None)
    rolls = Counter(seats[member] for member in world.eligible)
    counted = {
        (voter, chamber): min(weight, cap_of(rolls[chamber], share)) for (voter, chamber), weight in votes.items()
    }
    found = chambered(weighed(world.eligible, REAL.edges(world), world.ballots), seats, share)
    assert by_pair(found) == counted
    assert found.uncounted == sum(votes.values()) - sum(counted.values())
    assert Counter(found.rolls) == rolls


def chambered(before: Weighed, seats: Mapping[int, int], share: Fraction) -> Chambered:
    return in_chambers(before, column(seats[member] for member in before.eligible.tolist()), share)


def by_pair(found: Chambered) -> Mapping[tuple[int, int], int]:
    pairs = zip(found.voters.tolist(), found.chambers.tolist(), strict=True)
    return dict(zip(pairs, found.weights.tolist(), strict=True))


def test_a_ballot_with_followers_in_a_large_chamber_weighs_no_more_in_a_small_one() -> None:
    crowd, few = range(10, 60), range(60, 70)
    edges: dict[int, Delegates] = dict.fromkeys((*crowd, *few), (1,))
    seats = dict.fromkeys(crowd, 0) | dict.fromkeys((1, *few), 1)
    found = chambered(weighed({1, *edges}, edges, [1]), seats, Fraction(1, 10))
    assert by_pair(found) == {(1, 0): 5, (1, 1): 3}
    assert (found.rolls, found.uncounted) == ({0: 50, 1: 11}, 53)


def test_nobody_eligible_leaves_every_chamber_empty() -> None:
    found = chambered(weighed((), {}, ()), {}, Fraction(1, 10))
    assert (by_pair(found), found.uncounted, Counter(found.rolls)) == ({}, 0, Counter())


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
    found = capped(star(39), Fraction(1))
    assert (found.weights.tolist(), found.uncounted) == ([40], 0)


def test_a_share_of_the_roll_does_not_drive_weights_to_nothing() -> None:
    """Governance 7.7: with 20 % of the counted weight the weights 10, 6, 2, 2 all end at 0."""
    found = capped(star(9, 5, 1, 1), Fraction(1, 5))
    assert (found.weights.tolist(), found.uncounted) == ([4, 4, 2, 2], 8)
    assert [part(weight, 4) for weight in (10, 6, 2, 2)] == [Fraction(1, 3), Fraction(3, 5), 1, 1]


@pytest.mark.parametrize("share", [Fraction(0), Fraction(-1, 10), Fraction(11, 10)])
def test_a_share_outside_of_the_roll_is_refused(share: Fraction) -> None:
    with pytest.raises(BadShare):
        cap_of(100, share)
