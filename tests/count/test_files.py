"""The command line counts a file of ballots, or says in one line what is wrong with it."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.count import BadFile, counted
from bot.count.blt import read_blt
from bot.rules.counting.poll import BallotKind
from bot.rules.counting.registry import METHODS
from tests.count.test_blt import ALGORITHM_123
from tests.count.test_preflib import CATEGORIES, TIED

CASE = {
    "method": "approval",
    "name": "Lunch",
    "candidates": ["a", "b"],
    "ballots": [{"count": 2, "approvals": ["a"]}, {"approvals": ["b"]}],
}
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `count` on a file with this content."""
    monkeypatch.chdir(tmp_path)

    def running(content: str | bytes, *options: str, name: str = "file") -> Result:
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return CliRunner().invoke(app, ["count", name, *options])

    return running


def refused(result: Result) -> str:
    """Return what stands on stderr of a run that failed as it should, and said nothing else."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("\n")
    assert result.stderr.count("\n") == 1
    return result.stderr.removesuffix("\n")


@pytest.mark.parametrize("name", ["case.json", "case.txt", "case"])
def test_a_case_in_json_is_counted_by_its_own_method(run: Run, name: str) -> None:
    found = json.loads(run(json.dumps(CASE), name=name).stdout)
    assert (found["winners"], found["totals"]) == (["a"], {"a": 2, "b": 1})
    assert [step["act"] for step in found["steps"]] == ["tally", "elected"]


@pytest.mark.parametrize("name", ["votes.cat", "votes.txt"])
def test_a_file_is_known_by_what_stands_in_it(run: Run, name: str) -> None:
    found = json.loads(run(CATEGORIES, name=name).stdout)
    assert (found["method"], found["winners"], found["totals"]) == ("approval", [], {"a": 2, "b": 2, "c": 0}) or found[
        "tie"
    ]


def test_a_report_says_in_words_how_it_came_out(run: Run) -> None:
    shown = run(json.dumps(CASE), "--explain").stdout
    assert shown.startswith("Lunch\n\nHow this was counted: Approval\n")
    assert "1. Added up\nEvery mark is one vote for the option.\n\n    a 2\n    b 1\n" in shown
    assert "Result\nChosen: a.\n" in shown


def test_a_method_can_be_named_instead_of_the_usual_one(run: Run) -> None:
    unnamed = {key: value for key, value in CASE.items() if key != "method"}
    assert json.loads(run(json.dumps(unnamed), "--method", "approval").stdout)["winners"] == ["a"]
    assert "names its method" in refused(run(json.dumps(unnamed)))
    assert refused(run(CATEGORIES, "--method", "nonsense")).startswith(
        "file:1: there is no method 'nonsense'; there are"
    )


@pytest.mark.parametrize(("text", "usual"), [(ALGORITHM_123, "stv"), (TIED, "schulze")])
def test_a_ranking_is_counted_by_the_usual_method_or_the_ways_out_are_named(run: Run, text: str, usual: str) -> None:
    usable = [key for key, method in METHODS.items() if method.ballots is BallotKind.RANKING]
    result = run(text)
    if any(key.split("_")[0] == usual for key in usable):
        assert json.loads(result.stdout)["method"].split("_")[0] == usual
    else:
        assert refused(result).startswith("file:1: the file names no method; ")


def test_a_method_for_other_ballots_is_refused_with_the_ways_out(run: Run) -> None:
    assert refused(run(TIED, "--method", "approval")).startswith(
        "file:1: approval counts approvals, and the file holds rankings; "
    )


@pytest.mark.parametrize("key", [key for key, method in METHODS.items() if method.ballots is BallotKind.RANKING])
def test_every_ranked_method_counts_and_explains_a_file(run: Run, key: str) -> None:
    text = ALGORITHM_123.replace("4 2", "4 1", 1)
    assert json.loads(run(text, "--method", key).stdout)["method"] == key
    assert "Result" in run(text, "--method", key, "--explain").stdout


@pytest.mark.parametrize("key", [key for key, method in METHODS.items() if not method.several])
def test_a_method_for_one_seat_does_not_fill_several(run: Run, key: str) -> None:
    assert refused(run(ALGORITHM_123, "--method", key)).startswith("file:1: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "file:1: the file is empty"),
        (b" \n", "file:1: the file is empty"),
        (b"\xff\xfe1 1", "file:1: the text is not UTF-8"),
        (b"2 1\n1 1 0\n\xff", "file:3: the text is not UTF-8"),
        (b'{"method":\n "approval",\n', "file:3: not JSON: Expecting property name enclosed in double quotes"),
        (b"[" * 100_000, "file:1: not JSON that can be read: it is nested too deeply"),
        (b"[]", "file:1: a case is an object that names its method"),
        (b'{"method": "oracle"}', "file:1: not offered: 'oracle'"),
        (b'{"method": "approval"}', "file:1: ballots: Field required"),
        (b"hello", "file:1: this is no case in JSON, no BLT file and no PrefLib file"),
        (b"\n" * 50_000 + b"x", "file:1: this is no case in JSON, no BLT file and no PrefLib file"),
        (b"# a vote\n\n2 1 # for one\n1 1 2", "file:4: a ballot ends with 0"),
        (b"2 1\n1 1 2", "file:2: a ballot ends with 0"),
        (b"2 1\n1 1 2 0\n", "file:2: the file ends before the line with a single 0"),
        (b"2 1\n1 1 2 1 0\n", "file:2: the ballot names candidate 1 more than once; it has 3 preferences for 2"),
        (b"2 1\n" + b"9" * 5000 + b" 1 0\n", "file:2: the number of ballots has 5000 digits"),
        (b"# NUMBER ALTERNATIVES: 2\n", "file:1: alternative 1 of 2 has no name"),
    ],
)
def test_a_bad_file_gets_one_line_with_the_reason(run: Run, content: bytes, said: str) -> None:
    assert refused(run(content)).startswith(said)


def test_a_case_without_words_says_which_methods_have_them(run: Run) -> None:
    assert "has no words" in refused(run('{"method": "delegation"}', "--explain"))


def test_what_is_no_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    said = {name: refused(CliRunner().invoke(app, ["count", name])) for name in ("folder", "missing", "/dev/null")}
    assert said == {
        "folder": "folder: this is a directory",
        "missing": "missing: there is no such file",
        "/dev/null": "/dev/null: this is not a file",
    }
    assert "cannot be read" in refused(CliRunner().invoke(app, ["count", "x" * 5000]))
    with pytest.raises(BadFile, match="no file can be called so"):
        counted("a\0b")


def test_half_a_letter_in_a_name_is_written_as_json_has_it(run: Run) -> None:
    case = json.dumps({**CASE, "candidates": ["a", "b", "\ud800"]})
    assert json.loads(run(case).stdout)["totals"]["\ud800"] == 0
    assert run(case, "--explain").exit_code == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary() | st.text().map(str.encode), explain=st.booleans())
def test_no_content_gets_anything_but_an_outcome_or_a_line(tmp_path: Path, content: bytes, *, explain: bool) -> None:
    file = tmp_path / "random"
    file.write_bytes(content)
    with pytest.raises(BadFile, match=r"random:\d+: "):  # random bytes are never a whole election
        counted(str(file), explain=explain)


def test_a_hundred_thousand_different_ballots_are_read() -> None:
    chance, width = Random(7), 20
    lines = [" ".join(map(str, [1, *chance.sample(range(1, width + 1), width), 0])) for _ in range(100_000)]
    text = "\n".join([f"{width} 3", *lines, "0", *(f'"c{at}"' for at in range(width))])
    assert read_blt(text).polls[BallotKind.RANKING].roll == 100_000
