"""How a result was counted, in words that fit a phone and files that fit a recount."""

import csv
import io
import json
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.method import Method
from bot.rules.counting.outcome import Act, Count, Step, Tie
from bot.rules.counting.poll import BallotKind, Ballots, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.majority import Outcome
from bot.rules.numbers import Number
from bot.ui.counting import explained, full, report, table
from bot.ui.counting.columns import columns_of
from bot.ui.counting.numbers import fitted, said, told_apart
from tests.rules.counting.polls import polls

APPROVAL = METHODS["approval"]
THREE = ("ada", "bo", "cy")
BIG = st.integers(0, 10**40)
NUMBERS: st.SearchStrategy[Number] = st.one_of(st.integers(0, 200), BIG, st.fractions(0, 10**6), st.fractions(0, 3))


def counted(*steps: Step, outcome: Outcome = Outcome.ADOPTED, tie: Tie | None = None) -> Count:
    return Count(outcome, ("ada",), tie, {"ada": 1}, steps)


def words(*steps: Step, method: Method = APPROVAL, **names: str) -> str:
    return "\n".join(page.text for page in explained(counted(*steps), method, names))


EXAMPLES: dict[Act, tuple[Step, list[str]]] = {
    Act.TALLY: (
        Step(Act.TALLY, THREE, {"ada": 3, "bo": Fraction(1, 3)}, {"round": 2, "exhausted": 4}),
        ["Round 2", "4 of the votes rank none of those still in.", "ada 3", "bo  ⅓"],
    ),
    Act.STRUCK: (
        Step(Act.STRUCK, ("bo",), {"bo": 2}, {"quorum": 3}),
        ["Struck", "bo: fewer than the 3 votes in favour that each option needs.", "bo 2"],
    ),
    Act.PAIRWISE: (
        Step(Act.PAIRWISE, THREE, matrix=((0, 5, 6), (4, 0, 7), (3, 2, 0))),
        ["In row A under B: the votes that put A above B.", "A (ada) beats every other option.", "B 4 · 7"],
    ),
    Act.PATHS: (
        Step(Act.PATHS, THREE, facts={"strength": "margins"}, matrix=((0, 5, 6), (4, 0, 7), (3, 2, 0))),
        ["as strong as the weakest defeat in it", "A defeat is as strong as its lead.", "C 3 2 ·"],
    ),
    Act.DEFEAT: (
        Step(Act.DEFEAT, ("bo", "ada"), facts={"votes": 12, "against": 9, "kept": "no"}),
        ["the weakest defeats among them are left out", "A > B 12 : 9 out"],
    ),
    Act.QUOTA: (
        Step(Act.QUOTA, facts={"quota": Fraction(101, 4), "seats": 2, "votes": 75}),
        ["Whoever reaches 25.25 votes is elected.", "75 votes share 2 seats."],
    ),
    Act.ELECTED: (Step(Act.ELECTED, ("ada",), {"ada": 30}), ["Elected", "ada 30"]),
    Act.EXCLUDED: (Step(Act.EXCLUDED, ("bo",), {"bo": 3}), ["Out of the count", "bo 3"]),
    Act.TRANSFERRED: (
        Step(Act.TRANSFERRED, ("ada",), {"bo": 5}, {"value": Fraction(1, 6), "exhausted": 2, "lost": Fraction(1, 100)}),
        ["From ada to the next option", "a value of ⅙", "2 go no further", "0.01 is lost", "bo 5"],
    ),
    Act.TIED: (
        Step(Act.TIED, ("bo", "cy"), facts={"by": "order"}),
        ["bo and cy are level.", "The order for ties, set before the count, decides"],
    ),
    Act.GRADES: (
        Step(Act.GRADES, THREE, facts={"grades": "poor, good"}, matrix=((1, 2), (3, 4), (5, 6))),
        ["how many votes gave A each grade", "good 2 4 6\npoor 1 3 5"],
    ),
    Act.RUNOFF: (
        Step(Act.RUNOFF, ("ada", "bo"), {"ada": 12, "bo": 10}, {"level": 2}),
        ["ada and bo: how many votes prefer each.", "2 of the votes prefer neither.", "ada 12"],
    ),
}


