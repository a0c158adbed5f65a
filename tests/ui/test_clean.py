"""Members' words are shown as typed and do nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.clean import clean, clean_block, plain

LIVE = re.compile(
    r"@everyone|@here|<@[!&]?\d+>|<#\d+>|</[^>]+:\d+>|<t:-?\d+(?::\w)?>|<a?:\w+:\d+>|<id:\w+>"
    r"|discord\.gg/|discord(?:app)?\.com/+invite",
    re.IGNORECASE,
)
TRAPS = [
    "@everyone",
    "@here",
    "<@1>",
    "<@!12>",
    "<@&12>",
    "<#12>",
    "</circle join:12>",
    "<t:12:R>",
    "<:fire:12>",
    "<a:fire:12>",
    "<id:customize>",
    "https://discord.gg/abc",
    "discordapp.com/invite/abc",
    "Discord.COM//invite/abc",
    "\u200b",
    "\u202e",
    "\u200d",
    "\u3164",
    "\\",
    "<",
    "@",
    "\n",
    "https://a.b/<@1>",
    "every",
    "one",
]
words = st.lists(st.sampled_from(TRAPS) | st.text(max_size=5), max_size=12).map("".join)


@given(words, st.none() | st.integers(1, 60))
def test_no_text_holds_a_live_mention_or_invite(text: str, limit: int | None) -> None:
    for shown in (clean(text, limit), clean_block(text, limit)):
        assert not LIVE.search(shown), shown
        assert limit is None or len(shown) <= limit


@given(words)
def test_one_line_stays_one_line(text: str) -> None:
    assert len(clean(text).splitlines()) <= 1


@given(st.text(alphabet="ab \u200b\u200e\u202e\u2066\ufeff\u00ad", max_size=30))
def test_hidden_letters_are_gone(text: str) -> None:
    assert set(clean(text)) <= set("ab ")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# Big", "\\# Big"),
        ("-# small", "\\-# small"),
        ("- item", "\\- item"),
        ("+ item", "\\+ item"),
        ("12. item", "12\\. item"),
        ("> quote", "\\> quote"),
        (">>> quote", "\\>\\>\\> quote"),
        ("**b** __u__ ~~s~~ ||x||", "\\*\\*b\\*\\* \\_\\_u\\_\\_ \\~\\~s\\~\\~ \\|\\|x\\|\\|"),
        ("```py", "\\`\\`\\`py"),
        ("[bank](https://a.b)", "\\[bank\\](https://a.b)"),
        ("Costs 3.50 - or C# #1", "Costs 3.50 - or C# #1"),
        ("I <3 it", "I <3 it"),
        ("https://a.b/c_d_e", "https://a.b/c_d_e"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("", ""),
    ],
)
def test_markdown_shows_as_typed(typed: str, shown: str) -> None:
    assert clean(typed) == shown


def test_a_block_keeps_its_lines_and_escapes_at_each_beginning() -> None:
    assert clean_block("one\n# two\r\n\n\n\n- three") == "one\n\\# two\n\n\\- three"


def test_a_long_text_ends_in_an_ellipsis_and_never_within_an_escape() -> None:
    assert clean("a" * 20, 10) == "a" * 9 + "…"
    assert clean("****", 4) == "\\*…"


def test_a_thread_is_named_as_its_proposal_was_typed_on_one_line_and_within_the_limit() -> None:
    assert plain("**Bread**\nday \u202e@here", 100) == "**Bread** day @here"
    assert plain("x" * 200, 100) == "x" * 99 + "…"
