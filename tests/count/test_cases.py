"""What a case may leave out, and how its numbers, chambers and nulls are read."""

from typing import Any

import pytest

from bot.count import answer

RANKED = [{"count": 3, "ranking": [["a"], ["b"]]}, {"count": 2, "ranking": [["b"]]}]
YES_AND_NO = [
    {"count": 6, "choice": "yes", "chamber": "north"},
    {"count": 1, "choice": "no", "chamber": "north"},
    {"count": 2, "choice": "no", "chamber": "south"},
    {"count": 1, "choice": "yes", "chamber": "south"},
]


def test_a_null_says_as_little_as_a_key_left_out() -> None:
    ballots = [{"scores": {"a": 3, "b": None}, "count": 2, "weight": None}]
    case = {"method": "score", "candidates": ["a", "b"], "ballots": ballots}
    assert answer({**case, "seats": None, "withdrawn": None, "params": None})["totals"] == {"a": 6, "b": 0}
    assert answer({**case, "params": {"by": None}})["totals"] == {"a": 6, "b": 0}


def test_candidates_that_are_not_listed_are_those_whom_ballots_name() -> None:
    assert answer({"method": "irv", "ballots": RANKED})["totals"] == {"a": 3, "b": 2}
    assert answer({"method": "approval", "ballots": [{"approvals": ["b", "a"]}]})["totals"] == {"b": 1, "a": 1}
    assert answer({"method": "star", "ballots": [{"scores": {"a": 5, "b": 1}}]})["winners"] == ["a"]


@pytest.mark.parametrize(("written", "votes"), [(2, 2), (2.5, "5/2"), ("2.5", "5/2"), ("5/2", "5/2"), ("4/2", 2)])
def test_a_weight_is_read_as_it_is_written(written: object, votes: object) -> None:
    ballots = [{"weight": written, "approvals": ["a"]}]
    assert answer({"method": "approval", "candidates": ["a"], "ballots": ballots})["totals"] == {"a": votes}


@pytest.mark.parametrize("written", [True, -1, "-1", "1/0", "1/2/3", "nan", "inf", float("nan"), "1" * 31, "1e999", []])
def test_a_weight_that_is_no_number_of_votes_is_an_error(written: object) -> None:
    ballots = [{"weight": written, "approvals": ["a"]}]
    assert list(answer({"method": "approval", "candidates": ["a"], "ballots": ballots})) == ["error"]


def double(ballots: list[dict[str, Any]], **more: object) -> dict[str, Any]:
    return answer({"method": "double_majority", "ballots": ballots, **more})


def test_a_double_majority_needs_most_chambers_and_not_only_most_votes() -> None:
    assert double([{**each, "chamber": "all"} for each in YES_AND_NO])["outcome"] == "adopted"
    found = double(YES_AND_NO)
    assert (found["outcome"], found["totals"]) == ("not_adopted", {"yes": 7, "no": 3})
    chambers = [step["facts"] for step in found["steps"] if "chamber" in step["facts"]]
    assert [(each["chamber"], each["passes"]) for each in chambers] == [("north", "yes"), ("south", "no")]


def test_a_chamber_has_the_members_that_the_case_says() -> None:
    found = double(YES_AND_NO, chambers={"north": 12, "south": 8}, params={"threshold": "absolute"})
    assert found["outcome"] == "not_adopted"
    absent = double(YES_AND_NO, chambers={"north": 7, "south": 3, "east": 0}, params={"empty": "blocks"})
    assert sum("chamber" in step["facts"] for step in absent["steps"]) == 3


@pytest.mark.parametrize(
    ("chamber", "chambers", "said"),
    [
        (None, {"north": 9}, "None"),
        ("west", {"north": 9}, "'west'"),
        ("north", {"north": 2}, "roll"),
        ("north", {"north": 9}, ""),
    ],
)
def test_every_ballot_is_in_a_chamber_that_exists_and_has_room(
    chamber: str | None, chambers: dict[str, int], said: str
) -> None:
    found = double([{"count": 3, "choice": "yes", "chamber": chamber}], chambers=chambers)
    assert ("error" in found) == bool(said)
    assert said in found.get("error", "")
