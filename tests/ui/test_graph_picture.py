"""The delegations of a circle are drawn so that who carries much is seen at once, and nobody finds themselves."""

import random
import re
import struct
from cmath import rect
from collections.abc import Mapping
from itertools import combinations
from math import tau
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.ui.pictures import paint
from bot.ui.pictures.bloom import shape
from bot.ui.pictures.blossom import Blossom, unit_of
from bot.ui.pictures.font import width
from bot.ui.pictures.forest import Forest, Root, forest
from bot.ui.pictures.garden import view
from bot.ui.pictures.graph import drawn, sketched
from bot.ui.pictures.petals import Scale, petals
from bot.ui.pictures.rows import packed
from tests.ui.groves import GARDEN, ROLL, TIES, Edges, branching, groves, pairs, path, random_grove, relabelled, star

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {1: "Ana", 2: "Bo", 3: "Cy", 4: "Di", 5: "Ed", 6: "Flo", 7: "Gus", 8: "Hal", 9: "Ida", 10: "Jo", 11: "Kim"}
NAMES |= {12: "Lea", 13: "Max", 14: "Nia", 15: "Ole", -1: "Xi"}
EVIL = ["</text><script>", "&amp;\0", "🎉" * 300, "\u202eabc", "]]>", "שלום", "a\n\nb", "\u200b", "{}", "W" * 90]
GROVES = groves(120)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_the_twin_says_who_delegates_how_much_comes_together_and_what_is_lost() -> None:
    assert sketched(ROLL, GARDEN, "Garden", cap=3)[1] == (
        "Garden. 10 of 15 delegate, in the end to 2 people; 3 vote for themselves. Votes in one hand: 5 and 2. "
        "Most on the way to others: 3 and 2. The longest way has 3 steps. "
        "1 loop holds 4 votes: lost unless somebody in it votes. "
        "1 vote ends with somebody who cannot vote: lost unless somebody on the way votes. "
        "1 person would carry more than the cap of 3 votes."
    )


def test_with_names_the_twin_says_in_whose_hand_votes_come_together() -> None:
    twin = sketched(ROLL, GARDEN, "Garden", names=lambda member: NAMES[member])[1]
    assert "Votes in one hand: Ana 5 and Flo 2." in twin
    assert "cap" not in twin


@pytest.mark.parametrize(
    ("roll", "edges", "twin"),
    [
        (range(0), {}, "Garden. Nobody delegates."),
        (range(1), {}, "Garden. Nobody delegates; 1 person votes for themselves."),
        (range(2), {1: 0}, "Garden. 1 of 2 delegates, in the end to 1 person. Votes in one hand: 2."),
        (range(4), {0: 1, 1: 0, 2: 3, 3: 2}, "Garden. 4 of 4 delegate. 2 loops hold 4 votes: lost unless somebody in"),
        (range(50), pairs(20), "in the end to 20 people; 10 vote for themselves. Votes in one hand: 2 (20 times)."),
    ],
)
def test_few_words_are_enough_where_there_is_little_to_say(roll: range, edges: Edges, twin: str) -> None:
    assert twin in sketched(roll, edges, "Garden")[1]


def test_of_many_numbers_the_twin_says_the_largest() -> None:
    edges, first = dict[int, int | None](), 0
    for people in range(2, 12):
        edges |= {first + each: first for each in range(1, people)}
        first += people
    twin = sketched(range(first), edges, "Garden")[1]
    assert "Votes in one hand: 11, 10, 9, 8, 7, 6 and 4 more of 2 to 5." in twin


def test_all_numbers_stand_in_the_picture_and_every_shape_is_explained() -> None:
    shown = texts(sketched(ROLL, GARDEN, "Garden", cap=3)[0])
    assert shown[:2] == ["10 of 15 delegate", "Garden"]
    assert sorted(words for words in shown if words.isdigit()) == ["1", "2", "2", "3", "4", "5"]
    assert {
        "3 vote for themselves",
        "a person who delegates",
        "1 loop holds 4 votes: lost unless somebody in it votes",
    } <= {*shown}
    assert "1 person would carry more than the cap of 3 votes" in shown
    assert not any("loop" in words or "cap" in words for words in texts(sketched(range(3), {1: 0}, "Garden")[0]))


