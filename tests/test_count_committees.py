"""`accord count` answers committees by their published names, votes with vetoes step by step, and objections."""

from typing import Any

import pytest

from bot.count import answer

PROFILE = [
    {"count": 2, "approvals": ["c0", "c1"]},
    {"approvals": ["c0", "c1", "c3"]},
    {"approvals": ["c0", "c3"]},
    {"approvals": ["c2", "c3"]},
]
"""Profile 4 of the test suite of abcvoting (M. Lackner and P. Skowron)."""


def committee(method: str, **more: object) -> dict[str, Any]:
    return answer({"method": method, "seats": 2, "candidates": ["c0", "c1", "c2", "c3"], "ballots": PROFILE, **more})


@pytest.mark.parametrize(
    ("method", "winners"),
    [
        ("seqpav", {"c0", "c3"}),
        ("seqphragmen", {"c0", "c3"}),
        ("equal_shares", {"c0", "c3"}),
        ("approval", {"c0", "c1"}),
        ("satisfaction_approval", {"c0", "c1"}),
    ],
)
def test_a_committee_is_elected_by_the_rule_of_that_name(method: str, winners: set[str]) -> None:
    assert set(committee(method)["winners"]) == winners


def test_the_approvals_stand_beside_the_winners() -> None:
    assert committee("seqpav")["approvals"] == {"c0": 4, "c1": 3, "c2": 1, "c3": 3}
    assert "approvals" not in committee("satisfaction_approval")


def test_a_committee_of_one_that_is_level_is_one_right_result_and_tells_the_tie() -> None:
    ballots = [{"approvals": ["c0"]}, {"approvals": ["c1"]}]
    found = committee("equal_shares", seats=1, ballots=ballots)
    assert (found["winners"], found["tied"]) == (["c0"], ["c0", "c1"])
    assert committee("approval", seats=1, ballots=ballots)["winners"] == ["c0", "c1"]


def test_a_rule_that_searches_all_committees_is_declined_where_there_are_too_many() -> None:
    many = [f"c{number}" for number in range(60)]
    found = committee("pav", candidates=many, seats=20, ballots=[{"approvals": many[:2]}, {"approvals": many[1:5]}])
    assert list(found) == ["skip"]
    assert "4,191,844,505,805,495 committees of 20" in found["skip"]


@pytest.mark.parametrize(
    ("method", "best"),
    [("pav", [["0", "1", "3"], ["0", "1", "4"]]), ("chamberlin_courant", [["0", "3", "4"], ["1", "3", "4"]])],
)
def test_the_best_of_all_committees_is_found_for_six_voters_and_five_candidates(
    method: str, best: list[list[str]]
) -> None:
    marks = ("012", "3", "0123", "0124", "01", "4")
    ballots = [{"approvals": list(each)} for each in marks]
    found = committee(method, candidates=list("01234"), seats=3, ballots=ballots)
    assert sorted(found["winners"]) in best
    assert sorted(found["tied"]) == sorted({*best[0]} ^ {*best[1]})


def votes(*said: str) -> list[dict[str, str]]:
    return [{"voter": f"m{number}", "vote": vote} for number, vote in enumerate(said)]


def test_a_change_is_approved_at_the_step_at_which_its_veto_is_lifted() -> None:
    days = [votes("+1", "+1"), votes("+1", "+1", "-1", "+1"), votes("+1", "+1", "+0.5", "+1")]
    found = answer({"method": "consensus_approval", "steps": [{"votes": day} for day in days]})
    assert found == {"approved": True, "outcome": "adopted", "steps": [False, False, True]}


@pytest.mark.parametrize(
    ("said", "approved"),
    [
        (votes("+1", "+1", "+1"), True),
        (votes("+1", "+1", "+1", "-0.5", "-0", "0"), True),
        (votes("+1", "+1", "+0.5"), False),
        (votes("+1", "+1", "+1", "-1"), False),
        ([*votes("+1", "+1", "+1", "-1"), {"voter": "m3", "vote": "+0"}], True),
        ([*votes("+1", "+1"), {"voter": "x", "vote": "+1", "binding": False}], False),
        ([*votes("+1", "+1", "+1"), {"voter": "x", "vote": "-1", "argued": False}], True),
    ],
)
def test_vector_13_whole_binding_votes_carry_and_a_reasoned_veto_stops(
    said: list[dict[str, str]], *, approved: bool
) -> None:
    assert answer({"method": "consensus_approval", "votes": said})["approved"] is approved


def test_consensus_approval_also_counts_ballots() -> None:
    ballots = [{"count": 3, "choice": "yes"}]
    assert answer({"method": "consensus_approval", "ballots": ballots})["winners"] == ["yes"]


def objection(**given: object) -> dict[str, Any]:
    return answer({"method": "objection_test", "input": given})


def test_an_objection_counts_where_all_is_argued_and_hears_what_is_not() -> None:
    assert objection(argued=dict.fromkeys("abcd", True)) == {"counts": True, "missing": []}
    assert objection(argued={"a": True, "b": True, "c": False}) == {"counts": False, "missing": ["c", "d"]}
    assert objection(argued={}, violates_rules=True)["counts"]


def test_a_bare_statement_argues_no_criterion() -> None:
    found = objection(statement_only="This is not needed")
    assert (found["counts"], found["states_harm"]) == (False, False)
    assert objection(statement_only="This will inconvenience me")["states_harm"]


@pytest.mark.parametrize(
    "case",
    [
        {"method": "consensus_approval", "votes": [{"voter": "a", "vote": "yes"}]},
        {"method": "consensus_approval", "votes": votes("+1"), "params": {"min_plus": "none"}},
        {"method": "objection_test", "input": {"argued": {"e": True}}},
        {"method": "objection_test"},
    ],
)
def test_a_malformed_case_is_answered_with_an_error(case: dict[str, object]) -> None:
    assert list(answer(case)) == ["error"]


def test_another_veto_than_minus_one_is_another_rule() -> None:
    assert "skip" in answer({"method": "consensus_approval", "votes": votes("-2"), "params": {"veto": "-2"}})
