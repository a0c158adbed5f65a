"""What the documents say of the methods, for as many methods as there are."""

from pathlib import Path

import pytest

from bot.rules.counting.method import Method
from bot.rules.counting.registry import METHODS

METHODS_PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods.md"


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_every_method_has_its_section_with_its_settings(method: Method) -> None:
    text = METHODS_PAGE.read_text(encoding="utf-8")
    assert f"### {method.name}\n" in text
    section = text.split(f"### {method.name}\n")[1].split("\n### ")[0]
    assert all(f"`{setting.key}`" in section for setting in method.settings)
