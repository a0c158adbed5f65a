"""Every count has a picture that is the same everywhere, and a twin that says what it shows."""

import re
import struct
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise, product
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Act, Count, Step, Tie
from bot.rules.counting.registry import METHODS
from bot.rules.majority import Outcome
from bot.ui.pictures import drawn, paint, sketched
from bot.ui.pictures.font import clamped, width, wrapped
from bot.ui.pictures.grades import patterns, shade
from bot.ui.pictures.scene import Scene
from bot.ui.words import amount
from tests.ui import counts

SVG = "{http://www.w3.org/2000/svg}"
TITLE = "Who speaks for us?"
GRADES = ("excellent", "good", "poor", "reject")

CASES: dict[str, tuple[Callable[[], Count], Family]] = {
    "approvals": (counts.approvals, Family.CHOOSE),
    "tied": (counts.tied, Family.CHOOSE),
    "pairs": (counts.pairs, Family.RANK),
    "rounds": (counts.rounds, Family.RANK),
    "seats": (counts.seats, Family.RANK),
    "grades": (counts.grades, Family.RATE),
    "runoff": (counts.runoff, Family.RATE),
    "yes_no": (counts.yes_no, Family.YES_NO),
}


def scene_of(count: Count, family: Family, options: Sequence[str] = counts.NAMES, *, several: bool = False) -> Scene:
    listed = ("yes", "no") if family is Family.YES_NO else tuple(options)
    return Scene(count, listed, counts.method_of(family, several=several), TITLE)


def twin_of(count: Count, family: Family, options: Sequence[str] = counts.NAMES) -> str:
    return sketched(scene_of(count, family, options), GRADES)[1]


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.fixture(params=CASES)
def scene(request: pytest.FixtureRequest) -> Scene:
    make, family = CASES[request.param]
    return scene_of(make(), family)


