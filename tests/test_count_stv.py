"""`accord count` gives the published counts of the single transferable vote to the last digit, stage by stage."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bot.count import answer

CASES = Path(__file__).parents[2] / "shared" / "cases" / "open"
OTHER_RULE = {
    "stv-meek-stvrs-equal-preference-droop": "also moves on the votes of those left over when all seats are filled",
    "stv-meek-stvrs-vegetables": "its generic Meek rounds the last digit (10^-9) another way than the reference rule",
}
"""Cases whose last votes follow another rule than the one we count by; who wins is the same."""


def published(pattern: str) -> list[Any]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob(f"*/{pattern}.json"))]
    return [pytest.param(case, id=case["id"]) for case in found]


def same(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Whether numbers agree exactly; who has left the count has none."""
    return all(Fraction(ours.get(name, 0)) == Fraction(number) for name, number in theirs.items())


def staged() -> list[Any]:
    return [each for each in published("stv-*") if "stages" in each.values[0]["expected"]]


@pytest.mark.parametrize("case", staged())
def test_every_stage_has_the_published_votes_to_the_last_digit(case: dict[str, Any]) -> None:
    found, expected = answer(case), case["expected"]["stages"]
    assert len(found["stages"]) == len(expected)
    for ours, theirs in zip(found["stages"], expected, strict=True):
        assert same(ours["votes"], theirs["votes"])
        assert Fraction(ours["exhausted"]) == Fraction(theirs.get("nontransferable", 0))


@pytest.mark.parametrize("case", published("stv-meek-*"))
def test_meeks_last_round_has_the_published_votes_to_the_last_digit(case: dict[str, Any]) -> None:
    found, expected = answer(case), case["expected"]
    assert set(found["winners"]) == set(expected["winners"])
    exact = same(found["final_votes"], expected["final_votes"])
    exact &= Fraction(found["quota_final"]) == Fraction(expected["quota_final"])
    assert exact is (case["id"] not in OTHER_RULE)


def asked(method: str, ballots: dict[str, int], seats: int, **params: object) -> dict[str, Any]:
    lines = [{"count": count, "ranking": [[name] for name in ballot]} for ballot, count in ballots.items()]
    names = sorted({name for ballot in ballots for name in ballot})
    return answer({"method": method, "candidates": names, "ballots": lines, "seats": seats, "params": params})


@pytest.mark.parametrize(
    ("method", "params", "quota"),
    [
        ("stv_scottish", {}, 34),
        ("stv_scottish", {"quota": "exact"}, "100/3"),
        ("stv_gregory", {"quota": "hare"}, 50),
        ("stv_gregory", {"quota": "hagenbach-bischoff"}, "100/3"),
        ("stv_wigm", {}, "166667/5000"),
        ("stv_meek", {}, "16666666667/500000000"),
        ("stv_wigm_rctab", {}, 34),
        ("stv_wigm_rctab", {"rules": {"hareQuota": True}}, 50),
        ("stv_wigm_rctab", {"rules": {"nonIntegerWinningThreshold": True}}, "166667/5000"),
    ],
)
def test_each_rule_has_its_quota(method: str, params: dict[str, object], quota: object) -> None:
    assert asked(method, {"ab": 60, "b": 25, "c": 15}, 2, **params)["quota"] == quota


def test_rctab_bars_who_is_below_the_minimum_before_anybody_is_elected() -> None:
    found = asked("stv_wigm_rctab", {"ac": 6, "b": 3, "ca": 1}, 2, rules={"minimumVoteThreshold": "2"})
    assert (found["excluded_order"], sorted(found["winners"])) == (["c"], ["a", "b"])
    assert found["elected_at_stage"]["a"] == 2


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("stv_irish", {}),
        ("stv_gregory", {"quota": "reinforced imperiali"}),
        ("stv_wigm_rctab", {"rules": {"winnerElectionMode": "bottomsUp"}}),
    ],
)
def test_rules_that_accord_does_not_have_are_declined_with_the_reason(method: str, params: dict[str, object]) -> None:
    assert list(asked(method, {"a": 1}, 1, **params)) == ["skip"]


def rctab(ballots: list[dict[str, Any]], seats: int, **rules: object) -> dict[str, Any]:
    """Answer a case as RCTab counts it, one winner a round."""
    params = {"rules": {"winnerElectionMode": "multiWinnerAllowOnlyOneWinnerPerRound", **rules}}
    return answer({"method": "stv_wigm_rctab", "seats": seats, "ballots": ballots, "params": params})


def test_where_one_wins_a_round_who_waits_with_a_quota_still_receives_votes() -> None:
    ballots = [
        {"count": 60, "ranking": [["a"], ["b"], ["c"]]},
        {"count": 30, "ranking": [["b"], ["c"]]},
        {"count": 9, "ranking": [["d"]]},
        {"count": 1, "ranking": [["c"]]},
    ]
    found = rctab(ballots, 3)
    assert found["quota"] == 26
    assert found["elected_order"][:2] == ["a", "b"]
    assert float(Fraction(found["stages"][1]["votes"]["b"])) == pytest.approx(64, abs=0.01)
    together = rctab(ballots, 3, winnerElectionMode="multiWinnerAllowMultipleWinnersPerRound")
    assert float(Fraction(together["stages"][1]["votes"]["b"])) == 26


def test_hares_quota_is_rounded_up_where_it_is_whole() -> None:
    ballots = [{"count": 5, "ranking": [["a"], ["b"]]}, {"count": 2, "ranking": [["c"]]}]
    assert rctab(ballots, 2, hareQuota=True)["quota"] == 4
    assert rctab(ballots, 2, hareQuota=True, nonIntegerWinningThreshold=True)["quota"] == "7/2"


def test_imperialis_quota_divides_by_two_more_than_the_seats() -> None:
    ballots = [{"count": 5, "ranking": [["a"], ["b"]]}, {"count": 3, "ranking": [["c"]]}]
    case = {"method": "stv_gregory", "seats": 2, "ballots": ballots, "params": {"quota": "imperiali"}}
    assert (answer(case)["quota"], answer(case)["elected_order"]) == (2, ["a", "c"])
