"""`accord count` on power and on delegation: every published case is answered, or declined for a written reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.count import answer

CASES = Path(__file__).parents[2] / "shared" / "cases" / "open"

DECLINED = {
    "delegation-polkadot-classwise": (
        "delegation_topic_weighted",
        "tokens lent with a conviction, one step only, beside an own ballot and not instead of it: a chain's rules",
    ),
    "delegation-zach-revert-direct": (
        "delegation",
        "each truster chooses whether their chain is followed; Accord follows every chain to its end (7.1, rule 6)",
    ),
    "delegation-zach-three-topics": (
        "delegation",
        "several topics with an order of each voter's own; a decision of Accord has exactly one (7.8)",
    ),
    "delegation-zach-topic-precedence-2": ("delegation", "as for three topics"),
}
"""Cases that state another system's rule, with their method and what that rule is."""


def published() -> dict[str, dict[str, Any]]:
    """The cases of the two families, by id."""
    cases = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*/*.json")))
    return {case["id"]: case for case in cases if case["family"] in {"delegation", "metrics"}}


def test_only_other_systems_rules_are_declined() -> None:
    cases = published()
    if not cases:
        pytest.skip("no published cases here")
    hidden = ("expected", "verified", "source", "name")
    asked = {name: {key: part for key, part in case.items() if key not in hidden} for name, case in cases.items()}
    declined = {name: case["method"] for name, case in asked.items() if "skip" in answer(case)}
    assert declined == {name: method for name, (method, _) in DECLINED.items()}


def index(weights: list[object], quota: object, **more: str) -> dict[str, Any]:
    return answer({"method": "power_index", "params": {"weights": weights, "quota": quota, **more}})


def test_the_european_council_of_1958_gave_luxembourg_no_power() -> None:
    """Felsenthal and Machover, The Measurement of Voting Power (1998), chapter 5."""
    found = index([4, 4, 4, 2, 2, 1], 12)
    assert found["banzhaf_normalized"] == ["5/21", "5/21", "5/21", "1/7", "1/7", "0"]
    assert found["shapley_shubik"] == ["7/30", "7/30", "7/30", "3/20", "3/20", "0"]
    assert found["banzhaf_absolute"] == ["5/16", "5/16", "5/16", "3/16", "3/16", "0"]


@pytest.mark.parametrize(
    "same",
    [
        index([1.5, 1, 0.5, 0.5], 2),
        index(["3", "2", "1", "1"], "3.5"),
        index([3, 2, 1, 1], 3, winning="sum of weights > quota"),
    ],
)
def test_weights_need_not_be_whole_and_a_quota_may_have_to_be_passed(same: dict[str, Any]) -> None:
    assert same == index([3, 2, 1, 1], 4)
    assert same["shapley_shubik"] == ["1/2", "1/6", "1/6", "1/6"]


@pytest.mark.parametrize("case", [([], 1), ([1, 1], 3), ([1, 1], 0), ([1, -1], 1), ([1, 10**12], 10**11), ([1], "x")])
def test_weights_that_make_no_game_are_answered_with_an_error(case: tuple[list[object], object]) -> None:
    assert list(index(*case)) == ["error"]


def test_another_rule_for_winning_is_declined() -> None:
    assert list(index([1, 1], 1, winning="everybody together")) == ["skip"]


def registry(*steps: dict[str, object], **semantics: object) -> dict[str, Any]:
    return answer({"method": "delegation_registry", "semantics": semantics, "steps": list(steps)})


def willing(*names: str) -> list[dict[str, object]]:
    return [{"do": "enable", "rep": name} for name in names]


def choose(member: str, rep: str) -> dict[str, object]:
    return {"do": "represent", "member": member, "rep": rep}


def vote(member: str, value: str) -> dict[str, object]:
    return {"do": "vote", "member": member, "value": value}


def test_a_new_representative_replaces_the_old_one_and_a_release_leaves_none() -> None:
    steps = [*willing("a", "b"), choose("c", "a"), choose("c", "b"), choose("d", "a"), {"do": "release", "member": "d"}]
    found = registry(*steps, vote("a", "x"), vote("b", "y"))
    assert found["represented_by"] == {"a": None, "b": None, "c": "b", "d": None}
    assert found["effective"] == {"a": "x", "b": "y", "c": "y", "d": None}


def test_what_is_handed_to_somebody_who_is_not_willing_is_an_offer_and_changes_nothing() -> None:
    steps = [*willing("a"), choose("c", "a"), choose("c", "b"), choose("d", "b"), vote("a", "x"), vote("b", "y")]
    found = registry(*steps)
    assert found["represented_by"] == {"a": None, "c": "a", "b": None, "d": None}
    assert found["effective"] == {"a": "x", "c": "x", "b": "y", "d": None}


def test_who_may_not_vote_is_not_voted_for() -> None:
    steps = [{"do": "may_vote", "members": ["a", "b"]}, *willing("a"), choose("b", "a"), choose("c", "a")]
    assert registry(*steps, vote("a", "x"))["effective"] == {"a": "x", "b": "x", "c": None}


@pytest.mark.parametrize(
    ("steps", "semantics"),
    [
        ([choose("a", "b"), *willing("b")], {}),
        ([{"do": "disable", "rep": "a"}], {}),
        ([*willing("a")], {"direct_vote_overrides": False}),
        ([*willing("b", "c"), choose("a", "b"), choose("b", "c"), vote("c", "x")], {"transitive": False}),
    ],
)
def test_a_registry_of_other_rules_is_declined(steps: list[dict[str, object]], semantics: dict[str, object]) -> None:
    assert list(registry(*steps, **semantics)) == ["skip"]


def test_a_step_that_names_nobody_is_an_error() -> None:
    assert list(registry({"do": "vote", "value": "x"})) == ["error"]


FOUR = [{"from": "2", "to": "3", "backups": ["0"]}, {"from": "3", "to": "2", "backups": ["1"]}]


@pytest.mark.parametrize(
    ("delegations", "totals"), [(FOUR, {"yes": 2, "no": 2}), (FOUR[1:], {"yes": 1, "no": 2, "not_cast": 1})]
)
def test_back_ups_are_counted_breadth_first_and_the_answer_says_so(
    delegations: list[dict[str, object]], totals: dict[str, int]
) -> None:
    """Vector 6 of governance 13.4."""
    case = {"method": "delegation", "voters": ["0", "1", "2", "3"], "votes": {"0": "yes", "1": "no"}}
    found = answer({**case, "delegations": delegations})
    assert (found["totals"], found["ranked_delegation"]) == (totals, "BFS")


@pytest.mark.parametrize("backups", [["a"], ["b"], ["c", "c"], ["c", "d", "e"]])
def test_back_ups_that_accord_would_refuse_are_declined(backups: list[str]) -> None:
    lines = [{"from": "a", "to": "b", "backups": backups}]
    assert list(answer({"method": "delegation", "delegations": lines})) == ["skip"]


def test_a_member_without_a_name_is_a_member() -> None:
    lines = [{"from": "", "to": "a"}]
    found = answer({"method": "delegation", "voters": ["", "a"], "delegations": lines, "votes": {"a": "x"}})
    assert found["totals"] == {"x": 2}
