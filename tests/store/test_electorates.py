"""A count reads whole columns; they hold what reading row by row gives, on either database."""

from dataclasses import replace

from bot.rules.columns import NOBODY
from bot.rules.decision import Choice, Result
from bot.rules.delegation import Scope, resolve
from bot.rules.electorate import Electorate, tally, weigh
from bot.rules.ids import CircleId, CommunityId, DelegationId, MemberId, ProposalId
from bot.services.deadline import Ask, count, silent
from bot.services.ports import UnitOfWork
from bot.services.values import Delegation, Ground
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, HOME, HOUR, MEMBERS, NOW, ask, cast, do, open_decision


def trust(truster: MemberId, trustee: MemberId | None, scope: Scope, scope_id: int) -> Delegation:
    return Delegation(DelegationId(0), HOME, truster, scope, scope_id, trustee, NOW, None, NOW)


def read(store: Store, proposal_id: ProposalId) -> Electorate:
    def question(unit: UnitOfWork) -> Electorate:
        decision = unit.decisions.get(proposal_id)
        assert decision
        return unit.electorates.at(decision, NOW + HOUR)

    return ask(store, question)


def delegate(store: Store, circle_id: CircleId, proposal_id: ProposalId) -> None:
    """Delegations in every scope, beside some that do not count here: ended, expired, later, elsewhere."""
    here, this = (Scope.CIRCLE, circle_id), (Scope.PROPOSAL, proposal_id)
    everywhere = (Scope.COMMUNITY, 0)
    said = [
        trust(ANNA, ELA, *everywhere),
        trust(ANNA, BEN, *everywhere),  # ends the one before
        trust(ANNA, None, *here),
        trust(ANNA, CLEO, *this),
        trust(DAVID, ANNA, *everywhere),
        trust(DAVID, BEN, Scope.CIRCLE, circle_id + 1),
        trust(DAVID, BEN, Scope.PROPOSAL, proposal_id + 1),
        replace(trust(DAVID, BEN, *here), until=NOW + HOUR),
        replace(trust(ELA, BEN, *this), since=NOW + DAY, accepted_at=NOW + DAY),
        replace(trust(BEN, ELA, *this), community_id=CommunityId(HOME + 1)),
        trust(ELA, None, *here),
    ]
    for each in said:
        do(store, lambda unit, one=each: unit.delegations.set(one))  # type: ignore[misc]


def rows(layer: tuple[object, object]) -> set[tuple[int, int]]:
    trusters, trustees = layer
    return set(zip(trusters.tolist(), trustees.tolist(), strict=True))  # type: ignore[attr-defined]


def test_the_columns_hold_the_rows_that_count(store: Store, circle_id: CircleId, proposal_id: ProposalId) -> None:
    delegate(store, circle_id, proposal_id)
    for member, choice in ((CLEO, Choice.NO), (BEN, Choice.YES), (ELA, Choice.ABSTAIN)):
        cast(store, proposal_id, member, choice)
    do(store, lambda unit: unit.memberships.leave(circle_id, [ELA], NOW + HOUR))
    found = read(store, proposal_id)
    assert sorted(found.roll.tolist()) == MEMBERS
    assert sorted(found.members.tolist()) == [ANNA, BEN, CLEO, DAVID]
    assert [rows(layer) for layer in found.layers] == [
        {(ANNA, BEN), (DAVID, ANNA)},
        {(ANNA, NOBODY), (ELA, NOBODY)},
        {(ANNA, CLEO)},
    ]
    said = dict(zip(found.voters.tolist(), found.choices.tolist(), strict=True))
    assert {voter: list(Choice)[code] for voter, code in said.items()} == {
        CLEO: Choice.NO,
        BEN: Choice.YES,
        ELA: Choice.ABSTAIN,
    }


def test_columns_and_rows_weigh_the_same(store: Store, circle_id: CircleId, proposal_id: ProposalId) -> None:
    delegate(store, circle_id, proposal_id)
    cast(store, proposal_id, CLEO, Choice.NO)
    found = weigh(read(store, proposal_id))
    ground = Ground(HOME, circle_id, None, proposal_id)
    standing = {one: ask(store, lambda unit, m=one: unit.standings.of(ground, m, NOW + HOUR)) for one in MEMBERS}
    expected = resolve(MEMBERS, {one: stands.delegates or () for one, stands in standing.items()}, [CLEO])
    assert dict(zip([CLEO], found.weights.tolist(), strict=True)) == expected.weight == {CLEO: 3}
    assert found.lost.tolist() == [member for member in MEMBERS if expected.terminal[member] is None] == [BEN, ELA]


def test_a_count_and_the_reminder_before_it_rest_on_the_columns(store: Store, circle_id: CircleId) -> None:
    proposal_id = open_decision(store, circle_id)
    delegate(store, circle_id, proposal_id)
    cast(store, proposal_id, CLEO, Choice.NO)
    cast(store, proposal_id, ELA, Choice.ABSTAIN)
    asked = Ask(proposal_id, NOW + HOUR)
    assert ask(store, lambda unit: silent(unit, asked).alone) == [BEN]
    do(store, lambda unit: unit.memberships.leave(circle_id, [ELA], NOW + DAY))
    found = ask(store, lambda unit: count(unit, Ask(proposal_id, NOW + 10 * DAY))).result
    assert isinstance(found, Result)
    assert (found.verdict.tally.no, found.verdict.tally.abstain, found.roll) == (3, 0, 4)
    assert (found.direct, found.delegated, found.unrepresented) == (1, 2, 1)


def test_a_decision_in_which_nobody_said_anything_has_empty_columns(store: Store, proposal_id: ProposalId) -> None:
    found = read(store, proposal_id)
    assert [len(column) for layer in found.layers for column in layer] == [0] * 6
    weighed = weigh(found)
    assert (tally(found, weighed, len(Choice)), weighed.lost.tolist()) == ([0, 0, 0], MEMBERS)
