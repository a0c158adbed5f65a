"""What cards and results say of how ballots are published."""

from dataclasses import replace

import pytest

from bot.rules.decision import Result, State
from bot.rules.majority import Outcome, Tally, Verdict
from bot.rules.secrecy import Secrecy
from bot.ui.secrecy import FEW, sealed_words, unanimous_words
from tests.ui.test_messages import decision_of


@pytest.mark.parametrize("roll", [FEW - 1, FEW])
def test_in_a_small_group_the_card_warns_and_a_unanimous_result_says_so(roll: int) -> None:
    decision = decision_of()
    rules = replace(decision.rules, roll=roll, secrecy=Secrecy.PSEUDONYMOUS)
    small = replace(decision, rules=rules)
    assert ("others can guess" in sealed_words(small)) is (roll < FEW)
    assert "guess" not in sealed_words(replace(small, rules=replace(rules, secrecy=Secrecy.OPEN)))
    for tally, alike in ((Tally(3, 0, 0), True), (Tally(2, 1, 0), False), (Tally(2, 0, 1), False)):
        result = Result(Verdict(Outcome.ADOPTED, tally, roll, 1, 1), 3, 0, roll - 3)
        counted = replace(small, state=State.COUNTED, result=result)
        assert bool(unanimous_words(counted)) is alike
        assert not unanimous_words(replace(counted, rules=replace(rules, secrecy=Secrecy.OPEN)))
