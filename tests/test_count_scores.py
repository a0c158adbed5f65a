"""Cases in which options are scored are read in the words of other programs, and answered in them."""

import json
from pathlib import Path

import pytest

from bot.count import answer

CASES = Path(__file__).parents[2] / "shared" / "cases" / "open"

SETTLED = {
    "star-starvote-unbreakable-tie-for-second-in-score-round": (
        ["Chuck"],
        "The reference calls it a tie because Amy and Brian are level for the runoff; Chuck wins against both of them.",
    ),
}
"""Published ties in which our count has a winner: who, and why."""


@pytest.mark.skipif(not CASES.exists(), reason=f"no published cases at {CASES}")
def test_every_published_case_of_scores_is_answered_and_its_ties_are_ties() -> None:
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*/*.json"))]
    scored = [case for case in cases if isinstance(case, dict) and case.get("family") in {"star", "score"}]
    assert len(scored) > 30
    for case in scored:
        found = answer(case)
        assert "winners" in found, case["id"]
        if case["expected"].get("winners", ()) is None:
            assert found["tie"] or SETTLED[case["id"]][0] == found["winners"]


def case(method: str, *ballots: dict[str, int], seats: int = 1, **params: object) -> dict[str, object]:
    """A case on a, b and c."""
    lines = [{"scores": scores} for scores in ballots]
    return {"method": method, "candidates": ["a", "b", "c"], "seats": seats, "params": params, "ballots": lines}


def test_a_runoff_is_told_with_its_sums_and_with_who_had_no_preference() -> None:
    found = answer(case("star", {"a": 5, "b": 3}, {"a": 2, "b": 4}, {"c": 1}, {"a": 1}))
    assert found["score_totals"] == {"a": 8, "b": 7, "c": 1}
    assert found["runoff"] == {"a": 2, "b": 1, "No Preference": 1}


def test_the_order_for_ties_of_a_case_settles_them() -> None:
    level = ({"a": 5, "b": 5}, {"c": 1})
    assert answer(case("star", *level))["winners"] == ["a", "b"]
    found = answer(case("star", *level, tiebreaker=["x", "c", "b", "a"]))
    assert (found["winners"], found["outcome"]) == (["b"], "adopted")
    assert answer(case("star", *level, tiebreaker="none"))["tie"] is True


def test_top_scores_decide_unless_the_case_says_otherwise() -> None:
    level = ({"a": 2, "b": 4}, {"a": 5, "b": 3})
    assert answer(case("star", *level))["winners"] == answer(case("star_5star", *level))["winners"] == ["a"]
    assert answer(case("star", *level, five_stars="no"))["winners"] == ["a", "b"]


def test_the_largest_score_stands_for_so_many_grades() -> None:
    ballots = ({"a": 9, "b": 8}, {"a": 9, "b": 8}, {"b": 9})
    assert answer(case("majority_judgment", *ballots, max_score=9))["winners"] == ["a"]
    assert list(answer(case("majority_judgment", *ballots))) == ["error"]


def test_sum_mean_and_median_have_names_of_their_own() -> None:
    ballots = ({"a": 5, "b": 4}, {"a": 5, "b": 4}, {"b": 5})
    found = [answer(case(method, *ballots))["winners"] for method in ("score", "score_mean", "score_median")]
    assert found == [["b"], ["b"], ["a"]]


@pytest.mark.parametrize("params", [{"max_score": 4}, {"max_score": 0}, {"max_score": "x"}, {"by": "mode"}])
def test_a_case_whose_scores_or_settings_do_not_fit_is_answered_with_an_error(params: dict[str, object]) -> None:
    assert list(answer(case("score", {"a": 5}, **params))) == ["error"]
