"""The handbook of processes says what the code does."""

from pathlib import Path

from bot.ui.proceeding.handbook import handbook

PAGE = Path(__file__).parents[2] / "docs" / "processes.md"


def test_the_page_is_the_one_that_the_code_writes() -> None:
    assert PAGE.read_text(encoding="utf-8") == handbook(), "write it anew with `make handbook`"
