"""The page on threats names tests that are there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_that_the_page_on_threats_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/threats.md").read_text()))
    there = {
        node.name
        for file in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert len(named) > 20
    assert named - there == set()
