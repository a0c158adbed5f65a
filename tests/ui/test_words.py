"""Rules and results in words."""

from datetime import timedelta

import pytest

from bot.rules.decision import FrozenRules
from bot.rules.majority import AbsoluteMajority, Outcome, SimpleMajority, Supermajority, Threshold
from bot.rules.poll import PollRules
from bot.ui.words import (
    OUTCOME_NAMES,
    counted,
    duration,
    joined,
    outcome_words,
    represented_words,
    rule_words,
    threshold_words,
    verdict_words,
)
from tests.ui.decisions import result_of


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        (SimpleMajority(), "more yes than no"),
        (AbsoluteMajority(), "yes from more than half of all members"),
        (Supermajority(2, 1), "at least 2/3 of votes cast"),
        (Supermajority(1, 0), "no vote against"),
    ],
)
def test_a_threshold_has_words(threshold: Threshold, words: str) -> None:
    assert threshold_words(threshold) == words


def test_a_verdict_says_the_rule_and_how_it_was_met() -> None:
    result, rules = result_of()
    assert rule_words(rules) == "needs 2/3 of votes cast and at least 5 in favour"
    assert verdict_words(result, rules) == f"{rule_words(rules)}: 9 of 12, adopted"
    assert represented_words(result) == "13 voted themselves, 0 through delegation, 2 not represented"


@pytest.mark.parametrize(
    ("threshold", "yes", "no", "ending"),
    [
        (SimpleMajority(), 6, 6, ": 6 yes and 6 no, a tie, not adopted"),
        (SimpleMajority(), 4, 1, ": 4 in favour, no quorum"),
        (AbsoluteMajority(), 7, 1, ": 7 of all 15, not adopted"),
    ],
)
def test_each_threshold_shows_the_numbers_it_compares(threshold: Threshold, yes: int, no: int, ending: str) -> None:
    assert verdict_words(*result_of(yes, no, 0, threshold=threshold)).endswith(ending)


def test_every_outcome_has_a_symbol_of_its_own() -> None:
    assert len({OUTCOME_NAMES[outcome][0] for outcome in Outcome}) == len(Outcome)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=3), "3 days"),
        (timedelta(days=1, hours=12, minutes=5), "1 day 12 hours"),
        (timedelta(minutes=5), "5 minutes"),
        (timedelta(seconds=5), "less than a minute"),
    ],
)
def test_a_length_of_time_has_at_most_two_units(length: timedelta, words: str) -> None:
    assert duration(length) == words


@pytest.mark.parametrize(("method", "words"), [("schulze", "✅ Decided"), ("lazy_consensus", "✅ Adopted")])
def test_a_choice_among_options_is_decided_and_a_question_of_yes_or_no_adopted(method: str, words: str) -> None:
    assert outcome_words(Outcome.ADOPTED, FrozenRules(None, 1, 15, {}, "0.1.0", PollRules(method))) == words


def test_every_outcome_of_a_choice_has_a_sign_of_its_own() -> None:
    rules = FrozenRules(None, 1, 15, {}, "0.1.0", PollRules("schulze"))
    assert len({outcome_words(outcome, rules)[0] for outcome in Outcome}) == len(Outcome)


def test_one_is_singular_and_the_last_of_a_list_stands_after_and() -> None:
    assert [counted(number, "point") for number in (0, 1, 1200)] == ["0 points", "1 point", "1,200 points"]
    assert [joined(words) for words in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b and c"]
