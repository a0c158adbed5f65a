"""Agreements in either database, which refuses by itself what no decision has brought."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import DatabaseError

from bot.rules.agreement import Agreement, Status
from bot.rules.agreement.decay import Decay
from bot.rules.agreement.past import Report
from bot.rules.ids import AgreementId, CircleId, ProposalId
from bot.rules.process.record import Ended, Ending, PutOff, Record, Said, Stance, Voice
from bot.services.ports.agreements import Sought
from bot.store.engine import make_engine
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, DAY, HOME, NOW, ask, do, open_decision

RECORD = Record(
    text="50% of the Ÿield_goes to all.",
    said=(Said(ANNA, Stance.ASIDE, "Größe 🌳 'x'"),),
    concerns=(Voice(BEN, "Dear."),),
    objections=(Ended(BEN, "No.", Ending.RESOLVED),),
    put_off=(PutOff("The oven", ANNA, NOW),),
    review=90 * DAY,
    responsible=ANNA,
)


def added(store: Store, circle_id: CircleId, record: Record = RECORD) -> Agreement:
    """Store an agreement, and return it as it comes back."""
    one = Agreement(
        id=AgreementId(0),
        community_id=HOME,
        circle_id=circle_id,
        circle="Garden",
        title="Sharing",
        record=record,
        adopted_by=open_decision(store, circle_id),
        adopted_at=NOW,
        review_at=NOW + 90 * DAY,
    )
    number = do(store, lambda unit: unit.agreements.add(one))
    return known(store, number)


def known(store: Store, number: AgreementId) -> Agreement:
    found = ask(store, lambda unit: unit.agreements.get(number))
    assert found
    return found


def found(store: Store, text: str) -> int:
    return ask(store, lambda unit: unit.agreements.find(Sought(community_id=HOME, text=text), 10))[0]


def test_an_agreement_comes_back_whole_and_so_does_each_of_its_versions(store: Store, circle_id: CircleId) -> None:
    first = added(store, circle_id)
    assert first.record == RECORD
    assert ask(store, lambda unit: unit.agreements.adopted(first.adopted_by)) == first.id
    by = open_decision(store, circle_id)
    second = replace(first, version=2, newest=2, record=replace(RECORD, text="All of it."), adopted_by=by)
    do(store, lambda unit: unit.agreements.put(second))
    assert known(store, first.id) == second
    versions = ask(store, lambda unit: unit.agreements.versions(first.id))
    assert [(one.number, one.adopted_by) for one in versions] == [(1, first.adopted_by), (2, by)]
    assert (found(store, "yield"), found(store, "all of IT")) == (0, 1)


def test_words_are_found_whatever_their_capitals_and_signs_are_no_pattern(store: Store, circle_id: CircleId) -> None:
    added(store, circle_id)
    assert [found(store, text) for text in ("50%", "ÿIELD_", "sharing", "  THE   ÿ ")] == [1, 1, 1, 1]
    assert [found(store, text) for text in ("5%0", "_0%", "\\", "'; --")] == [0, 0, 0, 0]


def test_what_is_due_is_told_by_date_and_what_is_overdue_is_counted(store: Store, circle_id: CircleId) -> None:
    one, other = added(store, circle_id), added(store, circle_id)
    do(store, lambda unit: unit.agreements.put(replace(other, review_at=NOW + DAY)))
    assert ask(store, lambda unit: unit.agreements.next_due()) == NOW + DAY
    assert ask(store, lambda unit: unit.agreements.due(NOW)) == []
    assert ask(store, lambda unit: unit.agreements.due(NOW + 99 * DAY)) == [other.id, one.id]
    assert ask(store, lambda unit: unit.agreements.decay(HOME, NOW + 2 * DAY)) == Decay(2, 1)
    do(store, lambda unit: unit.agreements.put(replace(other, status=Status.REVIEW_DUE)))
    assert ask(store, lambda unit: unit.agreements.due(NOW + 99 * DAY)) == [one.id]


def test_a_better_report_takes_the_place_of_the_former(store: Store, circle_id: CircleId) -> None:
    one = added(store, circle_id)
    for text in ("First.", "Better."):
        do(store, lambda unit, text=text: unit.agreements.report(one.id, Report(1, BEN, text, NOW)))
    assert ask(store, lambda unit: unit.agreements.reports(one.id)) == [Report(1, BEN, "Better.", NOW)]


def test_a_proposal_is_about_one_agreement(store: Store, circle_id: CircleId) -> None:
    one, proposal_id = added(store, circle_id), open_decision(store, circle_id)
    do(store, lambda unit: unit.agreements.concern(proposal_id, one.id))
    assert ask(store, lambda unit: unit.agreements.concerned(proposal_id)) == one.id
    assert ask(store, lambda unit: unit.agreements.concerned(ProposalId(10**6))) is None
    with pytest.raises(DatabaseError):
        do(store, lambda unit: unit.agreements.concern(proposal_id, one.id))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agreement SET status = 'dropped'",
        "UPDATE agreement SET version = 2",
        "UPDATE agreement SET title = 'x'",
        "UPDATE agreement SET review_at = NULL",
        "UPDATE agreement_version SET record = '{}'",
        "DELETE FROM agreement_version",
        "DELETE FROM agreement",
    ],
)
def test_the_database_refuses_what_no_decision_has_brought(store: Store, circle_id: CircleId, statement: str) -> None:
    added(store, circle_id)
    engine = make_engine(store.url)
    with pytest.raises(DatabaseError), engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
