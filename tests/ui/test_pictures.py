"""Pictures are the same bytes everywhere and say all that their text twin says."""

import struct
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.majority import AbsoluteMajority, SimpleMajority, Supermajority
from bot.ui.pictures.font import width
from bot.ui.pictures.paint import SMALLEST, TWIN_LIMIT, WIDTH
from bot.ui.pictures.svg import render, svg_text
from bot.ui.pictures.yes_no import _svg, result_bars
from tests.ui.decisions import result_of

votes = st.integers(0, 2_000_000)
thresholds = st.sampled_from(
    [
        SimpleMajority(),
        AbsoluteMajority(),
        Supermajority(2, 1),
        Supermajority(1, 0),
        Supermajority(999_999, 1),
    ]
)


def test_a_result_is_drawn_twice_with_the_same_bytes_at_full_width() -> None:
    first, second = result_bars(*result_of()), result_bars(*result_of())
    assert first == second
    assert struct.unpack(">I", first[0][16:20]) == (WIDTH * 3 // 2,)


def test_the_twin_says_outcome_numbers_and_rule() -> None:
    twin = result_bars(*result_of())[1]
    assert twin.startswith("Adopted. 9 yes, 3 no, 1 abstained.")
    assert "needs 2/3 of votes cast and at least 5 in favour" in twin


@settings(max_examples=40, deadline=None)
@given(votes, votes, votes, votes, thresholds, st.integers(1, 10_000_000))
def test_any_result_stays_inside_the_picture(
    yes: int, no: int, abstain: int, away: int, threshold: SimpleMajority, quorum: int
) -> None:
    result, rules = result_of(yes, no, abstain, yes + no + abstain + away, threshold, quorum)
    picture = ET.fromstring(_svg(result, rules))
    for shape in picture.iter("{http://www.w3.org/2000/svg}rect"):
        assert float(shape.get("x", 0)) + float(shape.get("width", 0)) <= WIDTH
    for words in picture.iter("{http://www.w3.org/2000/svg}text"):
        assert int(words.get("font-size", "0")) >= SMALLEST
        if words.get("text-anchor") == "start":
            bold = words.get("font-weight") == "bold"
            end = int(words.get("x", "0")) + width(words.text or "", int(words.get("font-size", "0")), bold=bold)
            assert end <= WIDTH
    assert len(result_bars(result, rules)[1]) <= TWIN_LIMIT


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30))
def test_any_text_can_stand_in_a_picture(text: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{svg_text(text)}</text></svg>'
    assert render(svg).startswith(b"\x89PNG")
    assert len(ET.fromstring(svg)) == 1
