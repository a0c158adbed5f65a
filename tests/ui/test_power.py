"""What is said of power: on a result, and on the screen about a circle."""

from collections import Counter
from dataclasses import replace

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.concentration import Indicator
from bot.rules.decision import Decision, PollResult, Power, State
from bot.rules.ids import ChannelId
from bot.rules.majority import Outcome
from bot.rules.poll import PollRules
from bot.services.power import Handed, PowerView
from bot.services.proposal import ProposalView
from bot.services.values import Place
from bot.ui.card import card
from bot.ui.people import Called
from bot.ui.power.screen import screen
from bot.ui.power.told import decided_lines
from bot.ui.power.words import ADVICE
from bot.ui.result import announcement
from tests.store.world import circle_named
from tests.ui.decisions import RULES, decision_of, result_of
from tests.ui.groves import Edges, groves

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
            ["⇄ **Delegations decided this:** without them it would have ended otherwise"],
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
    assert lines == ["⇄ **Delegations decided this:** without them it would have ended otherwise"]


def shown(view: discord.ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))


async def test_card_and_announcement_say_it_once() -> None:
    decision, place = decided(Outcome.ADOPTED, Power(15, HEAVY, flips=True), 2), Place(ChannelId(5))
    told, _ = announcement(ProposalView(decision, place, 13), None)
    for view in (told, card(ProposalView(decision, place, 13), [])):
        assert [shown(view).count(line) for line in decided_lines(decision)] == [1, 1, 1]


def weighing(roll: int, *weights: int, flips: bool = False) -> Power:
    return Power(roll, tuple(sorted(Counter(weights).items())), flips)


def seen(
    now: Power, *past: Power, edges: Edges | None = None, named: tuple[int, ...] = (), beyond: int = 0
) -> PowerView:
    """Return the power in a circle of as many people as are weighed."""
    handed = Handed(range(1, now.roll + 1), edges or {}, frozenset(named), max(3, now.roll // 10))
    return PowerView(circle_named("Garden"), None, handed, now, beyond, past)


def said(view: PowerView, name: Called = str) -> str:
    return shown(screen(view, name)[0])


async def test_where_everybody_weighs_the_same_all_is_fine_and_nothing_is_to_be_done() -> None:
    text = said(seen(weighing(20, *[1] * 20), *[weighing(20, *[1] * 12)] * 6))
    assert text == (
        "## Power in Garden\n"
        "### As it stands now\n"
        "-# If all vote who delegate to nobody\n"
        "✅ fine · **20** decide in effect of 20 votes\n"
        "✅ fine · **11** hold more than half\n"
        "✅ fine · The largest has **5 %** of power\n"
        "-# Largest share 5 % · Gini 0 (0 is even)\n"
        "### In the last 90 days: 6 decisions\n"
        "-# In the middle one of them\n"
        "✅ fine · **12** decide in effect (100 %)\n"
        "✅ fine · **7** hold more than half\n"
        "✅ fine · The largest has **8 %** of power\n"
        "✅ fine · **0 of 6** decided by delegations\n"
        "-# Largest share 8 % · Gini 0.40 (0 is even)"
    )


async def test_what_is_not_fine_has_a_sign_a_word_and_a_sentence_on_what_to_do() -> None:
    past = [weighing(20, 6, 4, 2, flips=number < 2) for number in range(6)]
    text = said(seen(weighing(20, 11, *[1] * 9), *past, beyond=1))
    assert "🛑 high · **3.1** decide in effect of 20 votes" in text
    assert "🛑 high · **1** holds more than half" in text
    assert "🛑 high · The largest has **100 %** of power" in text
    assert "-# 1 vote beyond the cap of 3 would not count" in text
    assert "⚠ watch · **2.6** decide in effect (21 %)" in text
    assert "⚠ watch · **2** hold more than half" in text
    assert "⚠ watch · **2 of 6** decided by delegations" in text
    assert text.endswith("\n".join(["### What you can do", *(f"- {ADVICE[name]}" for name in Indicator)]))


async def test_of_few_people_and_few_decisions_nothing_is_told_about_one_of_them() -> None:
    view, files = screen(seen(weighing(4, 3, 1), *[weighing(4, 3, 1)] * 9, edges={2: 1, 3: 1}), str)
    assert files == []
    assert "Of fewer than 5 people nothing is told" in shown(view)
    assert "What is about the largest is told from 5 decisions of 5 people on" in shown(view)
    assert "Largest share" not in shown(view)
    four = said(seen(weighing(20, *[1] * 20), *[weighing(20, 9, 1)] * 4))
    assert four.count("Largest share") == four.count("hold more than half") == 1


async def test_where_nothing_is_weighed_that_is_said() -> None:
    text = said(seen(weighing(6), edges={member: member % 6 + 1 for member in range(1, 7)}))
    assert "Everybody hands their vote over, so nobody is left to vote." in text
    assert "In the last 90 days\nNothing was decided by vote here." in text
    assert "What you can do" not in text


async def test_a_power_that_takes_too_long_to_find_is_not_shown() -> None:
    text = said(seen(weighing(2_000, 200, 190, 150, *[1] * 900)))
    assert "takes too long to find" in text
    assert "of power" not in text


@pytest.mark.parametrize(
    ("named", "people", "told", "hidden"),
    [
        ((), "4 of 8 delegate", (), ("Ana", "Ben", "Dee", "Emre", "Fay", "Gus")),
        ((2, 3), "2 of 3 delegate", ("Ana 3",), ("Dee", "Emre", "Fay", "Gus")),
        ((2, 3, 4, 5), "4 of 8 delegate", ("Ana 4", "Fay 2"), ()),
    ],
)
async def test_the_picture_names_only_who_handed_a_vote_over_by_name(
    named: tuple[int, ...], people: str, told: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    names = ["?", "Ana", "Ben", "Cy", "Dee", "Emre", "Fay", "Gus", "Hiro"]
    view, files = screen(seen(weighing(8, 4, 2, 1, 1), edges={2: 1, 3: 1, 4: 1, 5: 6}, named=named), names.__getitem__)
    twin = files[0].description or ""
    assert all(words in twin for words in (people, *told))
    assert not any(name in twin for name in hidden)
    assert ("5 members are not in it" in shown(view)) == (len(named) == 2)


@settings(deadline=None, max_examples=10)
@given(groves(20), st.lists(st.lists(st.integers(1, 9), max_size=12), max_size=21), st.text(max_size=300), st.data())
def test_any_screen_fits_on_one_message(
    grove: tuple[list[int], Edges], past: list[list[int]], name: str, data: st.DataObject
) -> None:
    roll, edges = grove
    named = frozenset(data.draw(st.sets(st.sampled_from(roll))))
    weights = data.draw(st.lists(st.integers(1, 9), max_size=len(roll)))
    handed, now = Handed(roll, edges, named, 3), weighing(len(roll), *weights)
    view = PowerView(circle_named(name or "x"), None, handed, now, 2, [weighing(99, *one) for one in past])
    made, files = screen(view, lambda one: f"{name} {one}")
    assert made.content_length() <= 4_000
    assert all(len(file.description or "") <= 1_024 for file in files)
    assert all(item.content for item in made.walk_children() if isinstance(item, discord.ui.TextDisplay))
