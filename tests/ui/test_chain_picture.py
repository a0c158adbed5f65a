"""A chain is drawn so that its end is known by shape and word, and told in the same words."""

import re
import struct
from collections.abc import Callable
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.chain import Chain, ChainEnd
from bot.ui.pictures import paint
from bot.ui.pictures.chain import drawn, sketched
from bot.ui.pictures.font import drawable, width

SVG = "{http://www.w3.org/2000/svg}"
TITLE = "Plant a tree?"
NAMES = {1: "Ana", 2: "Bo", 3: "Cy"}
EVIL = [
    "</text><script>",
    "&amp;\0",
    "🎉" * 300,
    "\u202eabc",
    "]]>",
    "שלום",
    "a\n\nb",
    "\u200b",
    "{}",
    "{0.name}",
    "%s",
]


def name(member: int) -> str:
    return NAMES.get(member, f"Member {member}")


def picture(
    members: tuple[int, ...], end: ChainEnd, *, voted: bool | None = False, called: Callable[[int], str] = name
) -> tuple[str, str]:
    return sketched(Chain(members, end), called, TITLE, voted=voted)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def shapes(svg: str) -> list[str]:
    """Return what is drawn, without its colours and words, and without the dashes of a line."""
    bare = re.sub(r' (?:fill|stroke|stroke-dasharray)="[^"]*"', "", re.sub(r"<text.*?</text>", "", svg))
    return re.findall(r"<(?:path|circle|rect)[^>]*>", bare)


WAITING = "Whoever comes first on this way and votes, speaks for you. If nobody does, your vote is lost."
AHEAD = "Whoever comes first on this way and votes, speaks for you. Vote yourself, and yours counts."
LOST = "Your vote is lost unless somebody on this way votes. Vote yourself, and it counts."
HEARD = "That ballot counts for you. Vote yourself, and yours counts."
TWINS = [
    ((1, 2), ChainEnd.VOTES, True, f"Bo has voted for you. You → Bo, who has voted. {HEARD}"),
    (
        (1, 2, 3),
        ChainEnd.NO_DELEGATE,
        False,
        f"Your vote waits for Cy. You → Bo → Cy, who has not voted yet. {WAITING}",
    ),
    (
        (1, 2),
        ChainEnd.NOBODY,
        False,
        f"Your vote waits for Bo. You → Bo, who has not voted yet, hands it on to nobody. {WAITING}",
    ),
    ((1, 2), ChainEnd.NOT_ELIGIBLE, False, f"Your vote is lost at Bo. You → Bo, who cannot vote here. {LOST}"),
    (
        (1, 2, 3, 2),
        ChainEnd.CYCLE,
        False,
        f"Your vote goes round in a loop. You → Bo → Cy, who hands it back to Bo. {LOST}",
    ),
    ((1, 2, 3), ChainEnd.NO_DELEGATE, None, f"Your vote would go to Cy. You → Bo → Cy, who comes last. {AHEAD}"),
    (
        (1,),
        ChainEnd.NO_DELEGATE,
        False,
        "You have not voted yet. You hand your vote to nobody. Nobody else votes for you: if you do not, it is lost.",
    ),
]


@pytest.mark.parametrize(("members", "end", "voted", "twin"), TWINS)
def test_a_chain_is_told_from_hand_to_hand(
    members: tuple[int, ...], end: ChainEnd, voted: bool | None, twin: str
) -> None:
    assert picture(members, end, voted=voted)[1] == f"Plant a tree? {twin}"


def test_of_a_long_chain_the_first_three_hops_and_the_end_are_drawn() -> None:
    svg, twin = picture((1, 2, *range(4, 13)), ChainEnd.NO_DELEGATE)
    assert "You → Bo → Member 4 → Member 5 → … 6 more … → Member 12, who has not voted yet." in twin
    shown = texts(svg)
    assert [words for words in shown if words.startswith(("You", "Bo", "Member", "…")) and "vote" not in words] == [
        "You",
        "Bo",
        "Member 4",
        "Member 5",
        "… 6 more …",
        "Member 12",
    ]


