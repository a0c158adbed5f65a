"""The verifier as somebody uses it who trusts nobody: what it says, and what it ends with."""

import json
import stat
import subprocess
import sys
from contextlib import redirect_stdout
from copy import deepcopy
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.records import NoDatabase, export, verify_database, write
from bot.rules.record import code_of, name_of
from bot.rules.record.errors import NothingCounted
from bot.services.receipt import receipts
from bot.ui.my.receipts import written
from tests.store.world import ANNA, BEN, CLEO, HOME
from tests.town import Town, person
from tests.verify.village import HAL, IDA, VERIFIER, Village

TOOL = Path(__file__).parents[2] / "verify.py"
Files = dict[str, dict[str, Any]]


@pytest.fixture
def trees(votes: Files, tmp_path: Path) -> Path:
    """The file of one vote."""
    path = tmp_path / "trees.json"
    path.write_text(json.dumps(votes["trees"]), encoding="utf-8")
    return path


def test_on_another_machine_a_file_and_python_are_enough(trees: Path) -> None:
    done = subprocess.run([sys.executable, "-I", TOOL, trees], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Decision 1, “Plant trees”: ADOPTED" in done.stdout
    assert "Yes 3, no 0, abstain 2; by 2:1" in done.stdout
    assert "Counted again: it comes out the same." in done.stdout
    assert "All is whole." in done.stdout


def test_it_ends_with_one_where_something_is_wrong_and_with_two_where_nothing_can_be_read(
    trees: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = trees.read_text(encoding="utf-8")
    trees.write_text(text.replace("Twelve of them.", "Thirteen of them."), encoding="utf-8")
    assert VERIFIER.main([str(trees)]) == 1
    assert "WRONG: Decision 1: its title or text is not the one that was voted on." in capsys.readouterr().out
    for broken in ("{", "[]", '{"format": "accord-record/2"}', text.replace('"before"', '"before": "", "before"')):
        trees.write_text(broken, encoding="utf-8")
        assert VERIFIER.main([str(trees)]) == 2
    assert VERIFIER.main([str(trees.parent / "nothing.json")]) == 2
    assert capsys.readouterr().out == ""


def test_a_title_cannot_write_to_the_terminal(votes: Files, trees: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forged = json.loads(json.dumps(votes["trees"]))
    forged["decisions"][0]["title"] = "\x1b[2J\u202eAll is whole"
    trees.write_text(json.dumps(forged), encoding="utf-8")
    assert VERIFIER.main([str(trees)]) == 1
    assert not {"\x1b", "\u202e"} & {*capsys.readouterr().out}


def test_a_receipt_says_what_became_of_it(village: Village, votes: Files, trees: Path) -> None:
    said = {name: _told(trees, "--receipt", code) for name, code in _codes(village, votes["trees"]).items()}
    assert "it says: yes. It is the voter's last, and it was counted" in said["BEN 0"]
    assert "has taken its place" in said["CLEO 0"]
    assert "it says: abstain" in said["CLEO 1"]
    assert "no ballot of this voter was counted" in said["ANNA 1"]
    assert "its voter was no member any more" in said["HAL 0"]


def test_a_receipt_without_its_line_is_named(trees: Path) -> None:
    assert "WRONG: Receipt 0000-0000 is for no line here" in _told(trees, "--receipt", "0000-0000", ends=1)


def test_the_file_of_my_receipts_can_be_held_against_a_record(
    village: Village, whole: dict[str, Any], tmp_path: Path
) -> None:
    mine, record = tmp_path / "receipts.json", tmp_path / "record.json"
    found = village.town.ask(receipts, person(BEN))
    mine.write_text(written(found), encoding="utf-8")
    record.write_text(json.dumps(whole), encoding="utf-8")
    secret = {str(village.decisions["secret"].id): village.stubs[BEN], "999": village.stubs[CLEO]}
    assert json.loads(mine.read_text(encoding="utf-8"))["stubs"] == {}
    mine.write_text(written(replace(found, stubs=secret)), encoding="utf-8")
    assert _told(record, "--receipt", str(mine)).count("it was counted") == len(village.decisions)


def test_a_stub_shows_its_paper_and_that_it_says_what_was_cast(village: Village, votes: Files, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    record.write_text(json.dumps(votes["secret"]), encoding="utf-8")
    told = _told(record, "--stub", village.stubs[BEN], "--stub", village.stubs[CLEO].upper())
    assert "It says: “Rye” 1, as was cast with line" in told
    assert "It says: “Rye” 1, “Brioche” 1, as was cast" in told
    assert "The stub is for no paper here" in _told(record, "--stub", village.stubs[HAL], ends=1)
    forged = deepcopy(votes["secret"])
    (paper,) = (one for one in forged["decisions"][0]["papers"] if one["name"] == name_of(village.stubs[BEN]))
    paper["ballot"] = [0, 1, 0]
    record.write_text(json.dumps(forged), encoding="utf-8")
    assert "which is not what was cast with it" in _told(record, "--stub", village.stubs[BEN], ends=1)


def test_of_a_secret_vote_a_key_and_a_receipt_show_that_one_voted_and_not_what(
    village: Village, votes: Files, tmp_path: Path
) -> None:
    record, number = tmp_path / "record.json", village.decisions["secret"].id
    record.write_text(json.dumps(votes["secret"]), encoding="utf-8")
    key = village.town.ask(lambda unit, who: unit.persons.key(HOME, who, number), BEN)
    assert "they voted; the ballot says: what nobody can tell" in _told(record, "--key", str(key))
    (about,) = [one for one in village.town.ask(receipts, person(BEN)).found if one.proposal_id == number]
    first, last = (code_of(line.hash) for line in about.lines)
    assert "is among those of the close" in _told(record, "--receipt", last)
    assert "has taken its place" in _told(record, "--receipt", first)


def test_a_key_shows_a_name_and_the_way_of_the_vote(village: Village, trees: Path) -> None:
    number = village.decisions["trees"].id

    def key(member: int) -> str:
        found = village.town.ask(lambda unit, who: unit.persons.key(HOME, who, number), member)
        assert found
        return found

    assert "they voted; the ballot says: yes." in _told(trees, "--key", key(BEN))
    assert f"their vote went to {village.town.name(CLEO, number)}; that ballot says: abstain" in _told(
        trees, "--key", key(IDA)
    )
    assert "nobody to whom their vote could go did" in _told(trees, "--key", key(ANNA).upper())
    assert "no member any more when it closed" in _told(trees, "--key", key(HAL))
    assert "its owner was left out" in _told(trees, "--key", "0" * 64, ends=1)


def test_a_method_that_it_does_not_know_is_said_in_one_line(votes: Files, trees: Path) -> None:
    trees.write_text(json.dumps(votes["equal_shares"]), encoding="utf-8")
    said = _told(trees)
    assert "NOT COUNTED AGAIN: the method 'equal_shares'; its inputs are whole." in said
    assert "comes out the same" not in said


def test_the_whole_database_is_checked_beside_a_running_accord(village: Village, whole: dict[str, Any]) -> None:
    said: list[str] = []
    assert verify_database(village.town.store.url, said.append)
    assert said == [f"Community {HOME}: {len(whole['lines'])} lines, 9 counted votes"]


def test_a_table_has_a_row_for_everybody_and_no_formula(village: Village) -> None:
    number = village.decisions["veto"].id
    table = export(village.town.store.url, number, None, table=True, say=print)
    rows = [row.split(",") for row in table.splitlines()]
    assert len(rows) == 10
    assert sum("voted" in row for row in rows) == 3
    assert "The roof leaks." in table


def test_what_is_written_belongs_to_its_owner_alone_and_takes_nobodys_place(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    write("{}", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        write("", path)


def test_nothing_is_exported_that_is_not_there(town: Town, tmp_path: Path) -> None:
    with pytest.raises(NoDatabase):
        export(f"sqlite:///{tmp_path}/none.db", 1, None, table=False, say=print)
    running = town.propose(town.found())
    with pytest.raises(NothingCounted):
        export(town.store.url, running.id, None, table=False, say=print)


def test_the_command_line_exports_and_verifies(
    village: Village, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCORD_DATABASE_URL", village.town.store.url)
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    assert run(app, ["export", "--community", str(HOME), "--to", "all.json"]).exit_code == 0
    assert run(app, ["verify", "all.json"]).exit_code == 0
    assert run(app, ["verify", "all.json", "--receipt", "0000-0000"]).exit_code == 1
    assert run(app, ["verify", "--database"]).exit_code == 0
    assert run(app, ["export", "--proposal", "999"]).exit_code == 2


def _told(path: Path, *arguments: str, ends: int = 0) -> str:
    """Return what the verifier says of a file."""
    with redirect_stdout(StringIO()) as said:
        assert VERIFIER.main([str(path), *arguments]) == ends
    return said.getvalue()


def _codes(village: Village, record: dict[str, Any]) -> dict[str, str]:
    """Return the receipts of ballots by their voter and number."""
    number, codes = village.decisions["trees"].id, {}
    for member, called in ((ANNA, "ANNA"), (BEN, "BEN"), (CLEO, "CLEO"), (HAL, "HAL")):
        name = village.town.name(member, number)
        lines = [line for line in record["lines"] if line.get("actor") == name]
        codes |= {f"{called} {at}": code_of(line["hash"]) for at, line in enumerate(lines)}
    return codes


def test_what_somebody_holds_against_a_broken_file_is_answered(
    village: Village, votes: Files, trees: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = _codes(village, votes["trees"])
    forged = json.loads(json.dumps(votes["trees"]))
    forged["decisions"][0]["ballots"] = []
    trees.write_text(json.dumps(forged), encoding="utf-8")
    assert "it says: nothing that is in this file" in _told(trees, "--receipt", codes["BEN 0"], ends=1)
    del forged["decisions"][0]["roll"]
    trees.write_text(json.dumps(forged), encoding="utf-8")
    assert "cannot be found in what is here" in _told(trees, "--key", "0" * 64, ends=1)
    assert VERIFIER.main([str(trees), "--head", "12"]) == VERIFIER.main([str(trees), "--receipt", "4F2A"]) == 2
    assert "a head is written as" in capsys.readouterr().err
