"""With ranked back-ups the nearest ballot counts, and the invariants hold that can hold with them (governance 7.6)."""

import numpy as np
import pytest
from hypothesis import given

from bot.rules.chain import Chain, ChainEnd, Standing, chain, walk
from bot.rules.columns import NOBODY
from bot.rules.delegation import BadBackups, Delegates, Entry, Scope, SelfDelegation, resolve, tally
from bot.rules.electorate import Electorate, weigh
from tests.rules import delegation_properties as properties
from tests.rules.worlds import COLUMNS, REAL, Rules, World, column, layer, thorough, worlds

both = pytest.mark.parametrize("rules", [REAL, COLUMNS], ids=["by person", "in columns"])

KEPT = [
    properties.l1_weights_add_up,
    properties.l2_only_voters_have_weight,
    properties.l3_voters_speak_for_themselves,
    properties.l4_a_ballot_draws_followers_to_its_voter_alone,
    properties.l5_withdrawing_never_takes_weight_from_others,
    properties.l6_casting_and_withdrawing_is_nothing,
    properties.l7_names_do_not_matter,
    properties.l8_no_voter_gains_when_a_follower_stays_away,
    properties.l9_the_nearest_of_all_ways_is_taken,
    properties.l10_order_does_not_matter,
    properties.l11_the_narrowest_entry_decides,
    properties.l12_expired_and_ineligible_count_as_absent,
    properties.l14_everybody_sees_their_chain_and_the_ballot_cast_with_their_vote,
]


@both
@given(world=worlds(backups=True, most=7))
@thorough
def test_the_invariants_hold_with_back_ups(rules: Rules, world: World) -> None:
    for holds in KEPT:
        holds(rules, world)


FOUR: dict[int, Delegates] = {2: (3, 0), 3: (2, 1)}
"""Voters 0 and 1; 2 ranks 3 before 0, and 3 ranks 2 before 1."""


@both
def test_vector_6_the_nearest_ballot_counts_and_no_follower_costs_a_delegate_weight(rules: Rules) -> None:
    votes = {0: "yes", 1: "no"}
    found = rules.resolve({0, 1, 2, 3}, FOUR, votes)
    assert tally(votes, found) == {"yes": 2, "no": 2}
    assert found.terminal == {0: 0, 1: 1, 2: 0, 3: 1}
    alone = rules.resolve({0, 1, 2, 3}, {3: FOUR[3]}, votes)
    assert tally(votes, alone) == {"yes": 1, "no": 2}


def depth_first(edges: dict[int, Delegates], voters: set[int], member: int, passed: frozenset[int]) -> int | None:
    """The other rule, which Accord does not have: the whole chain of the first delegate before the second."""
    if member in voters:
        return member
    tried = (depth_first(edges, voters, one, passed | {member}) for one in edges.get(member, ()) if one not in passed)
    return next((end for end in tried if end is not None), None)


def test_vector_6_depth_first_a_delegate_would_be_better_off_without_the_follower() -> None:
    with_two = [depth_first(FOUR, {0, 1}, member, frozenset()) for member in range(4)]
    without = [depth_first({3: FOUR[3]}, {0, 1}, member, frozenset()) for member in (0, 1, 3)]
    assert (with_two.count(0), with_two.count(1)) == (2, 2)
    assert (without.count(0), without.count(1)) == (1, 2)
    assert with_two[2] == 1, "2 follows 1, whose side has all the same fewer in four than in three"


@both
@pytest.mark.parametrize(
    ("edges", "voters", "end"),
    [
        ({1: (2, 3)}, {2, 3}, 2),
        ({1: (2, 3)}, {3}, 3),
        ({1: (2, 3), 2: (4,)}, {3, 4}, 3),
        ({1: (2, 3), 2: (4,), 3: (5,)}, {4, 5}, 4),
        ({1: (2, 3), 2: (6, 4), 3: (5,)}, {4, 5}, 4),
        ({1: (2, 3), 2: (1,), 3: (2, 1, 4)}, {4}, 4),
        ({1: (9, 3), 9: (4,)}, {3, 4, 9}, 3),
        ({1: (2, 3), 2: ()}, {3}, 3),
        ({1: (2, 3), 2: (3, 1), 3: (1, 2)}, set(), None),
    ],
    ids=[
        "the first votes",
        "the first does not",
        "a back-up is nearer",
        "as near as the first's delegate",
        "the back-up of the first",
        "round a loop",
        "the first is not eligible",
        "the first said nobody here",
        "nobody votes",
    ],
)
def test_the_shortest_chain_counts_and_then_the_ranks(
    rules: Rules, edges: dict[int, Delegates], voters: set[int], end: int | None
) -> None:
    eligible = {1, 2, 3, 4, 5, 6}
    assert rules.resolve(eligible, edges, voters).terminal[1] == end
    found = chain(1, eligible, edges, voters)
    assert (found.members[-1] if found.end is ChainEnd.VOTES else None) == end


