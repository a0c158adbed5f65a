"""On either database a proposal is continued once, what rests is due until it is over, and neither is ever changed."""

import pytest
from sqlalchemy.exc import IntegrityError

from bot.rules.ids import CircleId, ProposalId
from bot.rules.ladder import ByProcess, ByVote, Ladder
from bot.services.values import ALONE, Climb
from bot.store.writer import Store
from tests.store.test_guards import bare
from tests.store.world import DAY, HOUR, NOW, ask, do, open_decision

LADDER = Ladder((ByProcess("consensus"), ByVote()))


@pytest.fixture
def next_id(store: Store, circle_id: CircleId, proposal_id: ProposalId) -> ProposalId:
    """What continues the decision, which rests no more."""
    following = open_decision(store, circle_id)
    do(store, lambda unit: unit.climbs.add(proposal_id, Climb(ladder=LADDER)))
    do(store, lambda unit: unit.climbs.add(following, Climb(ladder=LADDER, number=2, after_id=proposal_id)))
    return following


def test_two_proposals_name_each_other(store: Store, proposal_id: ProposalId, next_id: ProposalId) -> None:
    assert ask(store, lambda unit: unit.climbs.get(proposal_id)) == Climb(ladder=LADDER, next_id=next_id)
    found = ask(store, lambda unit: unit.climbs.get(next_id))
    assert found == Climb(ladder=LADDER, number=2, after_id=proposal_id)


def test_nothing_is_continued_twice(
    store: Store, circle_id: CircleId, proposal_id: ProposalId, next_id: ProposalId
) -> None:
    assert next_id
    other = open_decision(store, circle_id)
    with pytest.raises(IntegrityError):
        do(store, lambda unit: unit.climbs.add(other, Climb(ladder=LADDER, number=2, after_id=proposal_id)))


def test_what_rests_is_due_on_its_date_and_over_once(store: Store, proposal_id: ProposalId) -> None:
    assert ask(store, lambda unit: unit.climbs.get(proposal_id)) == ALONE
    do(store, lambda unit: unit.climbs.rest(proposal_id, NOW + DAY))
    assert ask(store, lambda unit: unit.climbs.get(proposal_id)) == Climb(rests_until=NOW + DAY)
    assert ask(store, lambda unit: unit.climbs.next_due()) == NOW + DAY
    assert ask(store, lambda unit: unit.climbs.due(NOW + DAY - HOUR)) == []
    assert ask(store, lambda unit: unit.climbs.due(NOW + DAY)) == [proposal_id]
    assert [do(store, lambda unit: unit.climbs.over(proposal_id, NOW + DAY)) for _ in range(2)] == [True, False]
    assert ask(store, lambda unit: unit.climbs.due(NOW + DAY)) == []
    assert ask(store, lambda unit: unit.climbs.next_due()) is None


@pytest.mark.parametrize(
    "statement",
    ["UPDATE climb SET number = 1", "DELETE FROM climb", "UPDATE rest SET until = over_at", "DELETE FROM rest",
     "UPDATE rest SET over_at = NULL"],
)  # fmt: skip
def test_what_is_written_there_stays(
    store: Store, proposal_id: ProposalId, next_id: ProposalId, statement: str
) -> None:
    assert next_id
    do(store, lambda unit: unit.climbs.rest(proposal_id, NOW + DAY))
    do(store, lambda unit: unit.climbs.over(proposal_id, NOW + DAY))
    with pytest.raises(IntegrityError):
        bare(store, statement)