@pytest.mark.parametrize("act", Act)
def test_every_act_has_its_words_and_its_numbers(act: Act) -> None:
    step, expected = EXAMPLES[act]
    assert step.act is act
    shown = words(step)
    assert [part for part in expected if part not in shown] == []


def test_a_defeat_that_would_close_a_circle_is_left_out_of_those_that_are_kept() -> None:
    kept = Step(Act.DEFEAT, ("bo", "ada"), facts={"votes": 12, "against": 9, "kept": "yes"})
    out = Step(Act.DEFEAT, ("ada", "bo"), facts={"votes": 8, "against": 7, "kept": "no"})
    shown = words(kept, out)
    assert "would close a circle" in shown
    assert "12 : 9 kept" in shown
    assert "8 : 7  out" in shown


@pytest.mark.parametrize(
    ("outcome", "said_of_it"), [(Outcome.ADOPTED, "Adopted."), (Outcome.NOT_ADOPTED, "Not adopted")]
)
def test_a_question_of_yes_or_no_is_adopted_or_not_and_nothing_is_chosen(outcome: Outcome, said_of_it: str) -> None:
    facts: dict[str, Number | str] = {"agreeing": 1, "chambers": 2, "abstained": 0}
    tally = Step(Act.TALLY, ("yes", "no"), {"yes": 3, "no": 2}, facts)
    shown = explained(Count(outcome, (), None, {}, (tally,)), METHODS["double_majority"])[-1].text
    assert said_of_it in shown
    assert "1 of 2 groups in favour." in shown
    assert "hosen" not in shown
    assert "abstained" not in shown


def test_of_several_winners_a_tie_says_for_how_many_seats() -> None:
    count = Count(Outcome.TIE, ("cy", "di"), Tie(("ada", "bo"), 1), {}, ())
    assert "ada and bo are level for 1 seat, and nothing decides" in explained(count, APPROVAL)[-1].text


def test_a_lot_draws_without_a_word_of_ties() -> None:
    tied = Step(Act.TIED, ("ada", "bo"), facts={"by": "order"})
    count = Count(Outcome.ADOPTED, ("ada",), Tie(("ada", "bo"), 1), {}, (tied,))
    shown = explained(count, METHODS["lot"])[-1].text
    assert "Chosen: ada." in shown
    assert "level" not in shown


@pytest.mark.parametrize("act", Act)
def test_a_bare_step_and_facts_that_nobody_knows_are_told_too(act: Act) -> None:
    assert words(Step(act))
    if act is not Act.DEFEAT:
        assert "Noted: new fact: 9⅓." in words(Step(act, facts={"new_fact": Fraction(28, 3)}))


def test_what_is_none_is_not_told() -> None:
    shown = words(Step(Act.TALLY, THREE, {"ada": 3}, {"round": 1, "exhausted": 0, "quorum": 0}))
    assert "rank none" not in shown
    assert "in favour" not in shown


def test_defeats_in_a_row_share_one_table() -> None:
    first, second = EXAMPLES[Act.DEFEAT][0], Step(Act.DEFEAT, ("ada", "cy"), facts={"votes": 3, "against": 1})
    assert words(first, second).count("Defeats, the strongest first") == 1


def test_a_turnout_quorum_is_not_told_as_votes_in_favour() -> None:
    facts = {"abstained": 1, "quorum": 5, "turnout": 6, "without_no": 4}
    shown = words(Step(Act.TALLY, ("ada",), {"ada": 3}, facts))
    assert "At least 5 were asked to take part.\n6 did.\nWithout those who said no it were 4." in shown
    assert "in favour" not in shown


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (1204, "1,204"),
        (Fraction(25, 2), "12.5"),
        (Fraction(28, 3), "9⅓"),
        (Fraction(2, 3), "⅔"),
        (Fraction(64, 7), "9⅐"),
        (Fraction(10, 7), "1 3/7"),
        (Fraction(123456789, 100000), "1,234.56789"),
        (Fraction(1000, 777), "≈1.28700"),
        (Fraction(-25, 2), "-12.5"),
        (10**30, "1.000e30"),
        (10**30 + 1, "≈1.000e30"),
    ],
)
def test_numbers_are_written_as_people_read_them(number: Number, text: str) -> None:
    assert said(number) == text


