"""What is said of power: on a result, and on the screen about a circle."""

from dataclasses import replace

import discord
import pytest

from bot.rules.decision import Decision, PollResult, Power, State
from bot.rules.ids import ChannelId
from bot.rules.majority import Outcome
from bot.rules.poll import PollRules
from bot.services.proposal import ProposalView
from bot.services.values import Place
from bot.ui.card import card
from bot.ui.power.told import decided_lines
from bot.ui.result import announcement
from tests.ui.decisions import RULES, decision_of, result_of

EVEN, HEAVY = ((1, 13),), ((1, 5), (8, 1))


def decided(outcome: Outcome, power: Power | None, uncounted: int = 0) -> Decision:
    """Return a decision of fifteen members that was counted."""
    result, _ = result_of()
    result = replace(result, verdict=replace(result.verdict, outcome=outcome), uncounted=uncounted)
    return replace(decision_of(state=State.COUNTED, result=result), power=power)


@pytest.mark.parametrize(
    ("outcome", "power", "uncounted", "lines"),
    [
        (Outcome.ADOPTED, Power(15, EVEN, flips=False), 0, []),
        (Outcome.ADOPTED, None, 0, []),
        (
            Outcome.ADOPTED,
            Power(15, EVEN, flips=True),
            0,
            ["⇄ **Delegations decided this:** without them it would not have been adopted"],
        ),
        (
            Outcome.NO_QUORUM,
            Power(15, EVEN, flips=True),
            0,
            ["⇄ **Delegations decided this:** without them it would end otherwise"],
        ),
        (Outcome.TIE, Power(15, HEAVY, flips=False), 0, ["⚠ **One person held more than half:** 8 of 13 votes"]),
        (Outcome.TIE, Power(15, ((1, 2), (2, 1)), flips=False), 0, []),
        (Outcome.ADOPTED, Power(15, ((1, 1),), flips=False), 0, []),
        (
            Outcome.ADOPTED,
            Power(15, EVEN, flips=False),
            1,
            ["✂ **1 delegated vote** was beyond the cap and not counted"],
        ),
        (Outcome.ADOPTED, None, 1_200, ["✂ **1,200 delegated votes** were beyond the cap and not counted"]),
    ],
)
def test_a_result_says_what_delegation_had_to_do_with_it(
    outcome: Outcome, power: Power | None, uncounted: int, lines: list[str]
) -> None:
    assert decided_lines(decided(outcome, power, uncounted)) == lines


def test_where_nothing_was_counted_nothing_is_said() -> None:
    assert decided_lines(decision_of()) == []


def test_a_choice_among_options_that_delegations_decided_would_end_otherwise() -> None:
    rules = replace(RULES, threshold=None, poll=PollRules("approval"))
    chosen = replace(decision_of(), rules=rules, result=PollResult(Outcome.ADOPTED, (1,), 15, 5, 8, 2))
    lines = decided_lines(replace(chosen, power=Power(15, EVEN, flips=True)))
    assert lines == ["⇄ **Delegations decided this:** without them it would end otherwise"]


def shown(view: discord.ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))


async def test_card_and_announcement_say_it_once() -> None:
    decision, place = decided(Outcome.ADOPTED, Power(15, HEAVY, flips=True), 2), Place(ChannelId(5))
    told, _ = announcement(ProposalView(decision, place, 13), None)
    for view in (told, card(decision, place, 13, rows=[])):
        assert [shown(view).count(line) for line in decided_lines(decision)] == [1, 1, 1]