def test_where_no_way_leads_to_a_ballot_the_chain_of_first_delegates_says_why() -> None:
    edges: dict[int, Delegates] = {1: (2, 4), 2: (3, 5), 3: (1,), 4: ()}
    assert chain(1, {1, 2, 3, 4, 5}, edges, ()) == Chain((1, 2, 3, 1), ChainEnd.CYCLE)
    assert chain(1, {1, 3, 4, 5}, edges, ()) == Chain((1, 2), ChainEnd.NOT_ELIGIBLE)
    assert chain(5, {5}, edges, ()) == Chain((5,), ChainEnd.NO_DELEGATE)
    assert chain(4, {4}, edges, ()) == Chain((4,), ChainEnd.NOBODY)


@given(worlds(backups=True))
@thorough
def test_a_walk_looks_at_each_person_once_and_at_nobody_behind_a_ballot(world: World) -> None:
    edges = REAL.edges(world)
    for member in world.people:
        seen: list[int] = []

        def look(at: int, seen: list[int] = seen) -> Standing:
            seen.append(at)
            return Standing(at in world.eligible, at in world.ballots, edges.get(at))

        found = walk(member, look)
        assert len(seen) == len({*seen})
        assert {*found.members} <= {*seen}
        assert all(at not in world.ballots or at not in world.eligible for at in seen[:-1])


@given(worlds(backups=True))
@thorough
def test_a_narrower_entry_in_columns_takes_the_back_ups_of_the_wider_with_it(world: World) -> None:
    layers = [layer([(one.truster, one.delegates) for one in world.entries if one.scope is scope]) for scope in Scope]
    roll, voters = column(world.eligible), column(world.ballots)
    found = weigh(Electorate(roll, roll, layers, voters, voters))
    expected = REAL.count(world).weight
    assert found.weights.tolist() == [expected.get(voter, 0) for voter in world.ballots]


def test_a_narrower_entry_without_back_ups_has_none() -> None:
    wide, narrow = layer([(1, (2, 3))]), layer([(1, (2,))])
    roll = column([1, 2, 3])
    assert weigh(Electorate(roll, roll, [wide], column([3]), column([0]))).lost.tolist() == [2]
    assert weigh(Electorate(roll, roll, [wide, narrow], column([3]), column([0]))).lost.tolist() == [1, 2]


def test_twenty_thousand_people_with_back_ups_come_out_as_in_the_reference() -> None:
    chance = np.random.default_rng(11)
    members = chance.choice(10**18, 20_000, replace=False)
    voters = chance.choice(members, 500, replace=False)
    trusters = chance.permutation(members)[:16_000]
    delegates = [chance.choice(members, 16_000) for _ in range(3)]
    delegates[1][::2] = delegates[2][::3] = NOBODY
    found = weigh(Electorate(members, members, [(trusters, *delegates)], voters, np.zeros(500, dtype=np.int64)))
    ranked = zip(*(ids.tolist() for ids in delegates), strict=True)
    edges = {one: tuple(to for to in row if to != NOBODY) for one, row in zip(trusters.tolist(), ranked, strict=True)}
    expected = resolve(members.tolist(), edges, voters.tolist())
    assert dict(zip(voters.tolist(), found.weights.tolist(), strict=True)) == expected.weight
    assert found.unrepresented == expected.unrepresented > 0


def test_delegating_and_copying_the_ballot_can_differ_with_back_ups() -> None:
    """L13 holds for single delegation alone: a copied ballot is nearer to others than the delegate's (7.6)."""
    edges: dict[int, Delegates] = {1: (2,), 2: (3,), 4: (5, 1), 5: (6,)}
    votes = {3: "yes", 6: "no"}
    eligible = {1, 2, 3, 4, 5, 6}
    assert tally(votes, resolve(eligible, edges, votes)) == {"yes": 3, "no": 3}
    copied = votes | {1: "yes"}
    assert tally(copied, resolve(eligible, edges, copied)) == {"yes": 4, "no": 2}


@pytest.mark.parametrize(("trustee", "backups"), [(2, (2,)), (2, (3, 3)), (2, (3, 4, 5)), (None, (2,))], ids=str)
def test_back_ups_are_two_at_the_most_each_another_person_and_none_behind_nobody(
    trustee: int | None, backups: Delegates
) -> None:
    with pytest.raises(BadBackups):
        Entry(1, trustee, Scope.CIRCLE, backups)


def test_nobody_is_their_own_back_up() -> None:
    with pytest.raises(SelfDelegation):
        Entry(1, 2, Scope.CIRCLE, (3, 1))
