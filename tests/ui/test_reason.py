"""Reasons of vetoes on cards, in forms and with the result: readable, harmless, and no more than fits."""

from dataclasses import replace
from datetime import timedelta

import discord
import pytest

from bot.rules.chain import Chain, ChainEnd
from bot.rules.counting.apache import consensus_approval
from bot.rules.counting.poll import Ballots, Poll
from bot.rules.counting.yes_no import NO, YES
from bot.rules.decision import Choice, Decision, FrozenRules, PollResult, State
from bot.rules.ids import ChannelId
from bot.rules.majority import Outcome
from bot.rules.poll import PollRules
from bot.rules.reason import REASON_LENGTH, with_reasons
from bot.services.mine import MyStand
from bot.services.poll import Counted
from bot.services.proposal import ProposalView
from bot.services.values import Place
from bot.services.vote import MyVote
from bot.ui.counted import page_of, written
from bot.ui.my.words import stand
from bot.ui.poll import poll_words
from bot.ui.reason import MOST_PAGES, ReasonForm, announced, pages
from bot.ui.result import announcement
from tests.ui.decisions import decision_of

RULES = with_reasons(PollRules("consensus_approval"))
RESULT = PollResult(Outcome.NOT_ADOPTED, (), 5, 4, 0, 1)
COUNT = consensus_approval(Poll((YES, NO), Ballots.of([(1, 0), (0, 1)], [3, 1]), 5))
TRAP = "**no** @everyone <@&1> https://discord.gg/abc\n> “nice”, said Ben"
WIDEST = "*" * REASON_LENGTH


def decided(rules: PollRules = RULES, state: State = State.COUNTED) -> Decision:
    frozen = FrozenRules(None, 1, 5, {}, "0.1.0", rules)
    return replace(decision_of(), rules=frozen, state=state, result=RESULT if state is State.COUNTED else None)


def shown(view: discord.ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))


@pytest.mark.parametrize("method", ["consensus_approval", "lazy_consensus"])
def test_the_card_promises_what_the_vote_was_opened_with(method: str) -> None:
    older = PollRules(method)
    assert "it is told in the thread" in poll_words(older, 1)
    assert "published with the result" in poll_words(with_reasons(older), 1)
    assert "reason" not in poll_words(with_reasons(PollRules("majority_approval")), 1)


async def test_the_form_has_one_field_with_the_reason_as_it_stands() -> None:
    async def cast(*_: object) -> None:
        raise AssertionError("nothing was sent")

    seen = MyVote(decided(state=State.OPEN), True, Choice.NO, Chain((1,), ChainEnd.VOTES), (), "It costs too much.")
    form = ReasonForm(seen, cast)
    (label,) = form.to_dict()["components"]
    field = label["component"]
    assert (field["required"], field["max_length"], field["value"]) == (True, REASON_LENGTH, "It costs too much.")
    assert "without your name" in label["description"]
    assert len(label["description"]) <= 100


def test_a_member_sees_their_own_reason() -> None:
    seen = MyVote(decided(state=State.OPEN), True, Choice.NO, Chain((1,), ChainEnd.VOTES), (), TRAP)
    told = stand(MyStand(seen, None), str)
    assert r"✗ **No**. Your reason: “\*\*no\*\* " in told
    assert "@everyone" not in told
    assert "reason" not in stand(MyStand(replace(seen, ballot=Choice.YES, reason=None), None), str)


def test_what_members_write_formats_nothing_and_calls_nobody() -> None:
    for told in (announced([TRAP]), pages([TRAP])[0]):
        assert r"\*\*no\*\*" in told
        assert not any(word in told for word in ("@everyone", "<@&1>", "discord.gg/abc"))
        assert len(told.splitlines()) <= 3


def test_no_reasons_leave_no_trace() -> None:
    assert (announced([]), pages([])) == ("", [])


async def test_the_announcement_has_as_many_reasons_as_fit_and_says_how_many_more_there_are() -> None:
    decision = replace(decided(), title="*" * 90, circle="*" * 40)
    view = ProposalView(decision, Place(ChannelId(5)), 4)
    for reasons in ([TRAP], [WIDEST] * 3, ["Because."] * 900, [WIDEST] * 900):
        drawn, _ = announcement(view, COUNT, (), None, reasons)
        assert drawn.content_length() <= 4_000
        told = shown(drawn)
        more = 0 if "… and" not in told else int(told.split("… and ")[1].split(" more")[0])
        assert told.count("\n> “") + more == len(reasons)
        assert told.count("\n> “") >= min(2, len(reasons))
    assert "Why not" not in shown(announcement(view, COUNT)[0])


def test_every_reason_has_its_place_on_a_page_of_the_explanation() -> None:
    reasons = [f"{number:03} {'x' * 300}" for number in range(40)]
    counted = Counted(decided(), (), COUNT, None, reasons)
    told = [page_of(counted, page)[0] for page in range(page_of(counted, 0)[1])]
    assert all(len(page) <= 1_900 for page in told)
    assert [line for page in told for line in page.splitlines() if line.startswith("> ")] == [
        f"> “{reason}”" for reason in reasons
    ]


def test_more_reasons_than_anybody_would_turn_to_are_in_the_files() -> None:
    told = pages([WIDEST] * 90)
    assert len(told) == MOST_PAGES
    assert "… and 70 more, in the files" in told[-1]
    assert all(len(page) <= 1_900 for page in told)
    assert "\\*" * REASON_LENGTH + "”" in told[0]


def test_the_files_have_every_reason_letter_for_letter() -> None:
    files = written(Counted(decided(), (), COUNT, None, [TRAP, "=1+1"]))
    assert r'"**no** @everyone <@&1> https://discord.gg/abc\n> “nice”, said Ben"' in files["json"]
    assert ",veto,reason,,,'=1+1,\r\n" in files["csv"]
    assert '"reasons": []' in written(Counted(decided(), (), COUNT, None))["json"]


def test_the_end_of_a_vote_is_said_with_the_reason_in_my_vote_too() -> None:
    ended = replace(decided(), closes_at=decided().closes_at + timedelta(days=1))
    seen = MyVote(ended, True, Choice.NO, Chain((1,), ChainEnd.VOTES), (), "It costs too much.")
    assert stand(MyStand(seen, None), str) == "Your ballot says ✗ **No**. Your reason: “It costs too much.”."
