"""What is kept of the power in a circle: how weight was spread in its counts, and who delegates there now."""

from datetime import datetime

import numpy as np

from bot.rules.columns import NOBODY
from bot.rules.decision import Power, Result, State
from bot.rules.delegation import Scope
from bot.rules.electorate import Electorate
from bot.rules.ids import CircleId, DelegationId, MemberId, ProposalId, TopicId
from bot.rules.majority import Outcome, Tally, Verdict
from bot.services.ports import UnitOfWork
from bot.services.values import Delegation, Ground
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, HOME, HOUR, MEMBERS, NOW, RULES, add_circle, ask, do

RESULT = Result(Verdict(Outcome.ADOPTED, Tally(3, 1, 0), 5, RULES.quorum, 2), direct=2, delegated=2, unrepresented=1)


def counted(
    store: Store, circle_id: CircleId, top: int, closes_at: datetime, topic_id: TopicId | None = None
) -> ProposalId:
    """Have a decision counted in which the heaviest ballot weighs so much, 0 for one of which that was not kept."""

    def done(unit: UnitOfWork) -> ProposalId:
        circle = unit.circles.get(circle_id)
        assert circle
        one = unit.proposals.add(circle, ANNA, "Plant trees", "Twelve of them.", NOW, None, topic_id)
        unit.decisions.open(one, RULES, closes_at - DAY, closes_at, closes_at, MEMBERS)
        for before, after in ((State.OPEN, State.FROZEN), (State.FROZEN, State.COUNTED)):
            assert unit.decisions.move(one, before, after, closes_at)
        unit.decisions.record(one, RESULT, Power(5, ((1, 2), (top, 1)), flips=True) if top else None)
        return one

    return do(store, done)


def tops(store: Store, circle_id: CircleId, *, since: datetime = NOW, topic_id: TopicId | None = None) -> list[int]:
    """Return the heaviest weights, by which the decisions are told apart here."""
    found = ask(store, lambda unit: unit.decisions.powers(circle_id, topic_id, since))
    assert all(isinstance(closed, datetime) and closed.tzinfo for closed, _ in found)
    return [power.top for _, power in found]


def trust(
    store: Store, truster: MemberId, trustee: MemberId | None, scope: Scope, of: int, *, named: bool = False
) -> None:
    given = Delegation(DelegationId(0), HOME, truster, scope, of, trustee, NOW, None, NOW, named=named)
    do(store, lambda unit: unit.delegations.set(given))


def test_how_weight_was_spread_comes_back_with_the_result(store: Store, circle_id: CircleId) -> None:
    kept, other = counted(store, circle_id, 3, NOW + DAY), counted(store, circle_id, 0, NOW + DAY)
    found = [ask(store, lambda unit, one=one: unit.decisions.get(one)) for one in (kept, other)]  # type: ignore[misc]
    assert [one and one.power for one in found] == [Power(5, ((1, 2), (3, 1)), flips=True), None]


def test_decisions_are_read_that_closed_since_a_moment(store: Store, circle_id: CircleId) -> None:
    for top, days in ((4, 3), (2, 1), (5, 4), (3, 2)):
        counted(store, circle_id, top, NOW + days * DAY)
    counted(store, circle_id, 0, NOW + 5 * DAY)
    counted(store, add_circle(store, "Kitchen"), 9, NOW + DAY)
    assert tops(store, circle_id) == [2, 3, 4, 5]
    assert tops(store, circle_id, since=NOW + 3 * DAY) == [4, 5]


def test_decisions_on_one_topic_are_read_apart(store: Store, circle_id: CircleId) -> None:
    topic_id = do(store, lambda unit: unit.topics.add(circle_id, "Water", NOW))
    counted(store, circle_id, 2, NOW + DAY, topic_id)
    counted(store, circle_id, 3, NOW + DAY)
    assert tops(store, circle_id, topic_id=topic_id) == [2]


def test_an_open_decision_says_nothing(store: Store, circle_id: CircleId, proposal_id: ProposalId) -> None:
    assert proposal_id
    assert tops(store, circle_id) == []


def test_who_delegates_in_a_circle_is_read_without_a_decision(store: Store, circle_id: CircleId) -> None:
    topic_id = do(store, lambda unit: unit.topics.add(circle_id, "Water", NOW))
    trust(store, ANNA, ELA, Scope.COMMUNITY, 0)
    trust(store, BEN, CLEO, Scope.CIRCLE, circle_id)
    trust(store, BEN, None, Scope.TOPIC, topic_id)
    trust(store, CLEO, ANNA, Scope.PROPOSAL, 1)
    do(store, lambda unit: unit.memberships.leave(circle_id, [DAVID], NOW + HOUR))

    def read(topic: TopicId | None) -> Electorate:
        return ask(store, lambda unit: unit.electorates.on(Ground(HOME, circle_id, topic), NOW + DAY, ranked=False))

    found = read(topic_id)
    assert sorted(found.roll.tolist()) == sorted(found.members.tolist()) == [ANNA, BEN, CLEO, ELA]
    assert [np.column_stack(layer).tolist() for layer in found.layers] == [
        [[ANNA, ELA]],
        [[BEN, CLEO]],
        [[BEN, NOBODY]],
    ]
    assert len(read(None).layers) == 2
    assert len(found.voters) == len(found.choices) == 0


def test_a_delegation_is_in_the_open_where_the_narrowest_is(store: Store, circle_id: CircleId) -> None:
    trust(store, ANNA, ELA, Scope.COMMUNITY, 0, named=True)
    trust(store, BEN, ELA, Scope.COMMUNITY, 0, named=True)
    trust(store, BEN, CLEO, Scope.CIRCLE, circle_id)
    trust(store, CLEO, ELA, Scope.COMMUNITY, 0)
    trust(store, CLEO, ELA, Scope.CIRCLE, circle_id, named=True)
    found = ask(store, lambda unit: unit.electorates.named(Ground(HOME, circle_id), NOW + DAY))
    assert sorted(found.tolist()) == [ANNA, CLEO]
