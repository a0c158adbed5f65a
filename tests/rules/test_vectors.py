"""The fixed vectors of governance 13.4 that concern delegation and yes/no votes, with their numbers."""

import pytest

from bot.rules.chain import ChainEnd, chain
from bot.rules.delegation import Delegates, Entry, Scope, narrowest, resolve, tally
from bot.rules.majority import Outcome, SimpleMajority, Supermajority, Tally, Threshold, decide

A, B, C, D = 1, 2, 3, 4
LOOP: dict[int, Delegates] = {A: (B,), B: (C,), C: (D,), D: (A,)}
EVERYBODY = frozenset(LOOP)


def test_vector_1_a_loop_without_ballots_represents_nobody() -> None:
    found = resolve(EVERYBODY, LOOP, ())
    assert (found.weight, found.unrepresented) == ({}, 4)
    assert chain(A, EVERYBODY, LOOP, ()).end is ChainEnd.CYCLE


def test_vector_2_one_ballot_in_the_loop_speaks_for_all_four() -> None:
    assert resolve(EVERYBODY, LOOP, {C}).weight == {C: 4}


@pytest.mark.parametrize("voters", [(C, A), (A, C)])
def test_vector_3_two_ballots_share_the_loop_two_to_two_in_either_order(voters: tuple[int, ...]) -> None:
    choices = {C: "yes", A: "no"}
    assert tally(choices, resolve(EVERYBODY, LOOP, voters)) == {"yes": 2, "no": 2}


def test_vector_4_an_ineligible_person_breaks_the_chain() -> None:
    edges: dict[int, Delegates] = {A: (B,), B: (C,)}
    found = resolve({A, C}, edges, {C})
    assert (found.weight, found.terminal[A]) == ({C: 1}, None)
    assert chain(A, {A, C}, edges, {C}).end is ChainEnd.NOT_ELIGIBLE


def test_vector_5_nobody_for_the_proposal_switches_the_wider_delegation_off() -> None:
    edges = narrowest([Entry(A, B, Scope.COMMUNITY), Entry(A, None, Scope.PROPOSAL)])
    assert resolve({A, B}, edges, {B}).terminal[A] is None
    assert chain(A, {A, B}, edges, {B}).end is ChainEnd.NOBODY


@pytest.mark.parametrize(
    ("threshold", "quorum", "yes", "no", "outcome"),
    [
        (Supermajority(3, 1), 1, 9, 3, Outcome.ADOPTED),
        (Supermajority(3, 1), 1, 8, 3, Outcome.NOT_ADOPTED),
        (SimpleMajority(), 1, 3, 3, Outcome.TIE),
        (SimpleMajority(), 4, 3, 0, Outcome.NO_QUORUM),
    ],
    ids=["vector 7, nine for three", "vector 7, eight for three", "vector 8", "vector 9"],
)
def test_vectors_7_to_9_the_status_quo_wins_unless_quorum_and_ratio_are_met(
    threshold: Threshold, quorum: int, yes: int, no: int, outcome: Outcome
) -> None:
    assert decide(threshold, quorum, Tally(yes, no, 0), roll=20).outcome is outcome
