"""PrefLib files are read by their modern header, and what is wrong with one is said with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.count.preflib import read_preflib
from bot.count.sheet import BadLine, Sheet
from bot.rules.counting.poll import BallotKind

TIED = """# FILE NAME: 00000-00000001.toi
# TITLE: Where to meet
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 4
# NUMBER VOTERS: 9
# NUMBER UNIQUE ORDERS: 4
# ALTERNATIVE NAME 1: Ada: the first
# ALTERNATIVE NAME 2: Bo
# ALTERNATIVE NAME 3: Cy
# ALTERNATIVE NAME 4: Dee
4: 1,{2,3},4
3: {2, 4}
1: 3
1: 4,3,2,1
"""

CATEGORIES = """# DATA TYPE: cat
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 3
# NUMBER CATEGORIES: 3
# CATEGORY NAME 1: Yes
# CATEGORY NAME 2: Maybe
# CATEGORY NAME 3: No
# ALTERNATIVE NAME 1: a
# ALTERNATIVE NAME 2: b
# ALTERNATIVE NAME 3: c
2: {1,2},{},3
1: {},2,1
"""


def rows(sheet: Sheet, kind: BallotKind) -> list[list[int]]:
    return [list(map(int, row)) for row in sheet.polls[kind].ballots.marks]


def test_rankings_with_ties_and_gaps_are_read() -> None:
    found = read_preflib(TIED)
    assert list(found.polls) == [BallotKind.RANKING]
    assert rows(found, BallotKind.RANKING) == [[1, 2, 2, 3], [0, 1, 0, 1], [0, 0, 1, 0], [4, 3, 2, 1]]
    poll = found.polls[BallotKind.RANKING]
    assert (poll.options[0], poll.roll, list(poll.ballots.weights)) == ("Ada: the first", 9, [4, 3, 1, 1])
    assert found.title == "Where to meet"


def test_categories_are_read_as_approvals_as_scores_and_as_a_ranking() -> None:
    found = read_preflib(CATEGORIES)
    assert rows(found, BallotKind.APPROVALS) == [[1, 1, 0], [0, 0, 0]]
    assert rows(found, BallotKind.SCORES) == [[3, 3, 1], [1, 2, 0]]
    assert rows(found, BallotKind.RANKING) == [[1, 1, 3], [3, 2, 0]]


def test_more_categories_than_a_byte_counts_are_read() -> None:
    text = CATEGORIES.replace("CATEGORIES: 3", "CATEGORIES: 400").replace("2: {1,2},{},3", "2: " + "{}," * 299 + "1")
    assert rows(read_preflib(text), BallotKind.RANKING)[0] == [300, 0, 0]


def test_a_file_that_is_cut_off_is_refused() -> None:
    lines = TIED.splitlines()
    for kept in range(len(lines)):
        with pytest.raises(BadLine):
            read_preflib("\n".join(lines[:kept]))


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("# NUMBER ALTERNATIVES: 4\n", "", 1, "the line 'NUMBER ALTERNATIVES' is missing"),
        ("ALTERNATIVES: 4", "ALTERNATIVES: many", 4, "number alternatives is a whole number, not 'many'"),
        ("ALTERNATIVES: 4", "ALTERNATIVES: 5", 4, "alternative 5 of 5 has no name"),
        ("ALTERNATIVES: 4", "ALTERNATIVES: 3", 10, "alternative 4 has a name, but there are 3"),
        ("NAME 2: Bo", "NAME 1: Bo", 8, "alternative 1 has two names"),
        ("NAME 2: Bo", "NAME 2: Cy", 9, "two candidates are called 'Cy'"),
        ("NAME 2: Bo", "NAME 2:", 8, "an empty name"),
        ("VOTERS: 9", "VOTERS: 10", 15, "ends with 9 where line 5 says NUMBER VOTERS: 10"),
        ("ORDERS: 4", "ORDERS: 5", 15, "ends with 4 where line 6 says NUMBER UNIQUE ORDERS: 5"),
        ("4: 1,{2,3},4", "4 1,{2,3},4", 11, "written as number: places"),
        ("4: 1,{2,3},4", "x: 1,{2,3},4", 11, "the number of ballots is a whole number, not 'x'"),
        ("4: 1,{2,3},4", "4: 1,{2,3,4", 11, "who share one stand in braces"),
        ("4: 1,{2,3},4", "4: 1,,4", 11, "who share one stand in braces"),
        ("4: 1,{2,3},4", "4: 1,{},4", 11, "a place is empty"),
        ("4: 1,{2,3},4", "4: 1,{2,3},1", 11, "names candidate 1 more than once"),
        ("4: 1,{2,3},4", "4: 1,2,3,4,1", 11, "it has 5 preferences for 4 candidates"),
        ("4: 1,{2,3},4", "4: 1,2 3", 11, "a candidate is a whole number, not '2 3'"),
        ("4: 1,{2,3},4", "4: 1,7", 11, "there is no candidate 7"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, line: int, reason: str) -> None:
    assert old in TIED
    with pytest.raises(BadLine) as refused:
        read_preflib(TIED.replace(old, new, 1))
    assert reason in str(refused.value)
    assert refused.value.line == line


def test_a_ballot_with_more_categories_than_there_are_is_refused() -> None:
    with pytest.raises(BadLine, match="the ballot has 4 categories, and there are 3"):
        read_preflib(CATEGORIES.replace("{1,2},{},3", "{1,2},{},3,{}"))


def tried(text: str) -> Sheet | BadLine:
    try:
        return read_preflib(text)
    except BadLine as bad:
        return bad


HEAD = TIED.partition("4: 1")[0].replace("# NUMBER VOTERS: 9\n# NUMBER UNIQUE ORDERS: 4\n", "")
TOKENS = st.sampled_from(["1", "2", ":", ",", "{", "}", "{}", "\n", "1: ", "# X", "9" * 40, "é", " "])


@given(st.text() | st.lists(TOKENS, max_size=20).map(lambda drawn: HEAD + "".join(drawn)))
def test_no_text_gets_anything_but_polls_or_a_reason(text: str) -> None:
    found = tried(text)
    if isinstance(found, Sheet):
        assert found.polls
    else:
        assert 1 <= found.line <= text.count("\n") + text.count("\r") + 1
        assert str(found).isprintable()
