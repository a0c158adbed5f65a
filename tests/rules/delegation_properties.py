"""The invariants L1 to L14 of governance 7.9, each as one function of (rules, world) that asserts it.

They stand apart from the tests so that the same assertion can be put to a broken variant of the rules.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import permutations

from bot.rules.chain import ChainEnd, chain
from bot.rules.delegation import Delegates, Entry, Scope
from tests.rules.worlds import Rules, World


def width(entry: Entry) -> int:
    """The place of an entry's scope in the order from wide to narrow."""
    return [Scope.COMMUNITY, Scope.CIRCLE, Scope.TOPIC, Scope.PROPOSAL].index(entry.scope)


def l1_weights_add_up(rules: Rules, world: World) -> None:
    """The weights add up to the eligible members who have a voter, at most the roll."""
    found = rules.count(world)
    represented = sum(1 for voter in found.terminal.values() if voter is not None)
    assert sum(found.weight.values()) == represented == found.direct + found.delegated <= len(world.eligible)
    assert represented + found.unrepresented == len(world.eligible)
    assert set(found.terminal) == set(world.eligible)


def l2_only_voters_have_weight(rules: Rules, world: World) -> None:
    """Every eligible voter weighs at least 1, and nobody else weighs anything."""
    found = rules.count(world)
    assert {who for who, weight in found.weight.items() if weight} == world.eligible & set(world.ballots)
    assert all(weight >= 1 for weight in found.weight.values())


def l3_voters_speak_for_themselves(rules: Rules, world: World) -> None:
    """A voter's terminal is the voter."""
    found = rules.count(world)
    assert all(found.terminal[voter] == voter for voter in world.eligible & set(world.ballots))
    assert found.direct == len(world.eligible & set(world.ballots))


def l4_an_own_ballot_moves_only_what_passed_through(rules: Rules, world: World) -> None:
    """A new ballot moves the voter and those whose chain passed there, nobody else."""
    before = rules.count(world)
    for voter in world.eligible - set(world.ballots):
        after = rules.count(world.vote(voter, "yes"))
        moved = {who for who in world.eligible if before.terminal[who] != after.terminal[who]}
        assert all(after.terminal[who] == voter for who in moved)
        assert all(voter in path_of(rules, world, who) for who in moved)
        assert sum(after.weight.values()) >= sum(before.weight.values())
        old = before.terminal[voter]
        expected = Counter(before.weight)
        expected[voter] = after.weight[voter]
        if old is not None:
            expected[old] -= after.weight[voter]
        assert dict(expected) == dict(after.weight)


def l5_withdrawing_never_takes_weight_from_others(rules: Rules, world: World) -> None:
    """Withdrawing a ballot never lowers another voter's weight."""
    before = rules.count(world)
    for voter in world.ballots:
        after = rules.count(world.withdraw(voter))
        assert all(after.weight[who] >= weight for who, weight in before.weight.items() if who != voter)


def l6_casting_and_withdrawing_is_nothing(rules: Rules, world: World) -> None:
    """A ballot that was cast and withdrawn leaves no trace."""
    before = rules.count(world)
    for voter in set(world.people) - set(world.ballots):
        assert rules.count(world.vote(voter, "no").withdraw(voter)) == before


