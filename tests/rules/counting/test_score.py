"""Score voting adds scores up, or takes their mean or median, and says what no answer means."""

from dataclasses import replace
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting import score
from bot.rules.counting.outcome import Act, Tie
from bot.rules.counting.poll import BadPoll, Ballots, Poll
from bot.rules.majority import Outcome
from tests.rules.counting.rates import rated, scored
from tests.rules.worlds import thorough

JUNE_2011 = """
7915682997569500 8989275248839299 7904993938099004 8787893667445505 8899189987942609 9009099990009000
8997897X88X20756 6792996499732786 9756997598603797 999X198599961911 9279957799X5777X 9996099755X20559
9889688955545594 X9XX000909X00X0X 8697783436703735 9685594688244517 8652954130X00290 7756089999711999
9988996999987678 5893993796944244 9895887789753547 0895576466784077 8979090909664000 99XXX9XXX9XXXXXX
7784887696864456 9905099590000009 8987992789366205 2785069996946608 9969963559X26536 7790295992200009
9959959995959555 9997997899743427 X5XX355655X4X7X5 79365XXXXXX52953 99XX99XX9XX9XX9X 688X09X776630657
4693697894975591 9905593002309509 8874586887445566
"""
"""A real election of 39 voters: https://rangevoting.org/June2011RealWorldRRVvotes.txt; X is no answer."""


def test_the_largest_sum_wins_and_totals_are_sums() -> None:
    """The plain example of votelib's tests/test_score.py."""
    count = score.count(rated("AB", {(0, 5): 3, (2, 3): 16, (3, 2): 19, (5, 0): 2}))
    assert (count.winners, count.totals) == (("B",), {"A": 99, "B": 101})


def test_sum_and_median_can_disagree() -> None:
    """Lomax's pizza, https://rangevoting.org/MedianVrange.html."""
    pizza = rated("PM", {(9, 8): 2, (0, 9): 1}, max_score="9")
    assert score.count(pizza).winners == ("M",)
    assert score.count(replace(pizza, settings={"max_score": "9", "by": "median"})).winners == ("P",)


def test_the_mean_leaves_out_who_gave_no_answer() -> None:
    rows = [[0 if each == "X" else int(each) + 1 for each in row] for row in JUNE_2011.split()]
    options = tuple(f"C{number}" for number in range(101, 117))
    poll = Poll(options, Ballots.of(rows), 45, 0, 16, {"max_score": "9", "by": "mean"})
    published = "106 102 101 109 108 103 110 104 111 107 116 105 114 113 115 112"
    count = score.count(poll)
    assert [option.removeprefix("C") for option in count.winners] == published.split()
    assert round(float(count.totals["C106"]), 3) == 7.868


def test_no_answer_adds_nothing_to_a_sum_and_an_option_without_answers_has_nothing() -> None:
    assert score.count(rated("ab", {(5, 2): 1, (None, 2): 3})).winners == ("b",)
    for by in ("sum", "mean", "median"):
        assert score.count(rated("ab", {(None, 1): 1}, by=by)).totals == {"a": 0, "b": 1}


def test_a_scale_of_nothing_and_one_is_the_smallest() -> None:
    assert score.count(rated("ab", {(1, 0): 2}, max_score="1")).totals == {"a": 2, "b": 0}
    with pytest.raises(BadPoll):
        score.count(rated("ab", {(0, 0): 2}, max_score="0"))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_the_median_is_what_everybody_takes_it_for(given_scores: list[int]) -> None:
    assert score.median([given_scores.count(each) for each in range(10)]) == Fraction(median(given_scores))


def test_the_median_shows_how_often_each_score_was_given() -> None:
    count = score.count(rated("a", {(2,): 1, (0,): 2, (None,): 4}, max_score="2", by="median"))
    assert count.steps[0].act is Act.GRADES
    assert count.steps[0].matrix == ((2, 0, 1),)


def test_level_options_are_a_tie() -> None:
    count = score.count(rated("abc", {(3, 2, 0): 1, (2, 3, 0): 1}))
    assert (count.outcome, count.tie) == (Outcome.TIE, Tie(("a", "b"), 1))


def test_a_score_of_nothing_does_not_help_an_option_to_its_quorum() -> None:
    assert score.count(rated("ab", {(5, 0): 1, (0, 1): 2}, quorum=2)).winners == ("b",)


@pytest.mark.parametrize(
    "settings", [{"max_score": "4"}, {"max_score": "0"}, {"max_score": "many"}, {"max_score": "5000"}, {"by": "mode"}]
)
def test_scores_above_the_largest_and_settings_without_sense_are_refused(settings: dict[str, str]) -> None:
    with pytest.raises(BadPoll):
        score.count(rated("a", {(5,): 1}, **settings))


@given(scored())
@thorough
def test_scores_that_all_gave_are_ranked_alike_by_sum_and_by_mean(poll: Poll) -> None:
    assert score.count(poll).order == score.count(replace(poll, settings={"by": "mean"})).order