@given(st.fractions(0, 10**4))
def test_a_number_without_the_sign_for_rounded_is_exact(number: Fraction) -> None:
    text = said(number)
    glyphs = {"⅓": " 1/3", "⅔": " 2/3", "⅙": " 1/6", "⅚": " 5/6", "⅐": " 1/7", "⅑": " 1/9"}
    plain = "".join(glyphs.get(letter, letter) for letter in text.replace(",", "").removeprefix("≈"))
    value = sum(map(Fraction, plain.split()))
    assert abs(value - number) <= (Fraction(1, 2 * 10**5) if text.startswith("≈") else 0)


def test_rounded_numbers_that_differ_look_different_side_by_side() -> None:
    one, other = Fraction(1000, 777), Fraction(1000, 777) + Fraction(1, 10**8)
    assert said(one) == said(other)
    assert len(set(told_apart([one, other]))) == 2


@given(NUMBERS, st.integers(10, 20))
def test_a_number_in_a_table_keeps_to_its_column(number: Number, room: int) -> None:
    assert len(fitted(number, room)) <= room
    assert len(told_apart([number, 1], room)[0]) <= room


NAMES = st.text(max_size=120)


@st.composite
def counts(draw: st.DrawFn) -> tuple[Count, dict[str, str]]:
    """Counts of any make, as no method may ever give them."""
    options = [f"o{at}" for at in range(draw(st.integers(1, 30)))]
    some = st.lists(st.sampled_from(options), unique=True, max_size=len(options))
    fact = st.one_of(NUMBERS, st.text(max_size=200))
    keys = ("round", "exhausted", "abstained", "quorum", "needed", "ratio", "votes", "against", "kept", "value", "lost",
            "by", "level", "seats", "cost", "left", "other_thing")  # fmt: skip

    def step() -> Step:
        act, listed = draw(st.sampled_from(Act)), draw(some)
        square = act in {Act.PAIRWISE, Act.PATHS, Act.GRADES}
        number = draw(NUMBERS)
        matrix = tuple(tuple(number + at for at in range(len(listed))) for _ in listed) if square else ()
        numbers = {each: draw(NUMBERS) for each in listed[:6]}
        return Step(act, tuple(listed), numbers, draw(st.dictionaries(st.sampled_from(keys), fact, max_size=4)), matrix)

    steps = tuple(step() for _ in range(draw(st.integers(0, 4))))
    tie = draw(st.none() | st.builds(Tie, st.just(tuple(options)), st.none() | st.integers(1, 5)))
    order = draw(st.sampled_from([(), (tuple(options),), tuple((each,) for each in options)]))
    count = Count(draw(st.sampled_from(Outcome)), tuple(draw(some)), tie, {}, steps, order)
    return count, draw(st.dictionaries(st.sampled_from(options), NAMES, max_size=4))


@given(counts(), st.sampled_from(list(METHODS.values())))
def test_every_page_fits_a_screen_and_every_table_a_phone(made: tuple[Count, dict[str, str]], method: Method) -> None:
    count, names = made
    pages = explained(count, method, names)
    assert max(len(page.text) for page in pages) <= 1_800
    for page in pages:
        parts = page.text.split("```")
        assert len(parts) % 2 == 1
        assert all(columns_of(line) <= 34 for part in parts[1::2] for line in part.split("\n"))
    assert report(count, method, names)
    list(csv.reader(io.StringIO(table(count, names))))


@given(st.data())
@pytest.mark.parametrize("key", METHODS)
def test_every_method_explains_its_counts(key: str, data: st.DataObject) -> None:
    method = METHODS[key]
    poll = data.draw(polls(method))
    count = method.count(poll)
    shown = "\n".join(page.text for page in explained(count, method))
    assert method.sentence in shown
    assert "**Result**" in shown
    assert "Noted:" not in shown
    assert json.loads(json.dumps(full(count, {})))["outcome"] == count.outcome


def test_names_are_safe_to_show_wherever_they_stand() -> None:
    shown = words(EXAMPLES[Act.ELECTED][0], EXAMPLES[Act.PAIRWISE][0], ada="```@everyone **x**", bo="\u202e", cy="")
    outside = "".join(shown.split("```")[::2])
    assert "@everyone" not in outside
    assert "**x**" not in outside
    assert "'''@everyone" in shown
    assert "\u202e" not in shown
    assert "(no name)" in shown


