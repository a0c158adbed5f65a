"""What people do in any process beside deciding: come, go, take a seat, ask, drop it, or be overtaken."""

from collections.abc import Iterator
from typing import Any

from bot.rules.process.item import Item
from bot.rules.process.machine import Machine, Move
from bot.rules.process.moves import AgreeToDrop, Answer, Ask, AskForMeeting, Overtaken, Withdraw
from bot.rules.process.seats import HandOver, Joined, Left, TakeProposal, TakeSeat
from tests.rules.process.walks import CORA, DAN, FAY, Wish


def company(item: Item, machine: Machine[Any]) -> Iterator[Wish]:
    """Yield what might happen, a proposal or a seat that waits for somebody a little likelier."""
    for move, by in _wishes(item):
        if machine.offers(item, type(move)):
            yield move, by


def _wishes(item: Item) -> Iterator[tuple[Move, Any]]:
    yield Joined(FAY), None
    yield from (4 if len(item.members) < 3 else 1) * [(Left(member), None) for member in sorted(item.members)]
    yield from ((Joined(member), None) for member in (CORA, DAN) if member not in item.members)
    yield Withdraw(), item.proposer
    yield AskForMeeting(), CORA
    yield Overtaken(), None
    yield HandOver(DAN), item.facilitator
    yield Ask("Who pays for it?"), CORA
    yield from 3 * [(Answer(number, "We do."), item.proposer) for number in range(1, len(item.questions) + 1)]
    if item.offered or item.anybody:
        yield from ((TakeSeat(), member) for member in sorted(item.members))
    if item.proposer_left_at is not None:
        yield from 12 * [(TakeProposal(), member) for member in sorted(item.members)]
    eager = 6 if len(item.for_dropping) > 1 else 1
    yield from eager * [(AgreeToDrop(), member) for member in sorted(item.members - item.for_dropping)[:1]]


def seats_hold(item: Item) -> None:
    """Assert that who facilitates and who proposes is there, and nobody facilitates what they are bound to (C9)."""
    assert item.facilitator in item.members
    assert item.proposer in item.members or item.proposer_left_at is not None
    if item.members - {item.proposer, item.subject, item.nominee}:
        assert item.facilitator not in {item.proposer, item.subject, item.nominee}
