"""Where one vote goes is asked of the database, and is what the rules make of all rows."""

from datetime import timedelta
from random import Random

import pytest

from bot.rules.chain import Chain, chain
from bot.rules.decision import Choice
from bot.rules.delegation import Delegates, Scope
from bot.rules.ids import CircleId, DelegationId, MemberId, ProposalId
from bot.services.chain import follow
from bot.services.ports import UnitOfWork
from bot.services.values import Delegation, Ground
from bot.store.writer import Store
from tests.store.world import DAY, HOME, HOUR, MEMBERS, NOW, ask, cast, do

ABSENT = MemberId(7)
PEOPLE = [*MEMBERS, ABSENT]
LATER = NOW + DAY


def filled(store: Store, chance: Random, circle_id: CircleId, proposal_id: ProposalId) -> Ground:
    """Delegate at random in four scopes, ranked, offered or over, let some vote, and some leave."""

    def fill(unit: UnitOfWork) -> Ground:
        topic_id = unit.topics.add(circle_id, "Water", NOW)
        scopes = {Scope.COMMUNITY: 0, Scope.CIRCLE: circle_id, Scope.TOPIC: topic_id, Scope.PROPOSAL: proposal_id}
        for member in PEOPLE:
            for scope, of in scopes.items():
                first, *backups = chance.sample([one for one in PEOPLE if one != member], chance.randint(1, 3))
                nobody = scope is not Scope.COMMUNITY and chance.random() < 0.2
                since, until = NOW + chance.choice([-HOUR, HOUR, 2 * DAY]), NOW + chance.choice([HOUR * 2, 3 * DAY])
                given = Delegation(
                    id=DelegationId(0),
                    community_id=HOME,
                    truster_id=member,
                    scope=scope,
                    scope_id=of,
                    trustee_id=None if nobody else first,
                    since=since,
                    until=max(until, since + timedelta(minutes=1)),
                    accepted_at=chance.choice([since, since, None]),
                    backups=() if nobody else tuple(backups),
                )
                if chance.random() < 0.6:
                    unit.delegations.set(given)
        unit.memberships.leave(circle_id, chance.sample(MEMBERS, chance.randint(0, 1)), NOW + HOUR)
        return Ground(HOME, circle_id, topic_id, proposal_id)

    for member in chance.sample(MEMBERS, chance.randint(0, 2)):
        cast(store, proposal_id, member, Choice.YES)
    return do(store, fill)


def by_all_rows(unit: UnitOfWork, ground: Ground) -> dict[MemberId, Chain]:
    """Return the way of everybody's vote, from every row there is."""
    edges: dict[int, Delegates] = {}
    for scope, of in zip(Scope, (0, ground.circle_id, ground.topic_id, ground.proposal_id), strict=True):
        for member in PEOPLE:
            live = None if of is None else unit.delegations.live(HOME, member, scope, of, LATER)
            if live is not None:
                edges[member] = () if live.trustee_id is None else (live.trustee_id, *live.backups)
    eligible = {*unit.memberships.live(ground.circle_id or CircleId(1))}
    voters = {member for member, _ in unit.ballots.all(ground.proposal_id)} if ground.proposal_id else set()
    return {member: chain(member, eligible, edges, voters) for member in PEOPLE}


@pytest.mark.parametrize("seed", range(12))
def test_a_way_that_is_asked_for_is_the_one_that_all_rows_give(
    store: Store, circle_id: CircleId, proposal_id: ProposalId, seed: int
) -> None:
    decided = filled(store, Random(seed), circle_id, proposal_id)
    grounds = (decided, Ground(HOME, circle_id, decided.topic_id), Ground(HOME, circle_id), Ground(HOME))
    for ground in grounds:

        def asked(unit: UnitOfWork, ground: Ground = ground) -> dict[MemberId, Chain]:
            return {member: follow(unit, ground, member, LATER) for member in PEOPLE}

        assert ask(store, asked) == ask(store, lambda unit, ground=ground: by_all_rows(unit, ground))


@pytest.mark.parametrize("seed", range(3))
def test_everybody_on_the_way_is_asked_about_as_if_alone(
    store: Store, circle_id: CircleId, proposal_id: ProposalId, seed: int
) -> None:
    ground = filled(store, Random(seed), circle_id, proposal_id)
    for member in PEOPLE:
        along = ask(store, lambda unit, one=member: unit.standings.along(ground, one, LATER))
        assert member in along
        assert along == {one: ask(store, lambda unit, at=one: unit.standings.of(ground, at, LATER)) for one in along}
