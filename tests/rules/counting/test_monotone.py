"""V1: one more yes never turns pass into fail, one more no never fail into pass; where it does, it is counted."""

from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest

from bot.rules.counting.poll import Ballots, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.counting.turnout import no_helped
from bot.rules.counting.yes_no import NO, YES
from bot.rules.majority import Outcome

MOST = 10
QUORUMS = (1, 3, 5, 8)
"""The four quorums with which governance 8.2 was measured."""

MONOTONE = [key for key, method in METHODS.items() if method.ballots.value == "yes_no" and key != "turnout"]


@cache
def passes(key: str, quorum: int, yes: int, no: int, abstain: int, settings: tuple[tuple[str, str], ...] = ()) -> bool:
    ballots = Ballots.of([(1, 0), (0, 1), (0, 0)], [yes, no, abstain])
    poll = Poll((YES, NO), ballots, 3 * MOST + 3, quorum, settings=dict(settings))
    return METHODS[key].count(poll).outcome is Outcome.ADOPTED


def tallies() -> Iterator[tuple[int, int, int, int]]:
    votes = range(MOST + 1)
    return product(QUORUMS, votes, votes, votes)


def turned(key: str, *settings: tuple[str, str]) -> tuple[int, int]:
    """Return how often one more no, and one more abstention, turns fail into pass."""
    by_no = by_abstaining = 0
    for quorum, yes, no, abstain in tallies():
        if not passes(key, quorum, yes, no, abstain, settings):
            by_no += passes(key, quorum, yes, no + 1, abstain, settings)
            by_abstaining += passes(key, quorum, yes, no, abstain + 1, settings)
    return by_no, by_abstaining


@pytest.mark.parametrize("key", MONOTONE)
def test_v1_no_vote_turns_against_whoever_cast_it(key: str) -> None:
    for quorum, yes, no, abstain in tallies():
        now = passes(key, quorum, yes, no, abstain)
        assert now <= passes(key, quorum, yes + 1, no, abstain)
        assert now >= passes(key, quorum, yes, no + 1, abstain)


@pytest.mark.parametrize("key", ["simple", "supermajority", "consensus_approval", "majority_approval"])
def test_under_an_approval_quorum_neither_a_no_nor_an_abstention_carries_anything(key: str) -> None:
    assert turned(key) == (0, 0)


def test_a_turnout_quorum_of_everybody_turns_17_cases_by_a_no_and_24_by_an_abstention() -> None:
    assert turned("turnout") == (17, 24)


def test_a_turnout_quorum_of_those_who_take_a_side_turns_66_cases_by_a_no() -> None:
    assert turned("turnout", ("counts", "sides")) == (66, 0)


def test_voters_are_told_where_only_the_votes_against_made_the_quorum() -> None:
    def poll(yes: int, no: int) -> Poll:
        return Poll((YES, NO), Ballots.of([(1, 0), (0, 1)], [yes, no]), 20, quorum=5)

    count = METHODS["turnout"].count
    assert no_helped(count(poll(4, 1)))
    assert not no_helped(count(poll(4, 0)))
    assert not no_helped(count(poll(5, 1)))
