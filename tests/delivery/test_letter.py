"""How letters and calls are handed to Discord: to whom, with which words, and with a sound or without."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.delivery import letter
from bot.delivery.channels import Outcome
from bot.delivery.desk import Delivery
from bot.rules.decision import Choice, Decision
from bot.rules.delegation import Scope
from bot.rules.ids import LetterId, MemberId
from bot.rules.reach import Quiet, ReminderChoice
from bot.services.letter import BEAT, Read, read
from bot.services.outbox import Sent, record_sent
from bot.services.values import LetterKind, Notice, OutboxRow
from tests.delivery.test_dispatcher import refusal
from tests.services.mail import given, send, unread, wish
from tests.store.world import ANNA, BEN, CLEO, HOUR, NOW
from tests.town import HALL, Inline, StoppedClock, Town
from tests.ui.test_messages import shown

SOON = NOW + BEAT
LEFT = MemberId(404)


@dataclass
class Person:
    """Somebody's direct messages, or a channel."""

    sent: list[dict[str, Any]] = field(default_factory=list)

    async def send(self, **content: Any) -> Any:
        self.sent.append(content)
        return SimpleNamespace(id=7, channel=SimpleNamespace(id=HALL))


class Guild:
    """A community in which everybody is but one."""

    name = "Village"

    def get_member(self, member_id: int) -> Any:
        return None if member_id == LEFT else SimpleNamespace(display_name=f"M{member_id % 100}")

    async def fetch_member(self, _: int) -> Any:
        raise refusal(404)


class Client:
    """Discord, as far as letters go."""

    def __init__(self) -> None:
        self.dm, self.hall, self.asked = Person(), Person(), list[int]()

    def get_guild(self, _: int) -> Guild:
        return Guild()

    async def create_dm(self, who: discord.Object) -> Person:
        self.asked.append(who.id)
        return self.dm


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    """Have every channel be the hall."""
    made = Client()

    async def hall(*_: object) -> Person:
        return made.hall

    monkeypatch.setattr(letter, "home", hall)
    monkeypatch.setattr(letter, "thread_or_home", hall)
    return made


def deliver(town: Town, client: Any, row: OutboxRow, now: datetime = SOON) -> Outcome:
    sender = {Notice.LETTERS: letter.letters, Notice.CALL: letter.call}[row.owed.notice]
    return asyncio.run(sender(Delivery(client, Inline(town.store), StoppedClock(now)), row))


def owed(town: Town, now: datetime = SOON) -> list[OutboxRow]:
    town.sweep(now)
    return town.owed(Notice.LETTERS, Notice.CALL)


@pytest.fixture
def followed(town: Town, trees: Decision) -> Decision:
    """Anna, who takes direct messages, follows Ben, who has voted."""
    wish(town, ANNA, ReminderChoice.DM)
    wish(town, BEN, ReminderChoice.NONE)
    town.trust(ANNA, BEN)
    town.cast(trees, BEN, Choice.YES)
    send(town, ANNA, LetterKind.CARRIED, trees.id)
    return trees


def test_a_letter_goes_to_one_person_and_calls_nobody(town: Town, client: Client, followed: Decision) -> None:
    [row] = owed(town)
    outcome = deliver(town, client, row)
    [sent] = client.dm.sent
    assert client.asked == [ANNA]
    assert (sent["nonce"], sent["silent"]) == (row.nonce, False)
    assert sent["allowed_mentions"].to_dict() == {"parse": [], "users": []}
    assert f"**M{BEN % 100}** voted ✓ **yes** on **{followed.title}**" in shown(sent["view"])
    town.store.run_now(record_sent, Sent(row, SOON, outcome.message_id, read=outcome.read))
    assert unread(town, ANNA) == []


@pytest.mark.usefixtures("followed")
def test_a_second_try_says_the_same_with_the_same_nonce(town: Town, client: Client) -> None:
    [row] = owed(town)
    first = deliver(town, client, row)
    send(town, ANNA, LetterKind.EXPIRING, delegation_id=given(town, ANNA), at=SOON)
    assert deliver(town, client, row) == first, "what came meanwhile is not in the message that Discord may have"
    one, two = client.dm.sent
    assert (one["nonce"], shown(one["view"])) == (two["nonce"], shown(two["view"]))
    town.store.run_now(record_sent, Sent(row, SOON, read=first.read))
    assert unread(town, ANNA) == [LetterKind.EXPIRING]


@pytest.mark.usefixtures("followed")
def test_in_quiet_hours_it_makes_no_sound(town: Town, client: Client) -> None:
    [row] = owed(town)
    wish(town, ANNA, ReminderChoice.DM, quiet=Quiet(SOON.hour, SOON.hour + 1, "UTC"))
    deliver(town, client, row)
    assert client.dm.sent[0]["silent"]


def test_what_is_settled_meanwhile_is_read_and_not_sent(town: Town, client: Client, followed: Decision) -> None:
    [row] = owed(town)
    town.cast(followed, ANNA, Choice.NO)
    outcome = deliver(town, client, row)
    assert client.dm.sent == []
    assert outcome.read == (LetterId(int(row.owed.detail)),)


def test_who_has_left_the_community_is_not_written_to(town: Town, client: Client, trees: Decision) -> None:
    wish(town, LEFT, ReminderChoice.DM)
    send(town, LEFT, LetterKind.OVERRIDE, trees.id)
    [row] = owed(town)
    assert deliver(town, client, row) == Outcome()
    assert client.dm.sent == []
    assert unread(town, LEFT) == [LetterKind.OVERRIDE]


def test_a_call_names_those_who_have_something_to_read_and_nothing_else(
    town: Town, client: Client, trees: Decision
) -> None:
    for member in (ANNA, BEN, CLEO):
        send(town, member, LetterKind.OVERRIDE, trees.id)
    [row] = owed(town)
    town.store.run_now(read, Read((LetterId(2),), SOON))
    deliver(town, client, row)
    [sent] = client.hall.sent
    assert sent["content"] == f"<@{ANNA}> <@{CLEO}>\n{letter.CALL}"
    assert {int(one) for one in sent["allowed_mentions"].to_dict()["users"]} == {ANNA, CLEO}
    assert (sent["nonce"], sent["silent"]) == (row.nonce, False)
    assert [item.item.label for item in sent["view"].children] == ["Read it"]


def test_who_has_read_it_all_is_not_called(town: Town, client: Client, trees: Decision) -> None:
    send(town, ANNA, LetterKind.OVERRIDE, trees.id)
    [row] = owed(town)
    town.store.run_now(read, Read((LetterId(1),), SOON))
    assert deliver(town, client, row) == Outcome()
    assert client.hall.sent == []


def test_all_calls_say_the_same_whatever_they_are_about(town: Town, client: Client, trees: Decision) -> None:
    town.trust(BEN, ANNA, Scope.CIRCLE, trees.circle_id)
    send(town, CLEO, LetterKind.LOST, trees.id, at=trees.closes_at - HOUR)
    for now in (SOON, trees.closes_at - HOUR + BEAT):
        for row in owed(town, now):
            deliver(town, client, row, now)
            town.deliver(Notice.CALL)
    texts = [sent["content"].split("\n")[1] for sent in client.hall.sent]
    assert texts == [letter.CALL, letter.CALL]


def test_eighty_names_and_the_call_fit_into_a_message() -> None:
    assert 80 * len(f"<@{10**18}> ") + len(letter.CALL) <= 2_000