def test_a_count_is_drawn_twice_with_the_same_bytes_at_full_width(scene: Scene) -> None:
    first, second = (drawn(scene.count, scene.options, scene.method, TITLE, grade_names=GRADES) for _ in range(2))
    assert first == second
    assert struct.unpack(">I", first[0][16:20]) == (paint.WIDTH * 3 // 2,)


def test_a_picture_and_its_twin_begin_with_the_result_and_name_question_and_method(scene: Scene) -> None:
    svg, twin = sketched(scene, GRADES)
    assert texts(svg)[:2] == [scene.headline(), TITLE]
    assert twin.startswith(f"{scene.headline()}. {TITLE} ")
    assert "Counted by Our method." in twin
    assert any(line.startswith("Our method: Say what you like.") for line in texts(svg))


def test_no_letter_is_smaller_than_eleven_pixels_on_a_phone_390_wide(scene: Scene) -> None:
    svg = sketched(scene, GRADES)[0]
    assert min(map(int, re.findall(r'font-size="(\d+)"', svg))) * 390 >= 11 * paint.WIDTH


def test_bars_say_numbers_winner_quorum_and_who_missed_it() -> None:
    twin = twin_of(counts.approvals(), Family.CHOOSE)
    assert "Anna 12 votes, winner; Ben 8; Cara 8; Dilan 2, below the quorum of 5. Quorum: 5." in twin
    shown = texts(sketched(scene_of(counts.approvals(), Family.CHOOSE))[0])
    assert {"Anna", "winner", "12", "Dilan", "below the quorum of 5", "quorum 5"} <= set(shown)


def test_a_quorum_of_voters_is_not_drawn_across_points() -> None:
    twin = twin_of(counts.approvals(), Family.RATE)
    assert "Anna 12 points, winner" in twin
    assert "Dilan, below the quorum of 5." in twin
    assert "Quorum:" not in twin


def test_of_rankings_in_rounds_votes_are_counted_and_no_points() -> None:
    tally = Step(Act.TALLY, counts.NAMES, dict.fromkeys(counts.NAMES, 3), {"round": 1})
    assert "Anna 3 votes, winner" in twin_of(counts.won("Anna", steps=[tally]), Family.RANK)


def test_a_tie_names_who_is_tied_who_won_and_fractions_to_two_places() -> None:
    twin = twin_of(counts.tied(), Family.CHOOSE)
    assert twin.startswith("Tie: Ben, Cara.")
    assert "Ben 8, tied; Cara 8, tied; Dilan 2.33" in twin
    assert "Winners without doubt: Anna." in twin


def test_a_tie_that_an_order_settled_is_told() -> None:
    settled = Count(Outcome.ADOPTED, ("Ben",), Tie(("Ben", "Cara"), 1), {"Ben": 2, "Cara": 2}, ())
    assert "The order for ties decided between Ben, Cara." in twin_of(settled, Family.CHOOSE)


def test_fifty_options_show_fifteen_bars_and_say_how_many_more() -> None:
    names = tuple(f"Option {number}" for number in range(50))
    numbers = {name: 100 - at for at, name in enumerate(names)}
    count = counts.won(*names[:17], steps=[Step(Act.TALLY, names, numbers)], totals=numbers)
    svg, twin = sketched(scene_of(count, Family.CHOOSE, names))
    assert texts(svg).count("winner") == 15
    assert "… and 35 more, 2 of them winners" in texts(svg)
    assert re.search(r"; … and \d+ more options\.", twin)


def test_a_lot_shows_who_was_drawn_and_no_numbers() -> None:
    twin = twin_of(counts.approvals(), Family.LOT)
    assert twin.startswith("Drawn: Anna.")
    assert "Anna, drawn; Ben; Cara;" in twin


def test_funded_options_are_called_so() -> None:
    paid = Step(Act.ELECTED, ("Anna",), facts={"cost": 100, "left": 3})
    assert twin_of(counts.won("Anna", steps=[paid], totals={"Anna": 3}), Family.CHOOSE).startswith("Funded: Anna.")


def test_pairs_stand_in_the_order_of_the_result_and_say_who_beats_whom() -> None:
    svg, twin = sketched(scene_of(counts.pairs(), Family.RANK))
    assert [words for words in texts(svg) if words in counts.NAMES] == list(reversed(counts.NAMES))
    assert "Dilan beats Cara 21 to 19; Dilan beats Ben 22 to 18; Dilan beats Anna 23 to 17;" in twin
    assert "Left out: Cara over Dilan, 12 to 9.33." in twin


@pytest.mark.parametrize(("big", "columns"), [(1, 10), (20, 8), (1_000_000, 3)])
def test_as_many_pairs_are_shown_as_have_room_for_exact_numbers(big: int, columns: int) -> None:
    names = tuple(f"Option {number}" for number in range(12))
    shown = texts(sketched(scene_of(counts.pairs(names, big), Family.RANK, names))[0])
    assert sum(words.startswith("Option") for words in shown) == columns
    assert amount(21 * big) in shown
    assert f"{12 - columns} more options not shown" in " ".join(shown)


def test_rounds_say_who_left_with_how_many_votes_and_where_they_went() -> None:
    svg, twin = sketched(scene_of(counts.rounds(), Family.RANK))
    assert "Round 1: Anna 40, Ben 30, Cara 20, Dilan 10; out Dilan; " in twin
    assert "from Dilan moved to Anna 1, Ben 1, Cara 1, exhausted 7." in twin
    assert {"winner, round 3", "out, round 1", "out, round 2", "Exhausted", "Round 3"} <= set(texts(svg))


def test_where_a_count_does_not_say_where_votes_went_the_next_round_does() -> None:
    told, untold = counts.rounds(), counts.rounds(told=False)
    assert sketched(scene_of(told, Family.RANK)) == sketched(scene_of(untold, Family.RANK))


def test_a_surplus_is_shown_with_quota_and_what_was_lost() -> None:
    scene = scene_of(counts.seats(), Family.RANK, several=True)
    svg, twin = sketched(scene)
    assert twin.startswith("2 winners: Anna, Ben.")
    assert "elected Anna; from Anna moved to Ben 7.11, Cara 1.11, exhausted 0.78." in twin
    assert "Quota: 21." in twin
    assert {"quota 21", "elected, round 1", "elected, round 3", "19.11"} <= set(texts(svg))


def test_of_many_rounds_the_first_the_last_and_the_decisive_ones_are_shown() -> None:
    names = tuple(f"Option {number}" for number in range(40))
    svg, twin = sketched(scene_of(counts.rounds(names), Family.RANK, names))
    shown = texts(svg)
    assert "Round 1" in shown
    assert "Round 39" in shown
    assert "… 32 more rounds not shown" in shown
    assert "Round 1: Option 0 400," in twin
    assert "Round 39: Option 0 438, Option 1 428; exhausted" in twin


def test_grades_are_told_best_first_with_the_lower_median_in_words() -> None:
    twin = twin_of(counts.grades(), Family.RATE)
    assert "Anna, winner, median excellent: excellent 7, good 2, poor 1;" in twin
    assert "Ben, median poor: excellent 2, good 3, poor 3, reject 2;" in twin
    assert "Cara, median reject: excellent 1, good 1, poor 2, reject 6." in twin


def test_without_words_grades_are_numbers_and_a_median_may_be_half_way() -> None:
    twin = sketched(scene_of(counts.grades(), Family.RATE))[1]
    assert "Ben, median 1.50: 3 2, 2 3, 1 3, 0 2;" in twin


def test_one_grade_more_than_words_stands_for_no_answer() -> None:
    svg, twin = sketched(scene_of(counts.grades(), Family.RATE), ("good", "fair", "bad"))
    assert "Ben, median fair: good 2, fair 3, bad 3, no answer 2;" in twin
    assert "no answer" in texts(svg)


def test_a_hundred_grades_are_shown_in_groups() -> None:
    step = Step(Act.GRADES, ("Anna",), matrix=((1,) * 101,))
    twin = sketched(scene_of(counts.won("Anna", steps=[step]), Family.RATE))[1]
    assert "median 50: 91–100 10, 81–90 10," in twin  # noqa: RUF001 - a range


def test_a_runoff_shows_scores_and_the_final() -> None:
    svg, twin = sketched(scene_of(counts.runoff(), Family.RATE))
    assert "Anna 40 points, finalist; Ben 38, winner;" in twin
    assert "Final: Anna preferred by 6, Ben by 9, 2 level." in twin
    assert {"6 Anna", "9 Ben", "2 level"} <= set(texts(svg))


def test_yes_and_no_show_quorum_and_threshold_and_who_took_part() -> None:
    twin = twin_of(counts.yes_no(quorum=5, needed=7), Family.YES_NO)
    assert twin.startswith("Adopted.")
    assert "Yes 9 votes; No 3; Abstained 1. Quorum: 5. Threshold: 7." in twin
    helped = twin_of(counts.yes_no(quorum=12, turnout=13, without_no=10), Family.YES_NO)
    assert "13 took part; the quorum is 12. The votes against helped to reach that quorum." in helped


def test_each_chamber_is_told() -> None:
    whole = counts.yes_no(agreeing=1, chambers=2)
    chambers = tuple(
        Step(Act.TALLY, ("yes", "no"), {"yes": yes, "no": no}, {"chamber": name, "passes": passes})
        for name, yes, no, passes in (("North", 7, 0, "yes"), ("South", 2, 3, "no"))
    )
    twin = twin_of(Count(whole.outcome, whole.winners, None, whole.totals, whole.steps + chambers), Family.YES_NO)
    assert "In favour: 1 of 2 groups. North: yes 7, no 0: in favour. South: yes 2, no 3: not in favour." in twin


def test_every_method_on_offer_has_a_picture_of_an_empty_count() -> None:
    for method in METHODS.values():
        empty = Count(Outcome.NO_QUORUM, (), None, {}, ())
        assert sketched(Scene(empty, (), method, TITLE))[1].startswith("No quorum.")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_stands_out_from_whatever_it_stands_on() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    for letters, ground in product(paint.LETTERS, paint.GROUNDS):
        assert contrast(letters, ground) >= 4.5, (letters, ground)
    for number in range(1, 12):
        for colour in set(re.findall("#[0-9a-f]{6}", patterns(number))):
            assert contrast(paint.BLACK, colour) >= 4.5, colour


def test_pictures_use_no_other_letters_and_neighbouring_grades_differ_in_pattern(scene: Scene) -> None:
    svg = sketched(scene, GRADES)[0]
    used = {element.get("fill") for element in ET.fromstring(svg).iter(f"{SVG}text")}
    assert used <= {*paint.LETTERS, paint.BLACK}
    shapes = [re.sub("#[0-9a-f]{6}|grade[0-9]+", "", part) for part in patterns(11).split("<pattern ")[1:]]
    assert all(one != other for one, other in pairwise(shapes))
    assert len({shade(grade, 11) for grade in range(11)}) == 11


def test_words_are_measured_in_their_font_and_cut_to_fit() -> None:
    # DejaVu Sans: "m" is 1995 and "i" 569 of 2048 units wide; the bold "m" is 2134
    assert (width("m", 2048), width("i", 2048), width("m", 2048, bold=True)) == (1995, 569, 2134)
    assert clamped("short", 16, 100) == "short"
    cut = clamped("a name that is far too long", 16, 100)
    assert cut.endswith("…")
    assert width(cut, 16) <= 100 < width(cut[:-1] + "xxx…", 16)
    assert clamped("e\u0301" * 40, 16, 100).removesuffix("…")[-1] == "\u0301"


@given(st.text(max_size=60), st.integers(8, 30), st.integers(30, 400))
def test_clamped_and_wrapped_words_never_leave_their_room(words: str, size: int, room: int) -> None:
    assert width(clamped(words, size, room), size) <= room
    rows = wrapped(words, size, room, 3)
    assert len(rows) <= 3
    assert all(width(row, size) <= room for row in rows)


def test_points_by_pairs_are_bars_and_a_load_is_told_with_more_places_and_what_wins() -> None:
    points = Step(Act.TALLY, counts.NAMES, dict.fromkeys(counts.NAMES, 7))
    count = counts.won("Anna", steps=[*counts.pairs().steps, points])
    assert "Anna 7 points, winner; Ben 7;" in twin_of(count, Family.RANK)
    load = Step(Act.TALLY, ("Anna", "Ben"), {"Anna": Fraction(1, 26), "Ben": Fraction(1, 25)}, {"measure": "load"})
    svg, twin = sketched(scene_of(counts.won("Anna", steps=[load]), Family.CHOOSE))
    assert "Round 1: Ben 0.0400, Anna 0.0385." in twin
    assert "The numbers are the load of each option; the least wins." in twin
    assert "votes that moved on" not in texts(svg)


def test_who_was_struck_before_grades_were_counted_is_told() -> None:
    struck = Step(Act.STRUCK, ("Dilan",), {"Dilan": 1}, {"quorum": 5})
    svg, twin = sketched(scene_of(counts.won("Anna", steps=[struck, *counts.grades().steps]), Family.RATE), GRADES)
    assert "reject 6; Dilan: below the quorum of 5." in twin
    assert "Dilan: below the quorum of 5." in texts(svg)


def test_vetoes_and_lukewarm_support_are_told() -> None:
    for fact, words in (("vetoes", "too many vetoes: 2"), ("warm", "too little warm support")):
        struck = Step(Act.STRUCK, ("Cara",), {"Cara": 2}, {fact: 0})
        assert f"Cara, {words}, median reject" in twin_of(
            counts.won("Anna", steps=[*counts.grades().steps, struck]), Family.RATE
        )


def test_numbers_are_exact_to_two_places_however_large() -> None:
    assert amount(Fraction(10**30 + 1, 3)) == "333,333,333,333,333,333,333,333,333,333.67"
    assert amount(Fraction(-5, 2)) == "-2.50"
    assert (amount(1204), amount(Fraction(1204)), amount(Fraction(1, 26), 4)) == ("1,204", "1,204", "0.0385")


numbers = st.one_of(st.integers(-5, 60), st.integers(0, 10**30), st.fractions(0, 10**6))
names = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(["</text>", "&lt;\0", "🎉" * 300, "\u202eabc", "]]>", "\u0663 \u200f", " "]),
    ),
    max_size=50,
    unique=True,
)