def test_names_that_look_alike_when_shortened_get_letters() -> None:
    tuesday, thursday = "Move the weekly meeting to Tuesday", "Move the weekly meeting to Thursday"
    step = Step(Act.TALLY, ("ada", "bo"), {"ada": 2, "bo": 1})
    shown = words(step, ada=tuesday, bo=thursday)
    assert "A Move the weekly" in shown
    assert f"Chosen: A ({tuesday})." in shown
    assert "A (" not in words(step, ada="Tuesday", bo="Thursday")


@pytest.mark.parametrize(
    ("outcome", "winners", "tie", "said_of_it"),
    [
        (Outcome.ADOPTED, ("ada",), None, "Chosen: ada."),
        (Outcome.NOT_ADOPTED, (), None, "Nothing is chosen: things stay as they are."),
        (Outcome.NO_QUORUM, (), None, "nothing has the votes in favour"),
        (Outcome.TIE, (), Tie(("ada", "bo"), 1), "A tie: ada and bo are level, and nothing decides"),
        (Outcome.TIE, ("cy",), Tie(("ada", "bo"), None), "level for what is left of the budget"),
        (Outcome.ADOPTED, ("ada",), Tie(("ada", "bo"), 1), "ada and bo were level; the order for ties"),
    ],
)
def test_the_end_says_what_came_of_it_and_what_settled_a_tie(
    outcome: Outcome, winners: tuple[str, ...], tie: Tie | None, said_of_it: str
) -> None:
    count = Count(outcome, winners, tie, {}, ())
    assert said_of_it in explained(count, APPROVAL)[-1].text


def test_a_matrix_of_many_options_is_cut_into_narrow_tables_and_left_to_the_file_when_huge() -> None:
    def squared(width: int) -> str:
        options = tuple(f"o{at}" for at in range(width))
        return words(Step(Act.PAIRWISE, options, matrix=tuple(tuple(range(1000, 1000 + width)) for _ in options)))

    assert len(re.findall(r"^A +(?:·|1,)", squared(20), re.MULTILINE)) == 4
    assert "is in the attachment" in squared(21)


def test_the_table_holds_every_number_exactly() -> None:
    step = Step(Act.PAIRWISE, ("ada", "bo"), matrix=((0, Fraction(25, 3)), (10**30, 0)))
    rows = list(csv.DictReader(io.StringIO(table(counted(step)))))
    found = {
        (row["option"], row["other"]): (row["value"], row["divided_by"]) for row in rows if row["what"] == "against"
    }
    assert found["ada", "bo"] == ("25", "3")
    assert found["bo", "ada"] == (str(10**30), "1")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\u200b=1", "＝1"])  # noqa: RUF001
def test_no_name_is_a_formula_to_a_spreadsheet(name: str) -> None:
    rows = list(csv.reader(io.StringIO(table(counted(EXAMPLES[Act.ELECTED][0]), {"ada": name}))))
    cells = [cell for row in rows for cell in row]
    assert not any(cell[:1] in set("=+-@\t\r\n＝＋－＠") for cell in cells if cell)  # noqa: RUF001
    assert any(cell.startswith("'") for cell in cells)


def test_the_whole_count_is_json_with_numbers_as_text_and_no_ballots() -> None:
    poll = Poll(("ada", "bo"), Ballots.of([(1, 0), (1, 1)], [Fraction(1, 3), 2]), 5, quorum=1)
    found = json.loads(json.dumps(full(APPROVAL.count(poll), {"seats": 1})))
    assert found["totals"] == {"ada": "7/3", "bo": "2"}
    assert found["asked"] == {"seats": 1}
    assert "ballots" not in found


def test_a_tally_is_told_by_what_the_ballots_are() -> None:
    step = Step(Act.TALLY, THREE, {"ada": 3})
    told = {
        kind: words(step, method=method) for kind in BallotKind for method in METHODS.values() if method.ballots is kind
    }
    assert "own and delegated ones together" in told[BallotKind.YES_NO]
    assert "Every mark is one vote" in told[BallotKind.APPROVALS]
