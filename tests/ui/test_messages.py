"""Cards, announcements and reminders fit on Discord and say what they must."""

from dataclasses import replace

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.decision import Result, State
from bot.rules.ids import ChannelId, MemberId, ProposalId
from bot.rules.majority import Outcome
from bot.services.proposal import ProposalView
from bot.services.values import Place
from bot.ui.below import rows_below
from bot.ui.card import card
from bot.ui.reminder import MENTION_LIMIT, reminder_text
from bot.ui.result import announcement
from tests.ui.decisions import CLOSES, decision_of, result_of

PLACE = Place(ChannelId(5), thread_id=ChannelId(6))
odd = st.text(max_size=60) | st.sampled_from("*_#@<[\n🌳a").map(lambda letter: letter * 3_000)


def rows(count: int) -> list[discord.ui.ActionRow[discord.ui.LayoutView]]:
    return [
        discord.ui.ActionRow(*(discord.ui.Button(label=str(at), custom_id=f"{row}:{at}") for at in range(5)))
        for row in range(count)
    ]


def buttons_of(view: discord.ui.LayoutView) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    items = (item.item if isinstance(item, discord.ui.DynamicItem) else item for item in view.walk_children())
    return [item for item in items if isinstance(item, discord.ui.Button)]


def no_quorum() -> Result:
    result, _ = result_of()
    return replace(result, verdict=replace(result.verdict, outcome=Outcome.NO_QUORUM))


def shown(view: discord.ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))


@settings(deadline=None, max_examples=60)
@given(odd, odd, odd, st.sampled_from(State), st.booleans(), st.integers(0, 8))
def test_any_card_fits(title: str, text: str, circle: str, state: State, counted: bool, count: int) -> None:
    result = result_of()[0] if counted else None
    view = card(ProposalView(decision_of(title, text, circle, state, result), PLACE, 7), rows(count))
    assert view.content_length() <= 4_000
    assert len(list(view.walk_children())) <= 40
    assert all(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))


async def test_an_open_card_says_how_many_voted_and_no_tally() -> None:
    view = card(ProposalView(decision_of(), PLACE, 7), rows(1))
    text = shown(view)
    assert "7 of 15 have voted" in text
    assert f"<t:{int(CLOSES.timestamp())}:R>" in text
    assert "<@123456789012345678>" in text
    assert "needs 2/3 of votes cast and at least 5 in favour" in text
    assert " yes" not in text
    assert any(isinstance(item, discord.ui.ActionRow) for item in view.walk_children())


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.FROZEN, "being counted"),
        (State.COUNTED, "✅ Adopted"),
        (State.PUBLISHED, "9 of 12, adopted"),
        (State.WITHDRAWN, "↩ Withdrawn"),
    ],
)
async def test_an_ended_card_has_its_outcome_and_no_button_but_to_what_was_agreed_on(state: State, words: str) -> None:
    result = result_of()[0] if state in {State.COUNTED, State.PUBLISHED} else None
    decision = decision_of(state=state, result=result)
    view = card(ProposalView(decision, PLACE, 13), rows_below(decision, CLOSES))
    assert words in shown(view)
    assert [button.label for button in buttons_of(view)] == ["The agreement"] * (result is not None)


async def test_a_vote_that_missed_its_quorum_can_be_put_again_once() -> None:
    missed = decision_of(state=State.PUBLISHED, result=no_quorum())
    view = card(ProposalView(missed, PLACE, 2), rows_below(missed, CLOSES))
    assert "can be put again, once, from" in shown(view)
    assert [item.label for item in buttons_of(view)] == ["Put it again"]
    second = replace(missed, again_id=ProposalId(7))
    view = card(ProposalView(second, PLACE, 2), rows_below(second, CLOSES))
    assert "Puts no. 7 once more" in shown(view)
    assert "can be put again" not in shown(view)
    assert buttons_of(view) == []


async def test_a_card_says_that_something_could_not_be_posted() -> None:
    troubled = replace(PLACE, trouble="Missing **Access** @everyone")
    text = shown(card(ProposalView(decision_of(), troubled, 0), []))
    assert "could not post here lately: Missing \\*\\*Access\\*\\*" in text
    assert "@everyone" not in text


async def test_an_announcement_shows_the_picture_with_its_twin() -> None:
    result, _ = result_of()
    view, files = announcement(ProposalView(decision_of(state=State.COUNTED, result=result), PLACE, 13), None)
    gallery = next(item for item in view.walk_children() if isinstance(item, discord.ui.MediaGallery))
    assert gallery.items[0].media.url == f"attachment://{files[0].filename}"
    assert gallery.items[0].description == files[0].description
    assert "13 voted themselves, 0 through delegation, 2 not represented" in shown(view)


@given(odd, st.integers(0, MENTION_LIMIT))
def test_any_reminder_fits_and_names_everybody(title: str, count: int) -> None:
    to = [MemberId(10**18 + at) for at in range(count)]
    text = reminder_text(decision_of(title), to)
    assert len(text) <= 2_000
    assert all(f"<@{member}>" in text for member in to)
    assert "/reminders" in text
    assert "delegate can vote for you" in text
    assert f"<t:{int(CLOSES.timestamp())}:R>" in text


def test_too_many_names_are_refused_rather_than_dropped() -> None:
    with pytest.raises(ValueError, match="at most 80"):
        reminder_text(decision_of(), [MemberId(1)] * 81)