@st.composite
def counted(draw: st.DrawFn) -> Scene:
    """Make a count that no method gives: any steps in any order, about any options."""
    options = draw(names)
    some = st.lists(st.sampled_from(options), unique=True, max_size=8) if options else st.just([])
    facts = st.dictionaries(
        st.sampled_from(
            ["round", "exhausted", "quorum", "quota", "lost", "level", "kept", "cost", "turnout", "measure"]
        ),
        st.one_of(numbers.filter(lambda number: number >= 0), st.just("no")),
        max_size=4,
    )

    def step(act: Act) -> Step:
        about = tuple(draw(some))
        width = draw(st.integers(0, 8))
        matrix = tuple(tuple(draw(numbers) for _ in range(width)) for _ in about)
        return Step(act, about, {option: draw(numbers) for option in about}, draw(facts), matrix)

    winners, level, last = (tuple(draw(some)) for _ in range(3))
    steps = tuple(step(act) for act in draw(st.lists(st.sampled_from(Act), max_size=9)))
    tie = Tie(level, draw(st.sampled_from([None, 1]))) if level else None
    totals = {option: draw(numbers) for option in last}
    outcome = draw(st.sampled_from(Outcome))
    order = tuple((option,) for option in options) if draw(st.booleans()) else ()
    method: Method = counts.method_of(draw(st.sampled_from(Family)), several=draw(st.booleans()))
    return Scene(
        Count(outcome, winners, tie, totals, steps, order), tuple(options), method, draw(st.text(max_size=300))
    )


