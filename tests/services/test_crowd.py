"""A crowd that presses at the same moment: every ballot is counted, and counted once."""

import asyncio

from bot.rules.decision import Choice, Decision
from bot.rules.ids import MemberId
from bot.rules.majority import FixedQuorum
from bot.services.values import Event
from bot.services.vote import CastBallot, Receipt, cast_ballot
from tests.store.world import ANNA, NOW
from tests.town import Town, person

CROWD = [MemberId(ANNA + number) for number in range(200)]


def wish(decision: Decision, member: MemberId, choice: Choice, key: str) -> CastBallot:
    return CastBallot(actor=person(member), now=NOW, key=key, proposal_id=decision.id, choice=choice)


async def press_together(town: Town, wishes: list[CastBallot]) -> list[Receipt]:
    return await asyncio.gather(*(town.store.run(cast_ballot, one) for one in wishes))


def test_two_hundred_ballots_cast_at_once_are_all_counted(town: Town) -> None:
    decision = town.propose(town.found(members=CROWD, quorum=FixedQuorum(1)))
    choices = [Choice.YES if number % 3 else Choice.NO for number in range(200)]
    wishes = [wish(decision, *who, key=f"{who[0]}") for who in zip(CROWD, choices, strict=True)]
    receipts = asyncio.run(press_together(town, wishes))
    assert len({receipt.code for receipt in receipts}) == len(town.remembered(Event.BALLOT_CAST)) == 200
    assert town.chain_broken_at() is None
    assert town.counted(decision) == (133, 67, 0, 0)


def test_one_member_pressing_two_hundred_times_at_once_has_one_ballot(town: Town) -> None:
    decision = town.propose(town.found(quorum=FixedQuorum(1)))
    presses = [wish(decision, ANNA, Choice.YES, key=str(number % 100)) for number in range(200)]
    receipts = asyncio.run(press_together(town, presses))
    assert [receipt.changed for receipt in receipts].count(False) == 2, "the first press, and its repeat"
    assert len(town.remembered(Event.BALLOT_CAST)) == 100, "a repeated press is answered and not done again"
    assert town.counted(decision) == (1, 0, 0, 4)
