"""Every method of the registry stands in one table of axioms, and docs/methods.md shows the tables as they are."""

from pathlib import Path

import pytest

from bot.rules.counting.registry import METHODS
from tests.rules.counting import (
    test_axioms_choose,
    test_axioms_rank,
    test_axioms_rate,
    test_axioms_transfer,
    test_axioms_yes_no,
)

TABLES = [
    {method: {axiom: cell is None for axiom, cell in row.items()} for method, row in module.TABLE.items()}
    for module in (
        test_axioms_yes_no,
        test_axioms_choose,
        test_axioms_rank,
        test_axioms_transfer,
        test_axioms_rate,
    )
]
"""Whether a method holds an axiom."""

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods.md"
NAMES = {method.name: method.key for method in METHODS.values()}


def cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    return [cell.strip() for cell in line.strip("| ").split(" | ")]


def shown() -> dict[tuple[str, str], bool]:
    """What the page says, by method and axiom: "yes" at the beginning of a cell is yes."""
    found: dict[tuple[str, str], bool] = {}
    heads: list[str] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| | "):
            heads = cells(line[2:])
        elif line.startswith("| ---") or not line.startswith("|"):
            heads = heads if line.startswith("|") else []
        elif heads:
            label, *answers = cells(line)
            axiom = label[label.rindex("(") + 1 : -1].lower().replace(" ", "_").replace("-", "_")
            found |= {
                (key, axiom): {"yes": True, "no": False}[answer.split(",")[0]]
                for head, answer in zip(heads, answers, strict=True)
                for key in keys(head)
            }
    return found


def keys(head: str) -> list[str]:
    """The methods at the head of a column."""
    return [NAMES[name] for name in ([head] if head in NAMES else head.split(", "))]


def test_every_method_stands_in_one_table_and_only_methods_do() -> None:
    assert sorted(method for table in TABLES for method in table) == sorted(METHODS)


@pytest.mark.parametrize("method", METHODS)
def test_the_page_shows_the_answers_that_the_tests_hold_a_method_to(method: str) -> None:
    (row,) = [table[method] for table in TABLES if method in table]
    assert {axiom: answer for (key, axiom), answer in shown().items() if key == method} == row