@settings(max_examples=120, deadline=None)
@given(counted(), st.lists(st.text(max_size=40), max_size=8))
def test_any_count_is_drawn_within_the_picture_and_told_within_the_limit(scene: Scene, grade_names: list[str]) -> None:
    svg, twin = sketched(scene, grade_names)
    assert 0 < len(twin) <= paint.TWIN_LIMIT
    picture = ET.fromstring(svg)
    height = int(picture.get("viewBox", "").split()[-1])
    assert 100 < height < 2_500
    for shape in picture.iter(f"{SVG}rect"):
        x, wide = int(shape.get("x", 0)), int(shape.get("width", 0))
        assert x >= 0
        assert 0 < wide <= paint.WIDTH - x
    for words in picture.iter(f"{SVG}text"):
        assert paint.LEFT // 2 <= int(words.get("x", "0")) <= paint.RIGHT + 20
        assert 0 < int(words.get("y", "0")) < height
        if words.get("text-anchor") == "start":
            bold = words.get("font-weight") == "bold"
            end = int(words.get("x", "0")) + width(words.text or "", int(words.get("font-size", "0")), bold=bold)
            assert end <= paint.WIDTH
    for coordinate in re.findall(r"-?\d+\.\d+", svg):
        assert abs(float(coordinate)) < 2_500


@settings(max_examples=15, deadline=None)
@given(counted())
def test_any_count_becomes_a_png(scene: Scene) -> None:
    assert drawn(scene.count, scene.options, scene.method, scene.title)[0].startswith(b"\x89PNG")
