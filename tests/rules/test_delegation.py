"""Delegation keeps its invariants L1 to L14 (governance 7.9) in random small communities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.chain import ChainEnd, chain, closes_cycle
from bot.rules.delegation import (
    Entry,
    NobodyEverywhere,
    Scope,
    SelfDelegation,
    TwoEntries,
    narrowest,
    resolve,
    tally,
)
from tests.rules import delegation_properties as properties
from tests.rules.worlds import COLUMNS, REAL, Rules, World, thorough, worlds

both = pytest.mark.parametrize("rules", [REAL, COLUMNS], ids=["by person", "in columns"])


@both
@given(world=worlds())
@thorough
def test_l1_the_weights_add_up_to_those_who_are_represented(rules: Rules, world: World) -> None:
    properties.l1_weights_add_up(rules, world)


def test_a_loop_that_leads_past_the_truster_is_not_closed_by_them() -> None:
    assert not closes_cycle(1, 2, {2: (3,), 3: (2,)})
    assert closes_cycle(1, 2, {2: (3,), 3: (1,)})


@both
@given(world=worlds())
@thorough
def test_l2_every_voter_weighs_at_least_one_and_others_nothing(rules: Rules, world: World) -> None:
    properties.l2_only_voters_have_weight(rules, world)


@both
@given(world=worlds())
@thorough
def test_l3_a_voter_speaks_for_themselves(rules: Rules, world: World) -> None:
    properties.l3_voters_speak_for_themselves(rules, world)


@both
@given(world=worlds())
@thorough
def test_l4_an_own_ballot_moves_only_those_whose_chain_passed_the_voter(rules: Rules, world: World) -> None:
    properties.l4_an_own_ballot_moves_only_what_passed_through(rules, world)


@both
@given(world=worlds())
@thorough
def test_l5_withdrawing_a_ballot_never_lowers_another_weight(rules: Rules, world: World) -> None:
    properties.l5_withdrawing_never_takes_weight_from_others(rules, world)


@both
@given(world=worlds())
@thorough
def test_l6_a_ballot_cast_and_withdrawn_leaves_no_trace(rules: Rules, world: World) -> None:
    properties.l6_casting_and_withdrawing_is_nothing(rules, world)


@both
@given(world=worlds())
@thorough
def test_l7_people_under_other_names_get_the_same_result(rules: Rules, world: World) -> None:
    properties.l7_names_do_not_matter(rules, world)


@both
@given(world=worlds())
@thorough
def test_l8_a_follower_never_worsens_the_side_of_the_delegate(rules: Rules, world: World) -> None:
    properties.l8_no_negative_weight(rules, world)


@both
@given(world=worlds())
@thorough
def test_l9_adding_up_recursively_and_walking_chains_agree(rules: Rules, world: World) -> None:
    properties.l9_recursion_agrees_with_walking(rules, world)


@both
@given(world=worlds())
@thorough
def test_l10_the_order_of_arrival_does_not_matter(rules: Rules, world: World) -> None:
    properties.l10_order_does_not_matter(rules, world)


@both
@given(world=worlds())
@thorough
def test_l11_the_narrowest_entry_alone_decides(rules: Rules, world: World) -> None:
    properties.l11_the_narrowest_entry_decides(rules, world)


@both
@given(world=worlds())
@thorough
def test_l12_what_is_expired_or_ineligible_counts_as_absent(rules: Rules, world: World) -> None:
    properties.l12_expired_and_ineligible_count_as_absent(rules, world)


@both
@given(world=worlds())
@thorough
def test_l13_delegating_gives_the_same_totals_as_copying_the_ballot(rules: Rules, world: World) -> None:
    properties.l13_delegating_equals_copying(rules, world)


@both
@given(world=worlds())
@thorough
def test_l14_everybody_sees_their_chain_and_the_ballot_cast_with_their_vote(rules: Rules, world: World) -> None:
    properties.l14_everybody_sees_their_chain_and_the_ballot_cast_with_their_vote(rules, world)


@both
@given(world=worlds())
@thorough
def test_v6_only_members_of_the_roll_change_the_result(rules: Rules, world: World) -> None:
    guest = max(world.people) + 1
    visited = World(
        (*world.people, guest),
        world.eligible,
        (*world.entries, Entry(guest, world.people[0], Scope.COMMUNITY)),
        world.expired,
        {guest: "no", **world.ballots},
    )
    assert rules.count(visited) == rules.count(world)
    assert rules.totals(visited) == rules.totals(world)


@given(worlds())
@thorough
def test_a_chain_ends_at_the_voter_the_count_found_and_says_why_where_it_found_none(world: World) -> None:
    edges = REAL.edges(world)
    found = REAL.count(world)
    for member in world.people:
        walked = chain(member, world.eligible, edges, world.ballots)
        last = walked.members[-1]
        assert walked.members[0] == member
        assert (walked.end is ChainEnd.VOTES) == (found.terminal.get(member) is not None)
        match walked.end:
            case ChainEnd.VOTES:
                assert last == found.terminal[member]
            case ChainEnd.NOBODY:
                assert edges[last] == ()
            case ChainEnd.NO_DELEGATE:
                assert last not in edges
            case ChainEnd.NOT_ELIGIBLE:
                assert last not in world.eligible
            case ChainEnd.CYCLE:
                assert last in walked.members[:-1]
                assert closes_cycle(last, walked.members[walked.members.index(last) + 1], edges)


@given(worlds())
@thorough
def test_the_warning_about_a_loop_comes_exactly_when_the_delegation_would_close_one(world: World) -> None:
    edges = REAL.edges(world)
    for truster in world.people:
        for trustee in world.people:
            replaced = {**edges, truster: (trustee,)}
            walked = chain(truster, world.people, replaced, ())
            looped = walked.end is ChainEnd.CYCLE and walked.members[-1] == truster
            assert closes_cycle(truster, trustee, edges) == looped


@given(worlds(), st.data())
@thorough
def test_the_roll_and_the_voters_may_come_in_any_collection(world: World, data: st.DataObject) -> None:
    roll = data.draw(st.permutations(sorted(world.eligible)))
    voters = data.draw(st.permutations(sorted(world.ballots)))
    edges = REAL.edges(world)
    assert resolve(roll, edges, voters) == resolve(dict.fromkeys(roll), edges, {*voters})


def test_a_chain_of_a_hundred_thousand_people_is_followed_to_its_end() -> None:
    edges = {member: (member + 1,) for member in range(99_999)}
    assert resolve(range(100_000), edges, [99_999]).weight == {99_999: 100_000}
    assert len(chain(0, range(100_000), edges, {99_999}).members) == 100_000


def test_nobody_delegates_to_themselves() -> None:
    with pytest.raises(SelfDelegation):
        Entry(1, 1, Scope.CIRCLE)


def test_nobody_cannot_be_named_over_the_whole_community() -> None:
    with pytest.raises(NobodyEverywhere):
        Entry(1, None, Scope.COMMUNITY)


def test_two_entries_of_one_member_in_one_scope_are_refused_even_beside_a_narrower_one() -> None:
    one, two = Entry(1, 2, Scope.CIRCLE), Entry(1, 3, Scope.CIRCLE)
    with pytest.raises(TwoEntries):
        narrowest([one, two])
    with pytest.raises(TwoEntries):
        narrowest([one, Entry(1, 4, Scope.PROPOSAL), two])


def test_followers_of_an_abstaining_delegate_count_as_abstaining() -> None:
    found = resolve({1, 2, 3}, {1: (2,)}, {2: "abstain", 3: "yes"})
    assert tally({2: "abstain", 3: "yes"}, found) == {"abstain": 2, "yes": 1}
    assert (found.direct, found.delegated, found.unrepresented) == (2, 1, 0)


def test_an_empty_roll_has_an_empty_result() -> None:
    found = resolve((), {1: (2,)}, {2})
    assert (found.terminal, found.weight, found.direct, found.unrepresented) == ({}, {}, 0, 0)