def test_votes_that_end_with_somebody_who_has_left_are_nobodys_to_cast() -> None:
    svg, twin = sketched(range(4), dict.fromkeys(range(4), -1), "Garden", cap=3)
    assert twin == (
        "Garden. 4 of 4 delegate. 4 votes end with somebody who cannot vote: lost unless somebody on the way votes."
    )
    assert 'stroke-dasharray="6 3"' not in svg


def test_no_two_ends_have_the_same_shape() -> None:
    def bare(root: Root | None) -> str:
        return re.sub(r' (?:fill|stroke)="[^"]*"', "", shape(root)[0])

    for one, other in combinations([None, *Root], 2):
        assert bare(one) != bare(other)


def test_trees_of_one_shape_are_drawn_once_with_how_often() -> None:
    shown = texts(sketched(range(60), pairs(23) | {46: 47, 48: 47}, "Garden")[0])
    assert [words for words in shown if words in {"2", "3"}] == ["3", "2"]
    assert "× 23" in shown  # noqa: RUF001 - as many times


def test_those_who_vote_for_themselves_are_one_block_of_as_many_rings() -> None:
    svg = sketched(range(140), star(3), "Garden")[0]
    assert "137 vote for themselves" in texts(svg)
    rings = [path for path in ET.fromstring(svg).iter(f"{SVG}path") if path.get("stroke-width") == "1.6"]
    assert [ring.get("d", "").count("M") for ring in rings] == [137]


@pytest.mark.parametrize("people", [5, 20, 100, 500])
def test_a_circle_is_drawn_twice_with_the_same_bytes_at_full_width(people: int) -> None:
    first, second = (drawn(range(people), random_grove(people), "Garden", cap=3)[0] for _ in range(2))
    assert first == second
    wide, high = struct.unpack(">II", first[16:24])
    assert wide == paint.WIDTH * 3 // 2
    assert high < 2 * wide


@pytest.mark.parametrize("edges", [star(10_000), path(10_000), random_grove(10_000), pairs(5_000), {}])
def test_of_ten_thousand_a_picture_shows_no_more_than_can_be_told_apart(edges: Mapping[int, int | None]) -> None:
    trees = forest(range(10_000), edges)
    found = view(trees)
    assert found.seen.size <= 56
    assert found.fits
    drawn_votes = sum(blossom.weight * times for blossom, times in found.seen.blossoms)
    assert drawn_votes + sum(tree.weight for tree in found.seen.rest) + len(trees.alone) == 10_000
    assert len(sketched(range(10_000), edges, "Garden")[0]) < 60_000


@pytest.mark.parametrize(
    ("people", "unit"), [(700, 1), (701, 2), (1_401, 5), (3_501, 10), (7_001, 20), (700_000, 1_000)]
)
def test_a_dot_stands_for_more_people_where_there_are_many(people: int, unit: int) -> None:
    assert unit_of(Forest((), {}, {}, tuple(range(people)), 0)) == unit


@settings(max_examples=25, deadline=None)
@given(st.one_of(st.just((list(range(1, 22)), TIES)), GROVES), st.randoms(use_true_random=False))
def test_without_names_the_picture_is_the_same_whoever_is_who(
    grove: tuple[list[int], Edges], chance: random.Random
) -> None:
    assert sketched(*relabelled(*grove, chance), "Garden", cap=3) == sketched(*grove, "Garden", cap=3)


@settings(max_examples=25, deadline=None)
@given(GROVES)
@example((list(range(9)), path(9)))
@example((list(range(31)), branching(31, 5)))
@example((list(range(157)), branching(157, 12)))
@example((list(range(60)), random_grove(60)))
@example((list(range(90)), random_grove(90) | pairs(9, 70)))
def test_no_blossom_stands_on_another_or_outside(grove: tuple[list[int], Edges]) -> None:
    found = view(forest(*grove))
    room = (paint.RIGHT - paint.LEFT) / found.zoom
    placed = [(complex(spot.x, spot.y) + one.at, one.reach) for spot in found.spots for one in spot.box.placed]
    for at, reach in placed:
        assert reach - 0.1 <= at.real <= room - reach + 0.1
        assert reach - 0.1 <= at.imag <= found.high - reach + 0.1
    for (one, reach), (other, far) in combinations(placed, 2):
        assert abs(one - other) >= reach + far - 0.1


