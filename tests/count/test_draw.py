"""`accord draw` draws a lot again from the file of a result, and so do the lines of Python in the documents."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.__main__ import app
from bot.count import BadFile, drawn_again
from bot.rules.lot import Drawing, commitment
from bot.ui.lot import full

SECRET = bytes(range(32))
CLOSES = datetime(2030, 1, 31, 12, tzinfo=UTC)
POOL = ("Größe 🌳", "b", "c", "d")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods.md"
[DOCUMENTED] = re.findall(r"```python\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
lines = st.text(min_size=1, max_size=5).map(lambda text: " ".join(text.split())).filter(len)


def drawing(pool: tuple[str, ...] = POOL, words: tuple[str, ...] = ("z", "ä", "a", "a")) -> Drawing:
    return Drawing(commitment(SECRET, pool), pool, pool, SECRET.hex(), words, CLOSES, CLOSES)


def written(folder: Path, lot: dict[str, Any]) -> str:
    file = folder / "count-1.json"
    file.write_text(json.dumps({"outcome": "adopted", "asked": {"lot": lot}}, ensure_ascii=False), encoding="utf-8")
    return str(file)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pool=st.lists(lines, min_size=1, max_size=5, unique=True).map(tuple), words=st.lists(lines, max_size=4).map(tuple)
)
def test_the_documented_lines_draw_what_the_file_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pool: tuple[str, ...], words: tuple[str, ...]
) -> None:
    lot = drawing(pool, words)
    before, sys.argv = sys.argv, ["draw.py", written(tmp_path, dict(full(lot)))]
    try:
        exec(compile(DOCUMENTED, "methods.md", "exec"), {})
    finally:
        sys.argv = before
    assert capsys.readouterr().out == "".join(f"{pool[place - 1]}\n" for place in lot.order)


def test_the_documented_lines_run_by_themselves(tmp_path: Path) -> None:
    line = [sys.executable, "-X", "utf8", "-c", DOCUMENTED, written(tmp_path, dict(full(drawing())))]
    done = subprocess.run(line, check=True, capture_output=True)
    assert done.stdout.decode().split("\n")[:-1] == [POOL[place - 1] for place in drawing().order]


def test_the_command_says_the_order_and_that_the_secret_fits(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["draw", written(tmp_path, dict(full(drawing())))])
    assert done.exit_code == 0
    assert "The secret fits the fingerprint." in done.output
    assert f"1. {POOL[drawing().order[0] - 1]}" in done.output


@pytest.mark.parametrize(
    "forged",
    [
        {"secret": "ab" * 32},
        {"pool": ["b", *POOL[1:]]},
        {"words": ["z"]},
        {"deadline": "2030-01-31T12:00:01Z"},
        {"drawn": [1, 2, 3, 4]},
        {"seed": "00"},
        {"void": "late"},
        {"revealed": (CLOSES + timedelta(hours=2)).isoformat()},
        {"words": ["a\nb"]},
    ],
    ids=lambda forged: next(iter(forged)),
)
def test_a_file_that_says_otherwise_is_found(tmp_path: Path, forged: dict[str, Any]) -> None:
    assert drawing().order != (1, 2, 3, 4)
    file = written(tmp_path, {**full(drawing()), **forged})
    with pytest.raises(BadFile):
        drawn_again(file)
    done = CliRunner().invoke(app, ["draw", file])
    assert done.exit_code == 2


def test_a_draw_that_is_void_is_said_to_be(tmp_path: Path) -> None:
    void = {**full(drawing()), "secret": "", "void": "missing", "seed": None, "drawn": []}
    assert drawn_again(written(tmp_path, void)) == "The draw is void: its secret is missing."


@pytest.mark.parametrize("text", ["", "{}", '{"asked": {"lot": null}}', "[1]", '{"asked": {"lot": {"secret": 7}}}'])
def test_another_file_is_refused_with_a_reason(tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match="no result with a lot"):
        drawn_again(str(file))
