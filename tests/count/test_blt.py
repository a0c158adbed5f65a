"""BLT files are read as they were meant, and what is wrong with one is said with its line."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.count.blt import read_blt
from bot.count.sheet import BadLine
from bot.rules.counting.poll import BallotKind, Poll
from bot.rules.numbers import Number, exact

# Hill, Wichmann and Woodall, "Algorithm 123", The Computer Journal 30 (1987), section 3.1: their own example.
ALGORITHM_123 = """4 2
-2
3 1 3 4 0
4 1 3 2 0
2 4 1 3 0
1 2 0
2 2 4 3 1 0
1 3 4 2 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"Title"
"""


def poll(text: str) -> Poll:
    return read_blt(text).polls[BallotKind.RANKING]


def rows(text: str) -> list[list[int]]:
    return [list(map(int, row)) for row in poll(text).ballots.marks]


def written(names: Sequence[str], seats: int, ballots: Sequence[tuple[Number, Sequence[Sequence[int]]]]) -> str:
    """Write a BLT file; a level of nobody becomes a place left out."""
    lines = [f"{len(names)} {seats}"]
    for weight, levels in ballots:
        places = ["=".join(str(each + 1) for each in level) or "-" for level in levels]
        decimal = str(weight) if isinstance(weight, int) else f"{float(weight):.2f}"
        lines.append(" ".join([decimal, *places, "0"]))
    quoted = ['"' + name.replace('"', '""') + '"' for name in [*names, "Title"]]
    return "\n".join([*lines, "0", *quoted]) + "\n"


def test_the_published_example_is_read_without_who_withdrew() -> None:
    found = poll(ALGORITHM_123)
    assert (found.options, found.seats, found.roll) == (("Adam", "Charlotte", "Donald"), 2, 13)
    assert rows(ALGORITHM_123)[:3] == [[1, 2, 3], [1, 2, 0], [2, 3, 1]]
    assert list(found.ballots.weights) == [3, 4, 2, 1, 2, 1]
    assert read_blt(ALGORITHM_123).title == "Title"


def test_what_openstv_added_is_read() -> None:
    text = '# by hand\n\n3 1  # three for one\n(A-1) 2 1=3 0\n1 - 2 - 1 0\n0.5 3 0\n0\n"A # 1" "B ""b"""\n"C"\n'
    found = read_blt(text.replace("\n", "\r\n"))
    assert found.polls[BallotKind.RANKING].options == ("A # 1", 'B "b"', "C")
    assert rows(text) == [[1, 0, 1], [2, 1, 0], [0, 0, 1]]
    assert found.polls[BallotKind.RANKING].roll == exact(7, 2)
    assert found.title == ""


NAME = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).filter(str.strip)


@st.composite
def elections(draw: st.DrawFn) -> tuple[list[str], int, list[tuple[Number, list[list[int]]]]]:
    names = draw(st.lists(NAME, min_size=1, max_size=5, unique=True))
    weight = st.integers(0, 10**20) | st.integers(0, 10**5).map(lambda hundredths: exact(hundredths, 100))
    ballots = []
    for _ in range(draw(st.integers(0, 5))):
        chosen = draw(st.permutations(range(len(names))))[: draw(st.integers(0, len(names)))]
        cuts = draw(st.lists(st.booleans(), min_size=len(chosen), max_size=len(chosen)))
        levels: list[list[int]] = []
        for each, apart in zip(chosen, cuts, strict=True):
            if apart or not levels:
                levels.append([])
            levels[-1].append(each)
        ballots.append((draw(weight), levels))
    return names, draw(st.integers(1, 3)), ballots


@given(elections())
def test_a_file_that_is_written_is_read_back_as_the_same_poll(
    election: tuple[list[str], int, list[tuple[Number, list[list[int]]]]],
) -> None:
    names, seats, ballots = election
    found = poll(written(names, seats, ballots))
    expected = [
        [next((at for at, level in enumerate(levels, 1) if option in level), 0) for option in range(len(names))]
        for _weight, levels in ballots
    ]
    assert (found.options, found.seats) == (tuple(names), seats)
    assert found.ballots.marks.tolist() == expected
    assert [found.ballots.votes(weight) for weight in found.ballots.weights] == [weight for weight, _ in ballots]


