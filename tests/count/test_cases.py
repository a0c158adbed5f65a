"""What a case may leave out, and how its numbers, chambers and nulls are read."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.count import BadFile, answer, answer_lines, counted

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


CASE = """{"method": "approval", "candidates": ["a"],
 "ballots": [
  {"count": 1, "approvals": ["a"]},
  %s
 ]}"""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"approvals": ["b"]}', ":4: ballot 2: it names 'b', which is not on the list"),
        ('{"ranking": [["a"]]}', ":4: ballot 2: it is not of the kind approvals"),
        ('{"count":\n-1, "approvals": ["a"]}', ":5: ballots.1.count: this is a number of 0 or more"),
        ('{"approvals": 5}', ":4: ballots.1.approvals: "),
        ('{"approvals": ["a"], "approvals": []}', ": the key 'approvals' stands twice in one object"),
    ],
)
def test_a_bad_ballot_is_found_on_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(CASE % line)
    with pytest.raises(BadFile) as bad:
        counted(str(path))
    assert said in str(bad.value)


def test_a_bad_setting_and_an_unknown_method_are_found_on_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text('{"ballots": [],\n"params":\n{"default_option": "a",\n"quorum": []},\n"method": "debian_a6"}')
    with pytest.raises(BadFile, match=r":4: quorum: "):
        counted(str(path))
    path.write_text('{"ballots": [],\n"method": "oracle"}')
    with pytest.raises(BadFile, match=r":2: not offered: 'oracle'"):
        counted(str(path))


def test_a_line_of_a_stream_may_begin_with_a_mark_of_its_encoding_and_names_a_doubled_key() -> None:
    lines = '\ufeff{"method": "approval", "ballots": []}\n{"method": "irv", "method": "irv"}\n'
    out = io.StringIO()
    answer_lines(io.StringIO(lines), out)
    first, second = map(json.loads, out.getvalue().splitlines())
    assert first["winners"] == []
    assert second == {"error": "the key 'method' stands twice in one object"}