def l7_names_do_not_matter(rules: Rules, world: World) -> None:
    """Counting people under other names gives the same result under those names."""
    name = {who: 1_000 - 7 * who for who in world.people}

    def renamed(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(
            Entry(
                name[entry.truster],
                entry.trustee and name[entry.trustee],
                entry.scope,
                tuple(name[backup] for backup in entry.backups),
            )
            for entry in entries
        )

    other = World(
        tuple(name.values()),
        frozenset(name[who] for who in world.eligible),
        renamed(world.entries),
        renamed(world.expired),
        {name[who]: choice for who, choice in world.ballots.items()},
    )
    before, after = rules.count(world), rules.count(other)
    assert {name[who]: voter and name[voter] for who, voter in before.terminal.items()} == after.terminal
    assert {name[who]: weight for who, weight in before.weight.items()} == after.weight


def l8_no_negative_weight(rules: Rules, world: World) -> None:
    """A delegation from somebody who was heard nowhere never worsens the delegate's side."""
    before = rules.count(world)
    totals = Counter(rules.totals(world))
    silent = [who for who in world.eligible if before.terminal[who] is None]
    for truster, delegate in ((a, b) for a in silent for b in world.eligible & set(world.ballots)):
        side = world.ballots[delegate]
        after = Counter(rules.totals(world.delegate(truster, delegate)))
        assert after[side] > totals[side]
        assert all(after[choice] == totals[choice] for choice in totals if choice != side)


def l9_recursion_agrees_with_walking(rules: Rules, world: World) -> None:
    """LiquidFeedback's formulation, adding followers to each voter recursively, gives the same weights."""
    edges = rules.edges(world)

    def weight_below(voter: int) -> int:
        followers = [who for who in world.eligible - set(world.ballots) if edges.get(who) == (voter,)]
        return 1 + sum(weight_below(who) for who in followers)

    expected = {voter: weight_below(voter) for voter in world.eligible & set(world.ballots)}
    assert rules.count(world).weight == expected


def l10_order_does_not_matter(rules: Rules, world: World) -> None:
    """Ballots and delegations in any order of arrival give the same result."""
    expected = rules.count(world)
    for ballots, entries in arrivals(world):
        assert rules.count(replace(world, ballots=dict(ballots), entries=entries)) == expected


def arrivals(world: World) -> Iterator[tuple[tuple[tuple[int, str], ...], tuple[Entry, ...]]]:
    """A few dozen orders in which the same ballots and delegations could have arrived."""
    some_ballots, rest = tuple(world.ballots.items())[:4], tuple(world.ballots.items())[4:]
    for order in permutations(some_ballots):
        yield (*order, *rest), world.entries[::-1]
        yield (*rest[::-1], *order), world.entries[len(order) :] + world.entries[: len(order)]


def l11_the_narrowest_entry_decides(rules: Rules, world: World) -> None:
    """A member's narrowest entry alone is the edge; "nobody" there blocks every wider delegation."""
    edges = rules.edges(world)
    for truster in world.people:
        own = [entry for entry in world.entries if entry.truster == truster]
        assert edges.get(truster) == (max(own, key=width).delegates if own else None)
    for who in world.eligible - set(world.ballots):
        if edges.get(who) == ():
            assert rules.count(world).terminal[who] is None


def l12_expired_and_ineligible_count_as_absent(rules: Rules, world: World) -> None:
    """Without the expired delegations, and without whatever the ineligible said, the result is the same."""
    clean = replace(
        world,
        expired=(),
        entries=tuple(entry for entry in world.entries if entry.truster in world.eligible),
        ballots={who: choice for who, choice in world.ballots.items() if who in world.eligible},
    )
    before, after = rules.count(world), rules.count(clean)
    assert (before.terminal, before.weight) == (after.terminal, after.weight)
    assert rules.totals(world) == rules.totals(clean)


def l13_delegating_equals_copying(rules: Rules, world: World) -> None:
    """To delegate to a voter and to vote exactly as that voter does give the same totals."""
    for follower in world.eligible - set(world.ballots):
        for voter in world.eligible & set(world.ballots):
            delegated = rules.totals(world.delegate(follower, voter))
            copied = rules.totals(world.vote(follower, world.ballots[voter]))
            assert delegated == copied


def l14_everybody_sees_their_chain_and_the_ballot_cast_with_their_vote(rules: Rules, world: World) -> None:
    """What each member sees by following their own chain adds up to what is counted."""
    edges, found = rules.edges(world), rules.count(world)
    seen: Counter[str] = Counter()
    for member in world.eligible:
        walked = chain(member, world.eligible, edges, world.ballots)
        assert walked.members == tuple(path_of(rules, world, member)) or walked.end is not ChainEnd.VOTES
        if walked.end is ChainEnd.VOTES:
            assert walked.members[-1] == found.terminal[member]
            seen[world.ballots[walked.members[-1]]] += 1
        else:
            assert found.terminal[member] is None
    assert dict(seen) == rules.totals(world)


def counting_ends(rules: Rules, world: World) -> None:
    """Every count comes to an end, loops or not."""
    try:
        rules.count(world)
    except RecursionError:
        raise AssertionError("the count did not end") from None


def path_of(rules: Rules, world: World, member: int) -> list[int]:
    """The people whom this member's vote passes, the member first, up to a voter or a dead end."""
    edges = rules.edges(world)
    found = min(ways(world, edges, [member], ()), key=lambda way: (len(way[1]), way[0]), default=None)
    if found is not None:
        return found[1]
    passed: list[int] = []
    at: int | None = member
    while at is not None and at in world.eligible and at not in passed:
        passed.append(at)
        at = next(iter(edges.get(at, ())), None)
    return passed


def ways(
    world: World, edges: Mapping[int, Delegates], people: list[int], ranks: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], list[int]]]:
    """Every way on from these people to a voter, with the ranks of the delegates along it; nobody is passed twice."""
    if people[-1] not in world.eligible:
        return
    if people[-1] in world.ballots:
        yield ranks, people
        return
    for rank, delegate in enumerate(edges.get(people[-1], ())):
        if delegate not in people:
            yield from ways(world, edges, [*people, delegate], (*ranks, rank))


def l4_a_ballot_draws_followers_to_its_voter_alone(rules: Rules, world: World) -> None:
    """With back-ups: whoever a new ballot moves goes to its voter, from where nobody else loses by it."""
    before = rules.count(world)
    for voter in world.eligible - set(world.ballots):
        after = rules.count(world.vote(voter, "yes"))
        moved = [who for who in world.eligible if before.terminal[who] != after.terminal[who]]
        assert all(after.terminal[who] == voter for who in moved)
        lost = Counter(before.terminal[who] for who in moved)
        assert all(after.weight[who] == weight - lost[who] for who, weight in before.weight.items())


def l8_no_voter_gains_when_a_follower_stays_away(rules: Rules, world: World) -> None:
    """With back-ups: without the delegations of one follower the side they end with never has more, others never less.

    It would where the whole chain of the first delegate is tried before the second (governance 7.6).
    """
    found, totals = rules.count(world), Counter(rules.totals(world))
    for follower in world.eligible - set(world.ballots):
        voter = found.terminal[follower]
        if voter is not None:
            entries = tuple(entry for entry in world.entries if entry.truster != follower)
            without = Counter(rules.totals(replace(world, entries=entries)))
            side = world.ballots[voter]
            assert without[side] < totals[side]
            assert all(without[choice] >= totals[choice] for choice in totals if choice != side)


def l9_the_nearest_of_all_ways_is_taken(rules: Rules, world: World) -> None:
    """With back-ups: going through every way to a voter finds the same voters, for each member by themselves."""
    found, edges = rules.count(world), rules.edges(world)
    for member in world.eligible:
        path = path_of(rules, world, member)
        heard = path[-1] in world.ballots
        assert found.terminal[member] == (path[-1] if heard else None)
        walked = chain(member, world.eligible, edges, world.ballots)
        assert (walked.end is ChainEnd.VOTES) == heard
        if heard:
            assert walked.members == tuple(path)
