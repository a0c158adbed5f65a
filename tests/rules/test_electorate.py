"""The count in columns comes out as the count person by person, however large, and whatever the ids."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.columns import NOBODY
from bot.rules.delegation import Delegates, Scope, resolve, tally
from bot.rules.electorate import Electorate, followers, weigh, with_ballots
from bot.rules.electorate import tally as tally_columns
from tests.rules.worlds import CHOICES, COLUMNS, REAL, World, column, layer, thorough, weighed, worlds

SNOWFLAKE = (1 << 62) + 12_345


@given(worlds(), st.data())
@thorough
def test_rows_as_the_database_has_them_give_the_result_of_the_reference(world: World, data: st.DataObject) -> None:
    """Scopes in layers, rows in any order, ids of 63 bits, people who left since the vote opened."""
    left = data.draw(st.sets(st.sampled_from(world.people)))
    eligible = world.eligible - left
    rows = data.draw(st.permutations(world.entries))
    layers = [[entry for entry in rows if entry.scope is scope] for scope in Scope]
    ballots = dict(data.draw(st.permutations(sorted(world.ballots.items()))))
    electorate = Electorate(
        big(world.eligible),
        big(set(world.people) - left),
        [(big(entry.truster for entry in layer), big(entry.trustee for entry in layer)) for layer in layers],
        big(ballots),
        column(CHOICES.index(choice) for choice in ballots.values()),
    )
    expected = resolve(eligible, REAL.edges(world), ballots)
    found = weigh(electorate)
    assert found.eligible.tolist() == [SNOWFLAKE + who for who in sorted(eligible)]
    assert found.weights.tolist() == [expected.weight.get(voter, 0) for voter in ballots]
    assert (found.direct, found.delegated, found.unrepresented) == (
        expected.direct,
        expected.delegated,
        expected.unrepresented,
    )
    lost = [SNOWFLAKE + who for who in sorted(eligible) if expected.terminal[who] is None]
    assert found.lost.tolist() == lost
    totals = tally(world.ballots, expected)
    assert tally_columns(electorate, found, len(CHOICES)) == [totals.get(choice, 0) for choice in CHOICES]


def big(people: object) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return people as a column of ids that need 63 bits."""
    return column(None if who is None else SNOWFLAKE + who for who in people)  # type: ignore[attr-defined]


@given(worlds())
@thorough
def test_every_vote_ends_where_the_reference_says(world: World) -> None:
    assert COLUMNS.count(world) == REAL.count(world)


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 31, 32, 33, 1_000, 4_097])
def test_a_chain_of_any_length_beside_a_loop_is_followed_to_its_end(length: int) -> None:
    chain: dict[int, Delegates] = {member: (member + 1,) for member in range(length)}
    loop: dict[int, Delegates] = {-1_000: (-2_000,), -2_000: (-1_000,), -3_000: (-1_000,)}
    roll = [*range(length + 1), *loop]
    found = COLUMNS.resolve(roll, chain | loop, [length])
    assert (found.weight, found.unrepresented) == ({length: length + 1}, 3)


def test_a_hundred_thousand_people_come_out_as_in_the_reference() -> None:
    chance = np.random.default_rng(7)
    members = chance.choice(10**18, 100_000, replace=False)
    trusters, trustees = chance.permutation(members)[:70_000], chance.choice(members, 70_000)
    voters = chance.choice(members, 5_000, replace=False)
    found = weigh(Electorate(members, members, [(trusters, trustees)], voters, np.zeros(5_000, dtype=np.int64)))
    ranked = {truster: (trustee,) for truster, trustee in zip(trusters.tolist(), trustees.tolist(), strict=True)}
    expected = resolve(members.tolist(), ranked, voters.tolist())
    assert dict(zip(voters.tolist(), found.weights.tolist(), strict=True)) == expected.weight
    assert found.unrepresented == expected.unrepresented > 0


def test_somebody_who_stands_on_the_roll_twice_is_one_person() -> None:
    electorate = Electorate(column([3, 1, 3, 3, 1]), column([1, 2, 3, 3]), [], column([3]), column([0]))
    found = weigh(electorate)
    assert (found.eligible.tolist(), found.weights.tolist()) == ([1, 3], [1])


def test_nobody_on_the_roll_and_nobody_at_all_are_results() -> None:
    none = column([])
    layers = [(column([1]), column([NOBODY]))]
    for electorate in (
        Electorate(none, none, [], none, none),
        Electorate(none, column([1]), layers, column([1]), column([0])),
    ):
        found = weigh(electorate)
        assert (found.direct, found.delegated, found.unrepresented) == (0, 0, 0)
        assert tally_columns(electorate, found, 2) == [0, 0]


@given(worlds(backups=True))
@thorough
def test_the_followers_of_a_voter_are_those_whose_vote_ends_there(world: World) -> None:
    expected = resolve(world.eligible, REAL.edges(world), world.ballots).terminal
    found = followers(weighed(world.eligible, REAL.edges(world), world.ballots), world.people)
    assert {voter: behind.tolist() for voter, behind in found.items()} == {
        voter: sorted(member for member, end in expected.items() if end == voter != member) for voter in world.people
    }


@given(worlds(backups=True))
@thorough
def test_what_somebody_would_carry_is_the_weight_of_the_ballot_they_cast(world: World) -> None:
    edges = REAL.edges(world)
    roll, ballots = column(world.eligible), column(world.ballots)
    electorate = Electorate(roll, roll, [layer(edges.items())], ballots, ballots)
    for member in world.people:
        asked = with_ballots(electorate, [member])
        would = REAL.count(world.vote(member, "yes")).weight.get(member, 0)
        assert weigh(asked).weights[asked.voters == member].sum() == would


@given(worlds(backups=True), st.data())
@thorough
def test_a_late_or_secret_ballot_moves_its_caster_alone(world: World, data: st.DataObject) -> None:
    """The one exception in L4: whoever is further up the chain keeps the end it had at the close."""
    edges = REAL.edges(world)
    late = data.draw(st.sets(st.sampled_from([*world.ballots]))) if world.ballots else set()
    on_time = [voter for voter in world.ballots if voter not in late]
    expected = dict(resolve(world.eligible, edges, on_time).terminal)
    expected |= {voter: voter for voter in late & world.eligible}
    secret = {voter for voter in late if data.draw(st.booleans())}
    found = weighed(world.eligible, edges, world.ballots, late - secret, secret)
    ends = [end if end == NOBODY else found.eligible[end] for end in found.ends]
    assert dict(zip(found.eligible.tolist(), ends, strict=True)) == {
        member: NOBODY if end is None else end for member, end in expected.items()
    }
    assert found.weights.tolist() == [list(expected.values()).count(voter) for voter in world.ballots]
    assert (found.weights.sum(), found.uncounted) == (found.direct + found.delegated, 0)
