"""What other tools do to a chain, a loop and an absent delegate, and what Accord answers on the same input.

Each defect is one that a shipped tool has; it is written out here in a few lines, to show that the input brings it out.
"""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from bot.count import answer
from bot.rules.chain import Chain, ChainEnd, chain

Trust = dict[str, str]
Votes = dict[str, str]


def asked(voters: list[str], trust: Trust, votes: Votes) -> dict[str, Any]:
    lines = [{"from": truster, "to": delegate, "scope": None} for truster, delegate in trust.items()]
    return answer({"method": "delegation", "voters": voters, "delegations": lines, "votes": votes})


TEN = [f"m{number}" for number in range(10)]
CHAIN = dict(pairwise(TEN))


def one_step_only(trust: Trust, votes: Votes) -> Counter[str]:
    """The defect: a ballot speaks for those who named its voter, and for nobody behind them."""
    heard = Counter(votes.values())
    heard.update(votes[delegate] for truster, delegate in trust.items() if delegate in votes and truster not in votes)
    return heard


def test_a_chain_of_ten_on_which_a_tool_loses_eight_votes_counts_ten() -> None:
    votes = {TEN[-1]: "yes"}
    assert one_step_only(CHAIN, votes) == {"yes": 2}
    found = asked(TEN, CHAIN, votes)
    assert (found["totals"], found["weight"], found["unrepresented"]) == ({"yes": 10}, {"m9": 10}, [])
    assert found["chains"]["m0"] == TEN[1:]


LOOP = {"a": "b", "b": "c", "c": "a", "d": "a"}
MANY = 10_000


class NoEnd(Exception):
    """More steps than there could be people."""


def until_somebody_votes(trust: Trust, votes: Votes, member: str) -> str:
    """The defect: go from delegate to delegate until one has voted."""
    for _ in range(MANY):
        if member in votes:
            return votes[member]
        member = trust[member]
    raise NoEnd


def test_a_loop_on_which_a_tool_hangs_is_said_to_represent_nobody() -> None:
    with pytest.raises(NoEnd):
        until_somebody_votes(LOOP, {}, "d")
    found = asked([*LOOP], LOOP, {})
    assert (found["totals"], found["unrepresented"]) == ({"not_cast": 4}, ["a", "b", "c", "d"])


def test_a_loop_is_open_as_soon_as_one_in_it_votes() -> None:
    assert until_somebody_votes(LOOP, {"c": "no"}, "d") == "no"
    found = asked([*LOOP], LOOP, {"c": "no"})
    assert (found["totals"], found["chains"]["d"]) == ({"no": 4}, ["a", "b", "c"])


def active_alone(active: set[str], trust: Trust, votes: Votes) -> Counter[str]:
    """The defect: whoever hangs on somebody inactive is in no total, and no line says so."""
    heard: Counter[str] = Counter()
    for member in sorted(active):
        at: str | None = member
        while at in active and at not in votes:
            at = trust.get(at)
        if at in active:
            heard[votes[at]] += 1
    return heard


def test_votes_that_hang_on_an_inactive_delegate_are_reported_and_their_members_can_see_where_it_breaks() -> None:
    trust, votes = {"a": "b", "b": "c", "e": "a"}, {"c": "yes", "d": "no"}
    active = {"a", "c", "d", "e"}
    assert active_alone(active, trust, votes) == {"yes": 1, "no": 1}, "a and e are nowhere"
    found = asked(sorted(active), trust, votes)
    assert found["totals"] == {"yes": 1, "no": 1, "not_cast": 2}
    assert found["unrepresented"] == ["a", "e"]
    number = {name: at for at, name in enumerate("abcde")}
    edges = {number[truster]: (number[delegate],) for truster, delegate in trust.items()}
    seen = chain(number["e"], {number[one] for one in active}, edges, {number[one] for one in votes})
    assert seen == Chain((number["e"], number["a"], number["b"]), ChainEnd.NOT_ELIGIBLE)
