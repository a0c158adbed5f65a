"""A circle fills its seats by consent; who leaves it leaves them vacant, and who has them is asked in their order."""

import json
from datetime import datetime

import pytest

from bot.rules.circle import Circle
from bot.rules.consent import Phase
from bot.rules.consent.moves import GiveConsent, Object, Withdraw
from bot.rules.ids import CircleId, MemberId, ProposalId, RoleId
from bot.rules.process.description import Nomination, Seat
from bot.rules.process.errors import SeatForMember
from bot.rules.process.machine import Move
from bot.rules.process.proceeding import Proceeding
from bot.services import circle, proceeding
from bot.services.values import Event, Notice
from tests.store.world import ANNA, DAY, HOME, HOUR, MEMBERS, NOW
from tests.town import FAY, Town, person

BEN, CLEO, DAVID = MEMBERS[1:4]
ASKED = NOW + 3 * DAY + HOUR
"""Questions, reactions and changes are over."""
GIVEN = {
    "consent": {"need": "Somebody has to."},
    "permission": {"sum": "9 €"},
    "holacracy": {"output": "define_role", "role": "Cook", "tension": "None.", "example": "Monday.", "help": "Meals."},
}


def begun(
    town: Town, circle_id: CircleId, process: str = "consent", nominee: MemberId | None = None, by: MemberId = BEN
) -> ProposalId:
    wish = proceeding.OpenProceeding(
        actor=person(by),
        now=NOW,
        circle_id=circle_id,
        process=process,
        title="Somebody as our facilitator",
        text="They lead our rounds.",
        given=GIVEN[process],
        nomination=Nomination(Seat.FACILITATOR, nominee) if nominee else None,
    )
    return town.store.run_now(proceeding.open_proceeding, wish)


def do(town: Town, number: ProposalId, member: MemberId, move: Move, now: datetime = ASKED) -> None:
    town.store.run_now(proceeding.act, proceeding.Act(actor=person(member), now=now, proposal_id=number, move=move))


def seat(town: Town, circle_id: CircleId, **seats: MemberId) -> None:
    town.store.run_now(circle.edit_circle, circle.EditCircle(actor=person(ANNA), now=NOW, circle_id=circle_id, **seats))


def seen(town: Town, circle_id: CircleId) -> Circle:
    about = circle.AboutCircle(actor=person(ANNA), now=NOW, circle_id=circle_id)
    return town.store.read_now(circle.show_circle, about).circle


def standing(town: Town, number: ProposalId) -> Proceeding:
    found = town.store.read_now(proceeding.find_proceeding, number)
    assert found
    return found.proceeding


def test_adoption_fills_the_seat_and_the_ledger_remembers_it(town: Town, garden: CircleId) -> None:
    number = begun(town, garden, nominee=DAVID)
    for member in MEMBERS:
        assert seen(town, garden).facilitator_id is None
        do(town, number, member, GiveConsent())
    assert standing(town, number).item().phase is Phase.ADOPTED
    assert seen(town, garden).facilitator_id == DAVID
    assert json.loads(town.remembered(Event.CIRCLE_EDITED)[-1]) == {"circle": garden, "facilitator": town.name(DAVID)}
    assert standing(town, begun(town, garden)).item().facilitator == DAVID


def test_what_is_not_adopted_fills_no_seat(town: Town, garden: CircleId) -> None:
    do(town, begun(town, garden, nominee=DAVID), BEN, Withdraw())
    town.sweep(NOW + 30 * DAY)
    assert seen(town, garden).facilitator_id is None


def test_who_is_not_in_the_circle_is_not_nominated(town: Town, garden: CircleId) -> None:
    with pytest.raises(SeatForMember):
        begun(town, garden, nominee=FAY)


def test_who_was_nominated_and_has_left_gets_no_seat(town: Town, garden: CircleId) -> None:
    number = begun(town, garden, nominee=DAVID)
    town.leave(garden, DAVID, ASKED)
    for member in MEMBERS:
        if member != DAVID:
            do(town, number, member, GiveConsent())
    assert standing(town, number).item().phase is Phase.ADOPTED
    assert seen(town, garden).facilitator_id is None


def test_the_nominee_never_leads_the_round_about_themselves(town: Town, garden: CircleId) -> None:
    seat(town, garden, facilitator_id=DAVID, secretary_id=CLEO)
    assert standing(town, begun(town, garden, nominee=DAVID)).item().facilitator == CLEO
    assert standing(town, begun(town, garden, nominee=CLEO, by=DAVID)).item().facilitator == ANNA


@pytest.mark.parametrize("going", ["leaves", "is gone", "loses the role"])
def test_who_goes_leaves_their_seats_vacant(town: Town, garden: CircleId, going: str) -> None:
    seat(town, garden, facilitator_id=DAVID, secretary_id=CLEO)
    if going == "leaves":
        town.leave(garden, DAVID)
    elif going == "is gone":
        town.store.run_now(circle.member_gone, circle.Gone(HOME, DAVID, NOW))
    else:
        holders = [member for member in MEMBERS if member != DAVID]
        wish = circle.EditCircle(actor=person(ANNA), now=NOW, circle_id=garden, entry=circle.Entry(RoleId(77), holders))
        town.store.run_now(circle.edit_circle, wish)
    assert (seen(town, garden).facilitator_id, seen(town, garden).secretary_id) == (None, CLEO)
    assert town.chain_broken_at() is None


def test_a_silent_facilitators_seat_is_offered_to_the_secretary_who_is_called(town: Town, garden: CircleId) -> None:
    seat(town, garden, facilitator_id=DAVID, secretary_id=CLEO)
    number = begun(town, garden)
    do(town, number, MEMBERS[4], Object("I am never asked."), ASKED)
    for member in MEMBERS[:4]:
        do(town, number, member, GiveConsent(), ASKED)
    town.sweep(ASKED + DAY + HOUR)
    assert standing(town, number).item().offered == (CLEO,)
    assert [row.owed.to for row in town.owed(Notice.STEP)][-1] == (CLEO,)
    town.sweep(ASKED + 2 * DAY + HOUR)
    assert [row.owed.to for row in town.owed(Notice.STEP)][-1] == (ANNA,), "then the lead"


def test_the_secretary_reads_the_rules_and_the_steward_leads(town: Town, garden: CircleId) -> None:
    seat(town, garden, secretary_id=CLEO)
    assert standing(town, begun(town, garden, "holacracy")).item().secretary == CLEO
    assert standing(town, begun(town, garden, "permission")).item().lead == ANNA