@given(elections())
def test_a_file_that_is_cut_off_is_refused(
    election: tuple[list[str], int, list[tuple[Number, list[list[int]]]]],
) -> None:
    text = written(*election)
    lines = text.splitlines()
    whole = len(lines) - 1  # without the title the poll is complete
    for kept in range(whole):
        with pytest.raises(BadLine):
            read_blt("\n".join(lines[:kept]))
    assert poll("\n".join(lines[:whole])).options


def test_more_candidates_than_a_byte_counts_are_read() -> None:
    names = [f"c{at}" for at in range(300)]
    backwards = [[at] for at in reversed(range(300))]
    found = poll(written(names, 1, [(1, backwards)]))
    assert np.array_equal(found.ballots.marks[0], np.arange(300, 0, -1))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "the file is empty"),
        ("3", 1, "begins with two numbers"),
        ("0 1\n", 1, "the number of candidates lies between 1 and 1,000"),
        ("2 0\n", 1, "the number of seats lies between"),
        ("99999 1\n", 1, "not at 99,999"),
        (f"{'9' * 5000} 1\n", 1, "5000 digits"),
        ("2 1\n1 1 2\n", 2, "a ballot ends with 0"),
        ("2 1\n1 1 0 2 0\n", 2, "there is no candidate 0; they are numbered from 1 to 2"),
        ("2 1\n\n1 3 0\n", 3, "there is no candidate 3"),
        ("2 1\n1 1 1 0\n", 2, "names candidate 1 more than once"),
        ("2 1\n1 1 2 1 0\n", 2, "it has 3 preferences for 2 candidates"),
        ("2 1\n1 1=1 0\n", 2, "more than once"),
        ("2 1\n1 1= 0\n", 2, "a candidate is a whole number, not ''"),
        ("2 1\none 1 0\n", 2, "the number of ballots is a whole number, not 'one'"),
        ("2 1\n1.x 1 0\n", 2, "the number of ballots is a number, not '1.x'"),
        ("2 1\n1 \x1b[2J 0\n", 2, r"not '\x1b[2J'"),
        (f"2 1\n{'9' * 31} 1 0\n", 2, "31 digits, more than 30"),
        ("2 1\n-3\n", 2, "there is no candidate 3"),
        ("2 1\n-1 2\n", 2, "each after a minus sign"),
        ('2 1\n-1 -2\n0\n"a" "b"', 1, "every candidate has withdrawn"),
        ("2 1\n1 1 0\n-1\n", 3, "a ballot ends with 0"),
        ("2 1\n1 1 0\n", 2, "the file ends before the line with a single 0"),
        ('2 1\n0\n"a"\n', 3, "the file ends before the name of candidate 2 of 2"),
        ("2 1\n0\nAda\n", 3, "a name stands in quotation marks"),
        ('2 1\n0\n"a" "b\n', 3, "a name stands in quotation marks"),
        ('2 1\n0\n"a"\n"a"\n', 4, "two candidates are called 'a'"),
        ('2 1\n0\n" "\n"a"\n', 3, "an empty name"),
        ('1 1\n0\n"a" "b" "c" "d" "e"\n', 3, "more than 1 names, a title, a source and a comment"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadLine) as refused:
        read_blt(text)
    assert reason in str(refused.value)
    assert refused.value.line == line


TOKENS = ["0", "1", "2", "-", "-1", "=", "1=2", "#", '"a"', '"b"', '"', "\n", "\n", "(x)", "9" * 40, "é"]
DRAWN = st.lists(st.sampled_from(TOKENS), max_size=30).map(lambda drawn: "2 1\n" + " ".join(drawn))


def tried(text: str) -> Poll | BadLine:
    try:
        return poll(text)
    except BadLine as bad:
        return bad


@given(st.text() | DRAWN)
def test_no_text_gets_anything_but_a_poll_or_a_reason(text: str) -> None:
    found = tried(text)
    if isinstance(found, Poll):
        assert found.options
    else:
        assert 1 <= found.line <= text.count("\n") + text.count("\r") + 1
        assert str(found).isprintable()
