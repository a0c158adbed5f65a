"""`accord count` answers published cases as they came out, and never stops at a line it cannot read."""

import importlib.util
import io
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.count import answer, answer_lines

CASES = Path(__file__).parents[2] / "shared" / "cases"
FAMILIES = ("approval", "consent", "delegation", "irv", "metrics", "schulze", "score", "star", "stv")
ANSWERED = {"approval", "approval_budget", "delegation", "delegation_cycle_check"}
ANSWERED |= {"stv_scottish", "stv_any", "stv_wigm", "stv_wigm_rctab", "stv_gregory", "stv_meek"}

needs_cases = pytest.mark.skipif(not (CASES / "check.py").exists(), reason=f"no published cases at {CASES}")


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    """The judge that lies beside the cases."""
    spec = importlib.util.spec_from_file_location("check", CASES / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_cases
@pytest.mark.parametrize("family", FAMILIES)
def test_published_cases_come_out_as_published_or_are_declined(judge: ModuleType, family: str) -> None:
    wrong, answered = {}, set()
    for path in sorted((CASES / "open").glob("*/*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        if case["family"] != family:
            continue
        given = json.loads(json.dumps(answer(judge.question(case))))
        if "skip" in given:
            continue
        answered.add(case["method"])
        failed = [given["error"]] if "error" in given else judge.judge(case, given)[0]
        if failed:
            wrong[case["id"]] = failed
    assert wrong == {}
    assert answered >= {method for method in ANSWERED if method.startswith(family)}


def liquid(delegations: dict[str, str | None], votes: dict[str, str], **more: object) -> dict[str, Any]:
    """Answer a case in which everybody named delegates over the whole community."""
    voters = list(dict.fromkeys([*delegations, *filter(None, delegations.values()), *votes]))
    lines = [{"from": truster, "to": trustee, "scope": None} for truster, trustee in delegations.items()]
    return answer({"method": "delegation", "voters": voters, "delegations": lines, "votes": votes, **more})


LOOP: dict[str, str | None] = {"A": "B", "B": "C", "C": "D", "D": "A"}


@pytest.mark.parametrize(
    ("votes", "weight"), [({}, {}), ({"C": "yes"}, {"C": 4}), ({"C": "yes", "A": "no"}, {"C": 2, "A": 2})]
)
def test_vectors_1_to_3_a_loop_is_cut_by_whoever_votes_in_it(votes: dict[str, str], weight: dict[str, int]) -> None:
    found = liquid(LOOP, votes)
    assert found["weight"] == weight
    assert found["unrepresented"] == ([] if votes else ["A", "B", "C", "D"])


def test_vector_4_a_chain_breaks_at_somebody_who_is_not_on_the_roll() -> None:
    found = liquid({"a": "b", "b": "c"}, {"c": "yes"}, voters=["a", "c"])
    assert (found["weight"], found["unrepresented"]) == ({"c": 1}, ["a"])


def test_vector_5_nobody_in_a_narrower_scope_switches_the_wider_delegation_off() -> None:
    lines = [{"from": "a", "to": "b", "scope": "unit"}, {"from": "a", "to": None, "scope": "issue"}]
    found = answer({"method": "delegation", "voters": ["a", "b"], "delegations": lines, "votes": {"b": "yes"}})
    assert found["effective"] == {"a": None, "b": "yes"}


@pytest.mark.parametrize(
    ("method", "params", "yes", "no", "outcome"),
    [
        ("supermajority", {"ratio": "3:1"}, 9, 3, "adopted"),
        ("supermajority", {"ratio": "3:1"}, 8, 3, "not_adopted"),
        ("supermajority", {"ratio": "1:1"}, 3, 3, "tie"),
        ("simple", {}, 3, 3, "tie"),
        ("simple", {"quorum": 4}, 3, 0, "no_quorum"),
        ("simple", {"quorum": "auto", "roll": 16}, 6, 0, "adopted"),
        ("absolute", {"roll": 20}, 10, 0, "not_adopted"),
    ],
)
def test_vectors_7_to_9_yes_or_no_under_quorum_and_threshold(
    method: str, params: dict[str, object], yes: int, no: int, outcome: str
) -> None:
    ballots = [{"count": yes, "choice": "yes"}, {"count": no, "choice": "no"}, {"choice": "abstain"}]
    found = answer({"method": method, "params": params, "ballots": ballots})
    assert (found["outcome"], found["winners"]) == (outcome, ["yes"] if outcome == "adopted" else [])
    assert found["totals"] == {"yes": yes, "no": no}


def test_steps_are_tallied_one_after_the_other_and_a_ballot_can_be_withdrawn() -> None:
    steps = [{"vote": {"b": "yes"}}, {"vote": {"a": "no"}}, {"vote": {"a": None}}]
    found = liquid({"a": "b"}, {}, steps=steps, weights={"a": "0.5"})
    assert found["steps"] == [{"yes": "3/2"}, {"no": "1/2", "yes": 1}, {"yes": "3/2"}]


def test_a_chain_names_everybody_the_vote_passes() -> None:
    found = liquid({"a": "b", "b": "c"}, {"c": "yes"})
    assert found["chains"] == {"a": ["b", "c"], "b": ["c"]}
    assert found["received"] == {"a": 0, "b": 1, "c": 2}


def test_a_tie_for_the_last_seat_names_one_right_result_and_who_is_level() -> None:
    ballots = [{"count": 2, "approvals": ["a", "b"]}, {"approvals": ["a", "c"]}, {"approvals": ["c"]}]
    case = {"method": "approval", "candidates": ["a", "b", "c"], "seats": 2, "ballots": ballots}
    found = answer(case)
    assert (found["winners"], found["tie"], found["tied"]) == (["a", "b"], True, ["b", "c"])
    assert answer({**case, "withdrawn": ["a"], "seats": 1})["winners"] == ["b", "c"]


@pytest.mark.parametrize(
    "case",
    [
        {"method": "oracle"},
        {"method": "delegation_split"},
        {"method": "delegation_topic_weighted"},
        {"method": "liquidfeedback", "ballots": [], "params": {"no_multistage_majority": True}},
        {"method": "liquidfeedback", "ballots": [], "params": {"strength": "simple"}},
        {"method": "delegation", "semantics": {"transitive": False}},
        {"method": "delegation", "semantics": {"hops": 3}},
        {"method": "delegation", "proposal_topics": ["x", "y"]},
        {"method": "delegation", "delegations": [{"from": "a", "to": "b", "chain": "abstain"}]},
        {"method": "delegation", "delegations": [{"from": "a", "to": "b", "share": 0.5}]},
        {"method": "delegation", "delegations": [{"from": "a", "to": "b"}, {"from": "a", "to": "c"}]},
        {"method": "delegation", "delegations": [{"from": "a", "to": "a"}]},
        {"method": "delegation", "votes": {"a": ["x", "y"]}},
        {"method": "delegation", "steps": [{"vote": {}, "split": 1}]},
        {
            "method": "delegation_cycle_check",
            "delegations": [{"from": "a", "to": "b"}],
            "new": {"from": "b", "to": "a"},
        },
    ],
)
def test_rules_of_other_systems_are_declined_with_the_reason(case: dict[str, object]) -> None:
    assert list(answer(case)) == ["skip"]


@pytest.mark.parametrize(
    "case",
    [
        None,
        [],
        {},
        {"method": 5},
        {"method": "approval"},
        {"method": "approval", "candidates": ["a"], "ballots": [{"approvals": ["b"]}]},
        {"method": "approval", "candidates": ["a"], "ballots": [{"count": -1, "approvals": ["a"]}]},
        {"method": "approval", "candidates": ["a"], "ballots": [{"choice": "a"}]},
        {"method": "simple", "ballots": [{"count": 1}]},
        {"method": "simple", "ballots": [{"choice": "perhaps"}]},
        {"method": "simple", "ballots": [{"choice": "yes"}], "params": {"quorum": "some"}},
        {"method": "supermajority", "ballots": [], "params": {"ratio": "most"}},
        {"method": "approval_budget", "candidates": ["a"], "ballots": []},
        {
            "method": "approval_budget",
            "candidates": ["a"],
            "ballots": [],
            "params": {"budget": "1e999999999", "costs": {}},
        },
        {"method": "delegation", "delegations": [{"to": "a"}]},
        {"method": "delegation_cycle_check"},
    ],
)
def test_a_malformed_case_is_answered_with_an_error(case: object) -> None:
    found = answer(case)
    assert list(found) == ["error"]
    assert found["error"]


def test_every_line_gets_its_own_answer_whatever_stands_on_it() -> None:
    good = json.dumps({"method": "simple", "ballots": [{"choice": "yes"}]}).encode()
    lines = [good, b"", b"{", b"\xff\xfe", b"[" * 100_000, b"NaN", b"null", b'{"method": "oracle"}', good]
    given = io.StringIO()
    answer_lines(io.TextIOWrapper(io.BytesIO(b"\n".join(lines)), encoding="utf-8"), given)
    kinds = [next(iter(json.loads(line))) for line in given.getvalue().splitlines()]
    assert kinds == ["winners", *["error"] * 5, "skip", "winners"]


def test_an_answer_is_written_before_the_next_line_is_read() -> None:
    program = "import sys; from bot.count import answer_lines; answer_lines(sys.stdin, sys.stdout)"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for _ in range(2):
            running.stdin.write('{"method": "oracle"}\n')
            running.stdin.flush()
            assert "skip" in json.loads(running.stdout.readline())
        running.stdin.close()
        assert running.wait(timeout=20) == 0
