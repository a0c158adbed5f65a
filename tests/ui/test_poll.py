"""Votes among options in words."""

from bot.rules.counting.outcome import Count, Tie
from bot.rules.ids import MemberId
from bot.rules.majority import Outcome
from bot.rules.poll import Option, PollRules
from bot.ui.poll import level_words, poll_words

OPTIONS = [Option(number, text, MemberId(1)) for number, text in enumerate("ABCDEFGH", start=1)]


def tie(outcome: Outcome, *level: str) -> Count:
    return Count(outcome, (), Tie(level, 1), {}, ())


def test_a_tie_that_nothing_decides_names_who_is_level() -> None:
    assert level_words(tie(Outcome.TIE, "1", "3"), OPTIONS) == "⚖ Level: A and C"
    assert level_words(tie(Outcome.TIE, *"12345678"), OPTIONS) == "⚖ Level: A, B, C, D, E, F and 2 more"


def test_a_tie_that_an_order_settled_is_none() -> None:
    assert level_words(tie(Outcome.ADOPTED, "1", "3"), OPTIONS) == ""
    assert level_words(None, OPTIONS) == ""


def test_the_rule_says_how_many_win_where_several_do_and_names_the_groups_that_are_asked() -> None:
    assert "; here 3 win; " in poll_words(PollRules("approval", seats=3), 2)
    assert " win; " not in poll_words(PollRules("approval"), 2)
    assert poll_words(PollRules("double_majority", chambers=("Up", "Down")), 2).endswith("the groups are Up and Down")