@given(st.integers(0, 300), st.integers(0, 9), st.floats(-3.1, 3.1), st.sampled_from([1, 10]))
def test_dots_stand_apart_within_reach_and_leave_arrows_free(others: int, arrows: int, turn: float, unit: int) -> None:
    blossom, scale = Blossom(Root.PERSON, 1, others + 1, others), Scale(3.0, unit)
    ways = [turn + tau * arrow / arrows for arrow in range(arrows)]
    places = list(petals(blossom, ways, scale))
    assert len(places) == -(-others // unit)
    assert all(abs(place) + 3.2 <= scale.reach(blossom, len(ways)) for place in places)
    assert all(abs(one - other) > 7 for one, other in combinations(places, 2))
    assert all(abs(rect(abs(place), way) - place) > 9 for place in places for way in ways)


def test_with_names_whoever_carries_stands_above_those_who_hand_on_to_them() -> None:
    shown = texts(sketched(ROLL, GARDEN, "Garden", names=lambda member: NAMES[member])[0])
    assert shown[2:21] == [
        "Ana", "5", "Bo", "Cy", "3", "Di", "2", "Ed",
        "Loop of 3: Hal, Ida, Jo", "4", "Kim",
        "Flo", "2", "Gus",
        "Xi: cannot vote", "1", "Lea",
        "3 vote for themselves", "Max, Nia, Ole",
    ]  # fmt: skip


def test_with_names_those_who_carry_most_have_a_line_and_the_rest_is_counted() -> None:
    edges = star(6) | pairs(40, 6)
    svg, twin = sketched(range(86), edges, "Garden", names=lambda member: f"M{99 - member}")
    shown = texts(svg)
    assert shown[2:5] == ["M99", "6", "M94, M95, M96, M97, M98"]
    assert shown.count("2") == 15
    assert {"M15", "M43"} <= {*shown}
    assert "M45" not in shown
    assert "and 25 pairs" in shown
    assert "M99 6, M15 2, M17 2, M19 2, M21 2, M23 2 and 35 more of 2." in twin


def test_of_many_names_as_many_stand_there_as_fit_and_how_many_more_there_are() -> None:
    assert packed(["Ana", "Bo", "Cy"], 300, 1) == ["Ana, Bo, Cy"]
    rows = packed([f"Member {number}" for number in range(100)], 300, 2)
    assert rows[0] == "Member 0, Member 1, Member 2,"
    assert rows[1] == "Member 3, Member 4 and 95 more"
    assert all(width(row, 16) <= 300 for row in rows)


@settings(max_examples=25, deadline=None)
@given(GROVES, st.lists(st.one_of(st.text(max_size=40), st.sampled_from(EVIL)), max_size=5), st.text(max_size=200))
def test_any_delegations_of_any_names_are_drawn_within_the_picture_and_told_within_the_limit(
    grove: tuple[list[int], Edges], names: list[str], title: str
) -> None:
    called = (lambda member: names[member % len(names)]) if names else None
    svg, twin = sketched(*grove, title, names=called, cap=3)
    assert 0 < len(twin) <= paint.TWIN_LIMIT
    assert "\u202e" not in svg + twin
    drawing = ET.fromstring(svg)
    height = int(drawing.get("viewBox", "").split()[-1])
    assert height <= 1_300
    for words in drawing.iter(f"{SVG}text"):
        size, bold = int(words.get("font-size", "0")), words.get("font-weight") == "bold"
        assert size >= paint.SMALLEST
        assert words.get("fill") in {*paint.LETTERS, paint.BLACK}
        if words.get("text-anchor") == "start":
            assert int(words.get("x", "0")) + width(words.text or "", size, bold=bold) <= paint.WIDTH
