"""A step calls by name who is waited for next, and who is asked from outside the circle takes part in it."""

import pytest

from bot.rules.advice import Advise
from bot.rules.errors import NotInCircle
from bot.rules.ids import MemberId, ProposalId
from bot.rules.process.machine import Move
from bot.rules.talking import Pass
from bot.services import proceeding
from bot.services.proposal import AboutProposal
from bot.services.values import Notice
from tests.store.world import ANNA, DAY, HOUR, MEMBERS, NOW
from tests.town import FAY, MAYOR, Town, person

BEN = MEMBERS[1]


def begun(town: Town, process: str, **given: str) -> ProposalId:
    wish = proceeding.OpenProceeding(
        actor=person(BEN),
        now=NOW,
        circle_id=town.found(),
        process=process,
        title="Meeting day",
        text="We meet on Mondays.",
        given=given,
    )
    return town.store.run_now(proceeding.open_proceeding, wish)


def do(town: Town, proposal_id: ProposalId, member: MemberId, move: Move) -> None:
    wish = proceeding.Act(actor=person(member), now=NOW + HOUR, proposal_id=proposal_id, move=move)
    town.store.run_now(proceeding.act, wish)


def called(town: Town) -> list[tuple[MemberId, ...]]:
    return [row.owed.to for row in town.owed(Notice.STEP)]


def holder(town: Town, proposal_id: ProposalId) -> MemberId:
    about = AboutProposal(actor=person(ANNA), now=NOW, proposal_id=proposal_id)
    item = town.store.read_now(proceeding.show_proceeding, about).proceeding.item()
    assert item.holder is not None
    found: MemberId = item.holder
    return found


def test_who_is_asked_from_outside_is_called_and_advises_and_nobody_else_from_there(town: Town) -> None:
    number = begun(town, "advice", need="We miss each other.", affected=str(FAY))
    assert called(town) == [(FAY,)]
    with pytest.raises(NotInCircle):
        do(town, number, MAYOR, Advise("Mind the rain."))
    do(town, number, FAY, Advise("Mind the rain."))
    assert called(town) == [(FAY,), (BEN,)], "then the proposer, who decides"


def test_everybody_is_called_when_the_word_comes_to_them_and_reminded_in_their_own_turn(town: Town) -> None:
    number = begun(town, "talking", purpose="To hear one another.")
    first = holder(town, number)
    do(town, number, first, Pass())
    second = holder(town, number)
    assert first != second
    assert called(town) == [(first,), (second,)]
    town.sweep(NOW + DAY)
    reminders = [row.owed.detail for row in town.owed(Notice.STEP_REMINDER)]
    assert len(reminders) == len(set(reminders)) >= 3, "each turn has a reminder of its own"
