"""The properties are sharp: each broken variant of the rules named in governance 13.3 fails one of them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given

from bot.rules.delegation import Delegates, Entry, Resolution, narrowest, resolve
from bot.rules.majority import Outcome, Supermajority, Tally, Threshold, Verdict, decide
from tests.rules import delegation_properties as on_delegation
from tests.rules import majority_properties as on_votes
from tests.rules.worlds import REAL, Rules, World, quick_hunt, worlds

Edges = Mapping[int, Delegates]


def summed(terminal: dict[int, int | None], voters: Collection[int]) -> Resolution:
    """The resolution that these terminals amount to."""
    weight = Counter(voter for voter in terminal.values() if voter is not None)
    direct = sum(1 for voter in voters if voter in terminal)
    lost = sum(1 for voter in terminal.values() if voter is None)
    return Resolution(terminal, dict(weight), direct, len(terminal) - direct - lost, lost)


def first_ballot_keeps_its_followers(eligible: Collection[int], edges: Edges, voters: Collection[int]) -> Resolution:
    """Mutant: each ballot takes, on arrival, whoever leads to it, and keeps them when they pass others."""
    terminal: dict[int, int | None] = dict.fromkeys(eligible)
    for voter in (voter for voter in voters if voter in terminal):
        reached = resolve(eligible, edges, [voter]).terminal
        terminal.update({member: voter for member, end in reached.items() if end == voter and terminal[member] is None})
        terminal[voter] = voter
    return summed(terminal, voters)


def nobody_is_ignored(entries: Iterable[Entry]) -> dict[int, Delegates]:
    """Mutant: an entry "nobody here" is passed over for the wider delegation."""
    return narrowest(entry for entry in entries if entry.trustee is not None)


def the_widest_entry_counts(entries: Iterable[Entry]) -> dict[int, Delegates]:
    """Mutant: the community-wide delegation overrides the one for the circle or proposal."""
    return {entry.truster: entry.delegates for entry in sorted(entries, key=on_delegation.width, reverse=True)}


def ineligible_people_are_skipped_over(eligible: Collection[int], edges: Edges, voters: Collection[int]) -> Resolution:
    """Mutant: a chain goes on through somebody who is not eligible."""
    found = resolve({*eligible, *edges}, edges, [voter for voter in voters if voter in eligible])
    return summed({member: found.terminal[member] for member in eligible}, voters)


def ballots_of_the_ineligible_count(eligible: Collection[int], edges: Edges, voters: Collection[int]) -> Resolution:
    """Mutant: who left the roll still votes."""
    return resolve({*eligible, *voters}, edges, voters)


def voters_are_also_counted_with_their_delegate(
    eligible: Collection[int], edges: Edges, voters: Collection[int]
) -> Resolution:
    """Mutant: an own ballot does not suspend the delegation, so the vote counts twice."""
    found = resolve(eligible, edges, voters)
    weight = Counter(found.weight)
    weight.update(delegate for voter in found.weight for delegate in edges.get(voter, ()) if delegate in found.weight)
    return replace(found, weight=dict(weight))


def loops_are_followed_for_ever(eligible: Collection[int], edges: Edges, voters: Collection[int]) -> Resolution:
    """Mutant: recursion without a set of those visited."""

    def end(member: int) -> int | None:
        return member if member in voters else next((end(delegate) for delegate in edges.get(member, ())), None)

    return summed({member: end(member) for member in eligible}, voters)


DELEGATION_MUTANTS: list[tuple[Rules, Callable[[Rules, World], None]]] = [
    (Rules(resolve=first_ballot_keeps_its_followers), on_delegation.l10_order_does_not_matter),
    (Rules(narrowest=nobody_is_ignored), on_delegation.l11_the_narrowest_entry_decides),
    (Rules(narrowest=the_widest_entry_counts), on_delegation.l11_the_narrowest_entry_decides),
    (
        Rules(resolve=ineligible_people_are_skipped_over),
        on_delegation.l12_expired_and_ineligible_count_as_absent,
    ),
    (Rules(resolve=ballots_of_the_ineligible_count), on_delegation.l2_only_voters_have_weight),
    (
        Rules(valid=lambda world: unique(world.entries + world.expired)),
        on_delegation.l12_expired_and_ineligible_count_as_absent,
    ),
    (Rules(resolve=voters_are_also_counted_with_their_delegate), on_delegation.l1_weights_add_up),
    (Rules(resolve=loops_are_followed_for_ever), on_delegation.counting_ends),
]


def unique(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry per truster and scope, the earlier one where there are two."""
    kept = {(entry.truster, entry.scope): entry for entry in reversed(tuple(entries))}
    return tuple(kept.values())


