"""A ballot on options fits on Discord however many options there are and whatever they are called."""

from dataclasses import replace

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.ballot import Marks
from bot.rules.counting.poll import BallotKind
from bot.rules.counting.registry import METHODS
from bot.rules.decision import FrozenRules
from bot.rules.ids import MemberId
from bot.rules.poll import Option, PollRules, has_options, sheet_of
from bot.services.poll import MySheet
from bot.services.proposal import ProposalView
from bot.services.values import Place
from bot.ui.ballot import sheet_text
from bot.ui.below import rows_below
from bot.ui.card import card
from bot.ui.sheet import controls
from tests.ui.decisions import CLOSES, OPENED, decision_of
from tests.ui.test_messages import PLACE, shown

KEYS = [key for key, method in METHODS.items() if has_options(method)]
ME = 5
names = st.text(min_size=1, max_size=80) | st.sampled_from(["*" * 80, "@everyone" * 8, "🌳" * 80, "_" * 80, "x" * 80])


def sheet(key: str, texts: list[str], marks: Marks, *, cast: bool = False) -> MySheet:
    """Return a ballot of a poll on these options."""
    rules = PollRules(key)
    decision = replace(decision_of(), rules=FrozenRules(None, 1, 15, {}, "0.1.0", rules))
    options = [Option(number, text, MemberId(1)) for number, text in enumerate(texts, start=1)]
    return MySheet(decision, options, sheet_of(rules, len(texts)), marks, marks if cast else None)


@st.composite
def sheets(draw: st.DrawFn) -> MySheet:
    key, texts = draw(st.sampled_from(KEYS)), draw(st.lists(names, min_size=2, max_size=51))
    blank = sheet(key, texts, (0,) * len(texts)).sheet
    largest = 1 if blank.budget is not None else blank.largest
    marks = draw(st.lists(st.integers(0, largest), min_size=len(texts), max_size=len(texts)).map(tuple))
    return sheet(key, texts, marks, cast=draw(st.booleans()))


def children(view: discord.ui.View) -> list[discord.ui.Item[discord.ui.View]]:
    return [getattr(item, "item", item) for item in view.children]


@settings(deadline=None, max_examples=150)
@given(sheets())
def test_any_ballot_fits(mine: MySheet) -> None:
    text = sheet_text(mine, ME, notice="⚠ " + "x" * 150)
    assert len(text) <= 2_000
    assert "@everyone" not in text


@settings(deadline=None, max_examples=60)
@given(sheets(), st.integers(0, 12))
def test_any_card_of_a_choice_fits(mine: MySheet, ballots: int) -> None:
    decision = replace(mine.decision, text="word " * 560)
    place: Place = PLACE
    view = card(ProposalView(decision, place, ballots, mine.options), rows_below(decision, OPENED))
    assert view.content_length() <= 4_000
    assert len(list(view.walk_children())) <= 40


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("size", [2, 15, 16, 25, 26, 51])
async def test_the_menus_of_any_page_fit_and_offer_every_option(key: str, size: int) -> None:
    texts = [f"{number} " + "x" * 76 for number in range(size)]
    mine = sheet(key, texts, (1,) + (0,) * (size - 1))
    offered: set[str] = set()
    for page in range(13):
        view = controls(mine, ME, page)
        assert len(view.to_components()) <= 5
        for item in children(view):
            assert len(str(getattr(item, "custom_id", ""))) <= 100
            if isinstance(item, discord.ui.Select):
                assert 1 <= len(item.options) <= 25
                assert all(len(option.label) <= 100 for option in item.options)
                assert item.max_values <= len(item.options)
                at = str(item.custom_id).rsplit(":", 1)[1]
                ranked = mine.sheet.kind in {BallotKind.RANKING, BallotKind.APPROVALS}
                offered |= {option.value for option in item.options} if ranked else {at}
            elif str(getattr(item, "custom_id", "")).startswith("accord:rank:"):
                assert len(str(item.label)) <= 80
                offered.add(str(item.custom_id).rsplit(":", 1)[1])
    expected = set(range(1 if mine.sheet.kind is BallotKind.RANKING else 0, size))
    assert {int(one) for one in offered} == expected


def test_two_voters_see_the_options_in_orders_of_their_own() -> None:
    mine = sheet("score", [f"Option {number}" for number in range(12)], (1,) * 12)
    assert sheet_text(mine, 1) == sheet_text(mine, 1)
    assert sheet_text(mine, 1) != sheet_text(mine, 2)


async def test_a_cast_ballot_that_was_not_changed_is_not_cast_again() -> None:
    mine = sheet("approval", ["Rye", "Brioche"], (1, 0), cast=True)
    labels = [getattr(item, "label", None) for item in children(controls(mine, ME))]
    assert "Cast my ballot" not in labels
    assert "Take my ballot back" in labels


def test_points_say_what_they_cost_and_what_is_left() -> None:
    assert "**1 point**: Rye\n**4 of 5 points left**" in sheet_text(sheet("dots", ["Rye", "Brioche"], (1, 0)), ME)
    spent = sheet_text(sheet("quadratic", ["Rye", "Brioche"], (3, 0)), ME)
    assert "**3 votes** for 9 credits: Rye\n**91 of 100 credits left**" in spent


async def test_a_menu_with_nothing_left_to_give_says_so_and_does_not_open() -> None:
    menus = children(controls(sheet("dots", ["Rye", "Brioche"], (5, 0)), ME))
    spent = next(item for item in menus if isinstance(item, discord.ui.Select) and item.disabled)
    assert spent.placeholder == "Brioche: nothing left to give"


async def test_who_has_cast_a_ballot_can_still_abstain_after_clearing_it() -> None:
    mine = replace(sheet("approval", ["Rye", "Brioche"], (0, 0)), cast=(1, 0))
    labels = [getattr(item, "label", None) for item in children(controls(mine, ME))]
    assert "Abstain" in labels


def test_a_card_names_the_options_and_the_rule() -> None:
    mine = sheet("approval", ["Rye", "Brioche"], (0, 0))
    text = shown(card(ProposalView(mine.decision, PLACE, 0, mine.options), rows_below(mine.decision, CLOSES)))
    assert "**1** Rye" in text
    assert "Mark every option you can live with" in text
    assert "a tie changes nothing" in text
