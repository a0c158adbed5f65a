"""A veto needs its reason, and nothing else has one."""

import pytest

from bot.rules.counting.registry import METHODS
from bot.rules.decision import Choice
from bot.rules.errors import BlankText, ReasonMissing, ReasonUnasked, TextTooLong
from bot.rules.poll import PollRules
from bot.rules.reason import REASON_LENGTH, check_reason, has_vetoes, with_reasons

ASKING = with_reasons(PollRules("consensus_approval"))
OLDER = PollRules("consensus_approval")
OTHERS = [None, OLDER, with_reasons(PollRules("majority_approval")), with_reasons(PollRules("k_of_n"))]


@pytest.mark.parametrize("method", METHODS)
def test_a_vote_asks_for_reasons_where_every_no_is_a_veto(method: str) -> None:
    vetoes = method in {"consensus_approval", "lazy_consensus"}
    assert has_vetoes(PollRules(method)) is vetoes
    assert with_reasons(PollRules(method)).reasons is vetoes
    assert not has_vetoes(None)


def test_a_veto_is_cast_with_its_reason_without_what_nobody_can_see() -> None:
    assert check_reason(ASKING, Choice.NO, " It costs\n too\u200b much. ") == "It costs too much."
    with pytest.raises(ReasonMissing):
        check_reason(ASKING, Choice.NO, None)


@pytest.mark.parametrize("blank", ["", " \n ", "\u200b\u3164", "\u202e"])
def test_a_reason_that_cannot_be_read_is_none(blank: str) -> None:
    with pytest.raises(BlankText):
        check_reason(ASKING, Choice.NO, blank)


def test_a_reason_is_short() -> None:
    assert check_reason(ASKING, Choice.NO, "x" * REASON_LENGTH) == "x" * REASON_LENGTH
    with pytest.raises(TextTooLong):
        check_reason(ASKING, Choice.NO, "x" * (REASON_LENGTH + 1))


@pytest.mark.parametrize("choice", [Choice.YES, Choice.ABSTAIN])
def test_only_a_no_has_a_reason(choice: Choice) -> None:
    assert check_reason(ASKING, choice, None) is None
    with pytest.raises(ReasonUnasked):
        check_reason(ASKING, choice, "Because.")


@pytest.mark.parametrize("rules", OTHERS)
def test_where_a_no_is_no_veto_or_its_reason_was_left_to_the_thread_none_is_kept(rules: PollRules | None) -> None:
    assert check_reason(rules, Choice.NO, None) is None
    with pytest.raises(ReasonUnasked):
        check_reason(rules, Choice.NO, "Because.")