@pytest.mark.parametrize(("mutant", "holds"), DELEGATION_MUTANTS)
def test_a_broken_delegation_rule_is_caught(mutant: Rules, holds: Callable[[Rules, World], None]) -> None:
    @given(worlds())
    @quick_hunt
    def check(world: World) -> None:
        holds(REAL, world)
        holds(mutant, world)

    with pytest.raises(AssertionError):
        check()


def verdict(adopted: bool, quorum: int, tally: Tally, roll: int) -> Verdict:
    """A verdict of which only the outcome matters."""
    return Verdict(Outcome.ADOPTED if adopted else Outcome.NOT_ADOPTED, tally, roll, quorum, None)


def shares_are_floats(threshold: Threshold, quorum: int, tally: Tally, roll: int) -> Verdict:
    """Mutant: the share of yes is compared as a floating point number."""
    if not isinstance(threshold, Supermajority):
        return decide(threshold, quorum, tally, roll)
    share = tally.yes / tally.cast if tally.cast else 0.0
    enough = share >= threshold.yes / (threshold.yes + threshold.no) and tally.yes > tally.no
    return verdict(enough and tally.yes >= quorum, quorum, tally, roll)


def two_thirds_is_two_decimals(threshold: Threshold, quorum: int, tally: Tally, roll: int) -> Verdict:
    """Mutant: two thirds is taken for 67 in a hundred."""
    if threshold != Supermajority(2, 1):
        return decide(threshold, quorum, tally, roll)
    return decide(Supermajority(67, 33), quorum, tally, roll)


def ties_pass(threshold: Threshold, quorum: int, tally: Tally, roll: int) -> Verdict:
    """Mutant: as many yes as no votes adopt."""
    found = decide(threshold, quorum, tally, roll)
    return replace(found, outcome=Outcome.ADOPTED) if found.outcome is Outcome.TIE else found


def quorum_counts_everybody_present(threshold: Threshold, quorum: int, tally: Tally, roll: int) -> Verdict:
    """Mutant: the quorum is met by turnout, so that a no can carry a proposal."""
    present = tally.cast + tally.abstain >= quorum
    return verdict(present and decide(threshold, 0, tally, roll).outcome is Outcome.ADOPTED, quorum, tally, roll)


VOTE_MUTANTS: list[tuple[on_votes.Decide, Callable[[on_votes.Decide, on_votes.Vote], None]]] = [
    (shares_are_floats, on_votes.v7_shares_are_exact),
    (two_thirds_is_two_decimals, on_votes.v7_shares_are_exact),
    (ties_pass, on_votes.v2_things_stay_as_they_are_in_a_tie),
    (quorum_counts_everybody_present, on_votes.v1_more_support_never_hurts),
]


@pytest.mark.parametrize(("mutant", "holds"), VOTE_MUTANTS)
def test_a_broken_threshold_is_caught(
    mutant: on_votes.Decide, holds: Callable[[on_votes.Decide, on_votes.Vote], None]
) -> None:
    @given(on_votes.votes())
    @quick_hunt
    def check(vote: on_votes.Vote) -> None:
        holds(on_votes.REAL, vote)
        holds(mutant, vote)

    with pytest.raises(AssertionError):
        check()
