"""`accord count` answers published ranked cases whole: matrix, order, rounds, and who was dropped for what."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.count import answer

CASES = Path(__file__).parents[2] / "shared" / "cases" / "open"
METHODS = {"schulze_wv", "schulze_margin", "schulze_ratio", "debian_a6", "liquidfeedback", "irv"}

needs_cases = pytest.mark.skipif(not CASES.exists(), reason=f"no published cases at {CASES}")

UNANSWERED = {"schwartz_set": "> N"}
"""Debian's first pages, under a ratio that had to be exceeded, may print no Schwartz set where it has one member
(gr_voting and gr_sec415 of 2003); the answer leaves it out for that rule rather than say that there is none."""


@needs_cases
@pytest.mark.parametrize("method", sorted(METHODS))
def test_published_cases_are_answered_with_all_that_can_be_judged(method: str) -> None:
    found = 0
    for path in sorted(CASES.glob("*/*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        if case["method"] != method:
            continue
        found += 1
        given = answer({key: case[key] for key in case if key not in {"expected", "source"}})
        for key in ("matrix", "dropped_by_majority", "dropped_by_quorum", "schwartz_set"):
            if key in case["expected"] and case["params"].get("ratio_test") != UNANSWERED.get(key):
                assert given[key] == case["expected"][key], path
        if paths := case["expected"].get("strongest_paths"):
            assert_paths(given["strongest_paths"], paths)
        assert "rounds" in given or method != "irv"
    assert found


def assert_paths(given: dict[str, dict[str, Any]], expected: dict[str, dict[str, Any]]) -> None:
    for one, row in expected.items():
        for other, strength in row.items():
            numerator, _, denominator = str(given[one][other]).partition("/")
            assert int(numerator) / int(denominator or 1) == pytest.approx(strength)


def ranking(*levels: str, count: int = 1) -> dict[str, Any]:
    return {"count": count, "ranking": [level.split("=") for level in levels]}


def test_a_name_that_a_ballot_repeats_counts_where_it_stands_first() -> None:
    ballots = [ranking("a", "b", "a"), ranking("b", "b", count=1), ranking("b")]
    found = answer({"method": "irv", "candidates": ["a", "b"], "ballots": ballots})
    assert found["rounds"] == [{"round": 1, "tally": {"a": 1, "b": 2}, "eliminated": [], "elected": ["b"]}]
    twice = answer({"method": "schulze_wv", "candidates": ["a", "b"], "ballots": [ranking("a", "b", "a")]})
    assert twice["matrix"] == [[0, 1], [0, 0]]


def test_a_withdrawn_option_is_passed_over() -> None:
    ballots = [ranking("a", "b", count=3), ranking("c", "a", count=2)]
    found = answer({"method": "irv", "candidates": ["a", "b", "c"], "withdrawn": ["a"], "ballots": ballots})
    assert found["rounds"][0]["tally"] == {"b": 3, "c": 2}


def test_undeclared_write_ins_are_counted_once_and_then_excluded() -> None:
    ballots = [ranking("Undeclared Write-ins", "b", count=5), ranking("a", count=3), ranking("b", count=2)]
    case = {"method": "irv", "candidates": ["a", "b", "Undeclared Write-ins"], "ballots": ballots}
    found = answer(case)
    assert found["winners"] == ["b"]
    assert [each["eliminated"] for each in found["rounds"]] == [["Undeclared Write-ins"], []]
    assert found["rounds"][1]["tally"] == {"a": 3, "b": 7}


def test_the_order_of_the_candidates_settles_ties_where_the_rules_of_the_case_say_so() -> None:
    ballots = [ranking("a"), ranking("b")]
    case = {"method": "irv", "candidates": ["a", "b"], "ballots": ballots}
    assert answer(case)["winners"] == ["a", "b"]
    assert answer({**case, "params": {"rules": {"tiebreakMode": "useCandidateOrder"}}})["winners"] == ["a"]


def liquid(**params: object) -> dict[str, Any]:
    case = {"method": "liquidfeedback", "candidates": ["a", "b", "status quo"], "unranked": "same as status quo"}
    return answer({**case, "ballots": [ranking("a", "status quo"), ranking("status quo")], "params": params})


def test_what_a_ballot_leaves_out_can_be_level_with_the_status_quo() -> None:
    assert liquid()["matrix"] == [[0, 1, 1], [0, 0, 0], [0, 0, 0]]
    assert liquid()["winners"] == ["a"]


def test_accords_own_settings_quorum_and_default_option_are_read_too() -> None:
    ballots = [ranking("a", "x", count=2), ranking("x", "a")]
    case = {"candidates": ["a", "x"], "ballots": ballots}
    for method in ("liquidfeedback", "debian"):
        for ratio, outcome in (("2:1", "adopted"), ("3:1", "not_adopted")):
            params = {"default_option": "x", "ratio": ratio}
            assert answer({**case, "method": method, "params": params})["outcome"] == outcome
    assert answer({**case, "method": "irv", "params": {"quorum": 4}})["outcome"] == "no_quorum"


@pytest.mark.parametrize("params", [{"direct_majority": "> 2/3"}, {"indirect_majority": ">= 3/4"}])
def test_majorities_of_another_kind_are_declined(params: dict[str, object]) -> None:
    assert list(liquid(**params)) == ["skip"]


def test_a_larger_majority_can_be_asked_for() -> None:
    assert liquid(direct_majority=">= 2/3", indirect_majority=">= 2/3")["winners"] == ["a"]


@pytest.mark.parametrize(
    "case",
    [
        {"method": "irv"},
        {"method": "irv", "candidates": ["a"], "ballots": [5]},
        {"method": "irv", "candidates": ["a"], "ballots": [ranking("b")]},
        {"method": "irv", "candidates": ["a"], "ballots": [ranking("a")], "params": {"rules": 5}},
        {"method": "irv", "candidates": ["a", "b"], "ballots": [ranking("a")], "seats": 2},
        {"method": "debian_a6", "candidates": ["a"], "ballots": []},
        {"method": "debian_a6", "candidates": ["a"], "ballots": [], "params": {"default_option": "x"}},
        {
            "method": "debian_a6",
            "candidates": ["a"],
            "ballots": [],
            "params": {"default_option": "a", "quorum": "1e999999999"},
        },
        {
            "method": "debian_a6",
            "candidates": ["a"],
            "ballots": [],
            "params": {"default_option": "a", "majority_ratio": {"a": 0.5}},
        },
        {"method": "liquidfeedback", "candidates": ["a"], "ballots": [], "params": []},
        {"method": "liquidfeedback", "unranked": "same as status quo", "candidates": ["a"], "ballots": 5},
        {
            "method": "liquidfeedback",
            "candidates": ["status quo"],
            "ballots": [],
            "params": {"direct_majority": ">= 1/0"},
        },
        {"method": "schulze_ratio", "candidates": ["a"], "ballots": [{"approvals": ["a"]}]},
        {"method": "schulze_ratio", "candidates": ["a", "a"], "ballots": []},
    ],
)
def test_a_malformed_case_is_answered_with_an_error(case: dict[str, object]) -> None:
    found = answer(case)
    assert list(found) == ["error"]
    assert found["error"]


def test_who_has_fewer_votes_than_rctab_asks_for_goes_first_and_together() -> None:
    ballots = [
        {"count": 5, "ranking": [["a"]]},
        {"count": 4, "ranking": [["b"]]},
        {"count": 2, "ranking": [["c"], ["b"]]},
        {"count": 2, "ranking": [["d"], ["c"]]},
    ]
    case = {"method": "irv", "ballots": ballots, "params": {"rules": {"minimumVoteThreshold": "3"}}}
    found = answer(case)
    assert (found["rounds"][0]["eliminated"], found["winners"]) == (["c", "d"], ["b"])
    assert found["rounds"][1]["tally"] == {"a": 5, "b": 6}
    assert list(answer({**case, "params": {"rules": {"minimumVoteThreshold": 9}}})) == ["error"]
