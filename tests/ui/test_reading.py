"""Long texts and everything that was said are read whole, page by page, and each page is safe by itself."""

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.text import TEXT_LIMIT
from bot.ui.clean import clean_block, parted, visible
from bot.ui.difference import difference, paged_difference
from bot.ui.pages import PAGE, Said, pages
from bot.ui.reading import Book, Spot, What, ways_on

WORDS = "".join(f"Word{number} " for number in range(600))[:TEXT_LIMIT].strip()
CHANGED = WORDS.replace("Word7 ", "Word7 and *more* ").replace("Word300 ", "")


def letters(text: str) -> str:
    """Return the letters that one sees of a text."""
    return "".join(text.replace("\u200b", "").replace("\\", "").split())


def turned(book: Book, what: What, version: int = 0) -> list[str]:
    """Return the pages that one sees who presses "More" until the end."""
    page = book.page(Spot(what, version))
    shown = [page.text]
    while onward := [spot for label, spot in ways_on(page, len(book.texts)) if label.startswith("More")]:
        page = book.page(onward[0])
        shown.append(page.text)
    return shown


def test_a_long_text_is_read_whole_in_pages_that_say_where_one_is() -> None:
    shown = turned(Book("Bread *day*", [WORDS]), What.TEXT)
    assert [text.split("\n")[0] for text in shown] == [
        f"-# **Bread \\*day\\*** · read it all · page {page} of {len(shown)}" for page in range(1, len(shown) + 1)
    ]
    assert "".join("".join(text.split("\n")[1:]) for text in shown).replace(" ", "") == WORDS.replace(" ", "")


def test_one_goes_from_version_to_version_and_to_what_has_changed() -> None:
    book = Book("Bread", [WORDS, CHANGED, "Short."])
    last = book.page(Spot(What.TEXT))
    assert [label for label, _ in ways_on(last, 3)] == ["What has changed", "Version 2"]
    first = book.page(Spot(What.TEXT, 1, 99))
    assert "version 1 of 3 · page 3 of 3" in first.text
    assert [label for label, _ in ways_on(first, 3)] == ["◀ Back", "Version 2"]
    changes = turned(book, What.CHANGES, 2)
    assert "**and \\*more\\***" in changes[0]
    assert "~~Word300~~" in "".join(changes)
    assert "Word200" not in "".join(changes), "what stayed is cut where it is long"


@given(st.text(max_size=400), st.integers(2, 60))
def test_the_parts_of_a_text_have_every_letter_of_it_and_no_more_room(text: str, room: int) -> None:
    parts = parted(text, room)
    assert all(0 < len(part) <= room for part in parts)
    if visible(text).strip():
        assert letters("".join(parts)) == letters(clean_block(text))


def test_a_part_that_begins_within_a_line_begins_no_heading_and_no_list() -> None:
    for part in parted("word # not a heading - nor a list 1. of this " * 9, 22):
        assert not part.startswith(("#", "-", "1. "))


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=3_000)), max_size=9))
def test_pages_hold_everything_said_and_fit_into_a_message(said: list[tuple[str, str]]) -> None:
    found = pages(Said(f"▹ {number} {clean_block(head)}", words) for number, (head, words) in enumerate(said))
    assert all(len(page) <= PAGE for page in found)
    assert [f"▹ {number} " in "\n".join(found) for number in range(len(said))] == [True] * len(said)


def test_a_difference_is_told_in_words_and_a_pattern_of_few_words_is_shown_as_it_is() -> None:
    assert difference("We bake on Mondays at noon.", "We bake on Tuesdays at noon.", 200) == (
        "We bake on ~~Mondays~~ **Tuesdays** at noon."
    )
    assert paged_difference("a b " * 999, "b a " * 999) == parted("b a " * 999, PAGE)
    long = "x" * TEXT_LIMIT
    assert all(len(page) <= PAGE for page in paged_difference(f"a b c d {long[:3_900]}", f"a b c e {long[:3_900]}"))
