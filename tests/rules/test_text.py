"""Texts of members are kept as they are read: what nobody sees is taken out, what holds nothing to read is refused."""

import pytest

from bot.rules.errors import BlankText, TextTooLong
from bot.rules.text import usable


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  Plant \t trees\n", "Plant trees"),
        ("Plant\u200b trees\u202e", "Plant trees"),
        ("Pl\u3164ant\ue000 trees", "Plant trees"),
        ("Plant\u00a0trees", "Plant trees"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("?!", "?!"),
        ("²", "²"),
    ],
    ids=["spaces", "invisible", "filler and private", "no-break space", "joined emoji", "signs", "digit"],
)
def test_a_line_is_read_without_what_cannot_be_seen(written: str, read: str) -> None:
    assert usable(written, "title", 90) == read


def test_lines_are_kept_where_a_text_may_have_several() -> None:
    assert usable("\n Why: \n\n  - shade  \n", "text", 90, lines=True) == "Why:\n\n  - shade"


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("written", ["", " \n ", "\u200b\u2800", "\u200d", "\u0301"])
def test_a_text_of_which_nothing_can_be_read_is_refused(written: str, lines: bool) -> None:
    with pytest.raises(BlankText) as refused:
        usable(written, "aim", 90, lines=lines)
    assert refused.value.field == "aim"


def test_a_text_may_be_as_long_as_the_limit_counted_after_cleaning() -> None:
    assert usable("x" * 90 + "\u200b ", "title", 90) == "x" * 90
    with pytest.raises(TextTooLong) as refused:
        usable("x" * 91, "title", 90)
    assert (refused.value.field, refused.value.length, refused.value.limit) == ("title", 91, 90)
