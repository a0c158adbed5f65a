"""What becomes of a message, by what Discord said to it: sent once, tried again, or given up with a word."""

import asyncio
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot.delivery.desk import Delivery
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.notices import Gone, Outcome
from bot.rules.decision import Decision
from bot.rules.ids import ChannelId, CircleId, MessageId
from bot.services.outbox import FORBIDDEN_PAUSE, LONGEST_PAUSE
from bot.services.values import Notice, OutboxRow
from tests.store.world import ANNA, NOW
from tests.town import HALL, Inline, StoppedClock, Town

TAKEN = Outcome(MessageId(HALL + 7), HALL)
CLIENT: Any = None
Reply = Outcome | Exception


def refusal(status: int, code: int = 0) -> discord.HTTPException:
    """What discord.py raises for an answer of Discord's."""
    answered: Any = SimpleNamespace(status=status, reason="no")
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    return kinds.get(status, discord.HTTPException)(answered, {"code": code, "message": f"refused {status}"})


class Post:
    """Takes messages as Discord would, answering each kind from a list; the last answer stays."""

    def __init__(self, town: Town, **replies: list[Reply]) -> None:
        self.replies = {Notice(kind): list(answers) for kind, answers in replies.items()}
        self.tried: list[OutboxRow] = []
        self._town = town

    async def __call__(self, _: Delivery, row: OutboxRow) -> Outcome:
        self.tried.append(row)
        answers = self.replies.get(row.owed.notice, [TAKEN])
        reply = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(reply, Exception):
            raise reply
        return reply

    def empty(self, now: datetime) -> None:
        """Let the dispatcher empty the outbox."""
        delivery = Delivery(CLIENT, Inline(self._town.store), StoppedClock(now))
        asyncio.run(Dispatcher(delivery, self).run())

    def kinds(self) -> list[Notice]:
        return [row.owed.notice for row in self.tried]


def test_a_card_that_was_taken_is_placed_and_gets_its_thread(town: Town, trees: Decision) -> None:
    post = Post(town)
    post.empty(NOW)
    assert post.kinds() == [Notice.CARD, Notice.THREAD]
    place = town.place(trees)
    assert (place.channel_id, place.card_id, place.thread_id) == (HALL, TAKEN.message_id, HALL)
    post.empty(NOW + timedelta(days=1))
    assert len(post.tried) == 2, "nothing is sent twice"


@pytest.mark.parametrize(
    "outage",
    [refusal(500), refusal(502), refusal(503), aiohttp.ServerDisconnectedError(), ConnectionResetError("reset")],
    ids=lambda outage: type(outage).__name__ + str(getattr(outage, "status", "")),
)
def test_an_outage_is_waited_out_with_the_same_nonce_and_longer_pauses(
    town: Town, trees: Decision, outage: Exception
) -> None:
    post, now, pauses = Post(town, card=[*[outage] * 12, TAKEN]), NOW, []
    while not town.place(trees).card_id:
        post.empty(now)
        waiting = town.owed(Notice.CARD)
        if waiting:
            pauses.append(waiting[0].due_at - now)
            post.empty(waiting[0].due_at - timedelta(microseconds=1))
            now = waiting[0].due_at
    tries = [row for row in post.tried if row.owed.notice is Notice.CARD]
    assert len(tries) == 13
    assert len({row.nonce for row in tries}) == 1
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


def test_a_missing_right_is_asked_for_once_and_tried_again_in_an_hour(town: Town, trees: Decision) -> None:
    post = Post(town, card=[refusal(403, 50013), refusal(403, 50013), TAKEN])
    post.empty(NOW)
    assert post.kinds() == [Notice.CARD, Notice.TROUBLE]
    assert post.tried[1].owed.member_id == ANNA
    assert town.place(trees).trouble == "refused 403"
    for hours in (1, 2):
        post.empty(NOW + hours * FORBIDDEN_PAUSE)
    assert post.kinds().count(Notice.TROUBLE) == 1
    assert (town.place(trees).card_id, town.place(trees).trouble) == (TAKEN.message_id, "")


def test_a_malformed_message_is_given_up_and_its_proposer_told(town: Town, trees: Decision) -> None:
    post = Post(town, card=[refusal(400)])
    post.empty(NOW)
    post.empty(NOW + timedelta(days=30))
    assert post.kinds() == [Notice.CARD, Notice.TROUBLE]
    assert "refused 400" in town.place(trees).trouble


@pytest.mark.parametrize("gone", [refusal(404, 10008), Gone("the card is gone")], ids=["unknown message", "no card"])
def test_a_card_that_is_gone_is_posted_again(town: Town, trees: Decision, gone: Exception) -> None:
    second = Outcome(MessageId(HALL + 8), ChannelId(HALL))
    post = Post(town, card=[TAKEN, second], card_update=[gone, TAKEN])
    post.empty(NOW)
    town.withdraw(trees)
    post.empty(NOW)
    assert post.kinds() == [
        Notice.CARD, Notice.THREAD, Notice.CARD_UPDATE, Notice.WITHDRAWN, Notice.CARD,
    ]  # fmt: skip
    assert town.place(trees).card_id == second.message_id


def test_a_fault_of_our_own_is_tried_again_and_keeps_no_other_message_waiting(
    town: Town, trees: Decision, garden: CircleId
) -> None:
    other = town.propose(garden)
    post = Post(town, card=[ZeroDivisionError("a bug"), TAKEN])
    post.empty(NOW)
    assert (town.place(trees).card_id, town.place(other).card_id) == (None, TAKEN.message_id)
    post.empty(NOW + LONGEST_PAUSE)
    assert town.place(trees).card_id == TAKEN.message_id