def test_no_two_ends_have_the_same_shape_or_the_same_word() -> None:
    members = {end: (1, 2, 1) if end is ChainEnd.CYCLE else (1, 2) for end in ChainEnd}
    drawings = {end: picture(members[end], end, voted=end is ChainEnd.VOTES) for end in ChainEnd}
    for one, other in combinations(ChainEnd, 2):
        assert shapes(drawings[one][0]) != shapes(drawings[other][0])
        assert drawings[one][1] != drawings[other][1]


@pytest.mark.parametrize(("back", "place"), [(1, 0), (2, 1), (9, 4), (12, 5)])
def test_a_loop_leads_back_to_whom_it_began_with_also_where_they_are_left_out(back: int, place: int) -> None:
    svg, _ = picture((1, 2, *range(4, 13), back), ChainEnd.CYCLE)
    (start, end) = re.findall(r"M\d+ (\d+)H\d+q-10 0 -10 -10V(\d+)q0 -10", svg)[0]
    assert (int(start) - 6, int(end) - 4) == (138 + 68 * 5, 138 + 68 * place)


def test_a_ballot_that_is_there_or_not_decides_what_is_said_of_a_chain_that_finds_a_person() -> None:
    assert picture((1, 2), ChainEnd.NO_DELEGATE, voted=True) == picture((1, 2), ChainEnd.VOTES, voted=True)
    assert picture((1, 2), ChainEnd.VOTES, voted=False) == picture((1, 2), ChainEnd.NO_DELEGATE, voted=False)
    assert picture((1, 2), ChainEnd.NOT_ELIGIBLE, voted=True) == picture((1, 2), ChainEnd.NOT_ELIGIBLE)


def test_a_chain_is_drawn_twice_with_the_same_bytes_at_full_width() -> None:
    first, second = (drawn(Chain((1, 2, 3, 1), ChainEnd.CYCLE), name, TITLE, voted=False)[0] for _ in range(2))
    assert first == second
    assert struct.unpack(">I", first[16:20]) == (paint.WIDTH * 3 // 2,)


def test_a_name_from_right_to_left_does_not_turn_the_arrows_of_the_twin() -> None:
    _, twin = picture((1, 2, 3), ChainEnd.VOTES, voted=True, called=lambda _: "שלום")
    assert "You → שלום\u200e → שלום\u200e, who has voted." in twin


def test_emoji_that_no_font_has_are_told_and_not_drawn() -> None:
    svg, twin = picture((1, 2), ChainEnd.VOTES, voted=True, called=lambda _: "Bo 🌱👩‍🌾")
    assert "Bo 🌱👩‍🌾 has voted for you." in twin
    assert texts(svg)[0] == "Bo has voted for you"
    assert (drawable("🌱"), drawable("日 本"), drawable("☀ sun")) == ("", "日 本", "☀ sun")
    svg, twin = picture((1, 2), ChainEnd.VOTES, voted=True, called=lambda _: "🌱")
    assert "🌱 has voted for you." in twin
    assert texts(svg)[0] == "a member has voted for you"


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """Make any chain: people who differ, and for a loop the last once more."""
    people = draw(st.lists(st.integers(1, 40), min_size=1, max_size=14, unique=True))
    end = draw(st.sampled_from(ChainEnd))
    return Chain((*people, draw(st.sampled_from(people))) if end is ChainEnd.CYCLE else tuple(people), end)


@settings(max_examples=40, deadline=None)
@given(
    chains(),
    st.lists(st.one_of(st.text(max_size=40), st.sampled_from(EVIL)), min_size=1, max_size=5),
    st.text(max_size=200),
    st.sampled_from([True, False, None]),
)
def test_any_chain_of_any_names_is_drawn_within_the_picture_and_told_within_the_limit(
    chain: Chain, names: list[str], title: str, voted: bool | None
) -> None:
    svg, twin = sketched(chain, lambda member: names[member % len(names)], title, voted=voted)
    assert 0 < len(twin) <= paint.TWIN_LIMIT
    assert "\u202e" not in twin
    drawing = ET.fromstring(svg)
    height = int(drawing.get("viewBox", "").split()[-1])
    for words in drawing.iter(f"{SVG}text"):
        size, bold = int(words.get("font-size", "0")), words.get("font-weight") == "bold"
        assert size >= paint.SMALLEST
        assert 0 < int(words.get("y", "0")) < height
        assert int(words.get("x", "0")) + width(words.text or "", size, bold=bold) <= paint.WIDTH
