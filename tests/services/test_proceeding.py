"""A consent round in the database: every move is kept, the clock is heard once, and people who go are noticed."""

from bot.rules.consent import Phase
from bot.rules.consent.moves import Amend, Answer, Ask, Confirm, GiveConsent, GoOn, Keep, Object, React
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.process.machine import Move
from bot.rules.process.proceeding import Proceeding
from bot.services import proceeding
from bot.services.values import Event, Notice
from bot.store.writer import Store
from tests.store.world import ANNA, DAY, HOUR, MEMBERS, NOW
from tests.town import Town, person

BEN, CORA = MEMBERS[1], MEMBERS[2]


def begun(town: Town, circle_id: CircleId) -> ProposalId:
    wish = proceeding.OpenProceeding(
        actor=person(BEN),
        now=NOW,
        circle_id=circle_id,
        process="consent",
        title="Meeting day",
        text="We meet on Mondays.",
        given={"need": "We miss each other."},
    )
    return town.store.run_now(proceeding.open_proceeding, wish)


def do(town: Town, proposal_id: ProposalId, member: MemberId, move: Move, now: object = NOW) -> None:
    town.store.run_now(
        proceeding.act, proceeding.Act(actor=person(member), now=now, proposal_id=proposal_id, move=move)
    )


def seen(store: Store, proposal_id: ProposalId) -> Proceeding:
    found = store.read_now(proceeding.find_proceeding, proposal_id)
    assert found
    return found.proceeding


def test_a_round_is_adopted_and_its_whole_course_is_kept(town: Town) -> None:
    number = begun(town, town.found())
    do(town, number, CORA, Ask("When?"))
    do(town, number, BEN, Answer(1, "At noon."))
    do(town, number, ANNA, GoOn())
    for member in MEMBERS:
        if member != BEN:
            do(town, number, member, React("Good."))
    do(town, number, BEN, Amend("We meet on Mondays at noon."))
    do(town, number, BEN, Keep("Said."))
    for member in MEMBERS:
        do(town, number, member, GiveConsent(), NOW + HOUR)
    found = seen(town.store, number)
    assert found.item().phase is Phase.ADOPTED
    assert found.item().text == "We meet on Mondays at noon."
    assert len(town.remembered(Event.STEP_TAKEN)) == found.steps == len(found.log)
    assert town.chain_broken_at() is None


def test_the_clock_moves_a_silent_circle_to_its_end_once(town: Town) -> None:
    number = begun(town, town.found())
    for _ in range(2):
        town.sweep(NOW + DAY + HOUR)
    assert seen(town.store, number).item().phase is Phase.REACT
    assert len(town.owed(Notice.STEP)) == 1
    town.sweep(NOW + 30 * DAY)
    assert seen(town.store, number).item().phase is Phase.STALLED
    steps = seen(town.store, number).steps
    town.sweep(NOW + 31 * DAY)
    assert seen(town.store, number).steps == steps


def test_an_objection_stays_when_its_objector_leaves(town: Town) -> None:
    circle_id = town.found()
    number = begun(town, circle_id)
    town.sweep(NOW + 3 * DAY + HOUR)
    later = NOW + 3 * DAY + 2 * HOUR
    do(town, number, CORA, Object("I work on Mondays."), later)
    town.leave(circle_id, CORA, later)
    for member in (*MEMBERS[:2], *MEMBERS[3:]):
        do(town, number, member, GiveConsent(), later)
    assert seen(town.store, number).item().phase is Phase.INTEGRATE


def test_an_amendment_is_a_new_wording_and_both_have_to_confirm(town: Town) -> None:
    number = begun(town, town.found())
    town.sweep(NOW + 3 * DAY + HOUR)
    later = NOW + 3 * DAY + 2 * HOUR
    do(town, number, CORA, Object("I work on Mondays."), later)
    for member in MEMBERS:
        if member != CORA:
            do(town, number, member, GiveConsent(), later)
    do(town, number, BEN, Amend("We meet on Tuesdays."), later)
    do(town, number, BEN, Confirm(1), later)
    do(town, number, CORA, Confirm(1), later)
    item = seen(town.store, number).item()
    assert item.phase is Phase.ROUND
    assert item.version == 2
    found = town.store.read_now(lambda unit, one: unit.proposals.get(one), number)
    assert found
    assert found.text == "We meet on Tuesdays."
