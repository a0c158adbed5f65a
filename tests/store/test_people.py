"""Circles, memberships, delegations, drafts and preferences."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.rules.circle import Defaults, Proposers
from bot.rules.decision import State
from bot.rules.delegation import Scope
from bot.rules.errors import NameTaken
from bot.rules.ids import CircleId, CommunityId, DelegationId, DraftId, MemberId, ProposalId, RoleId
from bot.rules.majority import AbsoluteMajority, FixedQuorum
from bot.rules.reach import ReminderChoice
from bot.services.ports import UnitOfWork
from bot.services.values import Delegation, Draft, Ground, Preference
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, HOME, HOUR, MEMBERS, NOW, add_circle, ask, circle_named, do


def trust(
    truster: MemberId,
    trustee: MemberId | None,
    scope: Scope = Scope.COMMUNITY,
    scope_id: int = 0,
    since: datetime = NOW,
    until: datetime | None = None,
) -> Delegation:
    return Delegation(DelegationId(0), HOME, truster, scope, scope_id, trustee, since, until, since)


def test_a_circle_comes_back_as_it_was_saved(store: Store, circle_id: CircleId) -> None:
    defaults = Defaults(AbsoluteMajority(), FixedQuorum(3), 2 * DAY, DAY, Proposers.EVERYONE, "Europe/Vienna")
    changed = replace(circle_named("Orchard"), id=circle_id, role_id=RoleId(1 << 61), defaults=defaults)
    do(store, lambda unit: unit.circles.save(changed))
    assert ask(store, lambda unit: unit.circles.get(circle_id)) == changed
    assert ask(store, lambda unit: unit.circles.following(HOME)) == [changed]
    assert ask(store, lambda unit: unit.circles.at(changed.home_id)) == [changed]


def test_a_name_is_taken_whatever_its_capitals_but_only_in_its_community(store: Store) -> None:
    garden, kitchen = add_circle(store, "Gärten"), add_circle(store, "Kitchen")
    with pytest.raises(NameTaken):
        add_circle(store, " GÄRTEN ")
    with pytest.raises(NameTaken):
        do(store, lambda unit: unit.circles.save(replace(circle_named("gärten"), id=kitchen)))
    do(store, lambda unit: unit.circles.add(circle_named("Gärten", CommunityId(2)), NOW))
    found = ask(store, lambda unit: unit.circles.named(HOME, "gÄrten"))
    assert found
    assert found.id == garden


def present(unit: UnitOfWork, proposal_id: ProposalId, moment: datetime) -> list[int]:
    decision = unit.decisions.get(proposal_id)
    assert decision
    return sorted(unit.electorates.at(decision, moment).members.tolist())


def test_memberships_are_dated(store: Store, circle_id: CircleId, proposal_id: ProposalId) -> None:
    do(store, lambda unit: unit.memberships.leave(circle_id, [BEN, CLEO], NOW + DAY))
    do(store, lambda unit: unit.memberships.enter(circle_id, [ANNA, CLEO], NOW + 2 * DAY))
    at = {
        moment: ask(store, lambda unit, m=moment: present(unit, proposal_id, m))  # type: ignore[misc]
        for moment in (NOW - HOUR, NOW, NOW + DAY, NOW + 2 * DAY)
    }
    some = [member for member in MEMBERS if member not in {BEN, CLEO}]
    assert list(at.values()) == [[], MEMBERS, some, sorted([*some, CLEO])]
    assert ask(store, lambda unit: unit.memberships.live(circle_id)) == sorted([*some, CLEO])
    assert not ask(store, lambda unit: unit.memberships.includes(circle_id, BEN))
    assert ask(store, lambda unit: unit.memberships.circles_of(HOME, CLEO)) == [circle_id]
    assert ask(store, lambda unit: unit.memberships.circles_of(HOME, BEN)) == []
    assert ask(store, lambda unit: unit.memberships.count(circle_id)) == len(some) + 1
    assert ask(store, lambda unit: unit.memberships.peers([circle_id], 2)) == sorted([*some, CLEO])[:2]


def test_delegations_count_as_they_stood_at_the_moment(store: Store, circle_id: CircleId) -> None:
    ground = Ground(HOME, circle_id)
    do(store, lambda unit: unit.delegations.set(trust(ANNA, BEN)))
    do(store, lambda unit: unit.delegations.set(trust(ANNA, CLEO, since=NOW + DAY)))
    do(store, lambda unit: unit.delegations.set(trust(BEN, None, Scope.CIRCLE, circle_id, until=NOW + DAY)))
    do(store, lambda unit: unit.delegations.end(HOME, ANNA, Scope.COMMUNITY, 0, NOW + 2 * DAY))

    def stands(member: MemberId, after: int) -> object:
        return ask(store, lambda unit: unit.standings.of(ground, member, NOW + after * DAY)).delegates

    stood = [[stands(member, after) for member in (ANNA, BEN)] for after in range(3)]
    assert stood == [[(BEN,), ()], [(CLEO,), None], [None, None]]


def test_a_person_sees_valid_delegations_widest_first_and_who_trusts_them(
    store: Store, circle_id: CircleId, proposal_id: ProposalId
) -> None:
    do(store, lambda unit: unit.delegations.set(trust(ANNA, CLEO, Scope.PROPOSAL, proposal_id)))
    do(store, lambda unit: unit.delegations.set(trust(ANNA, CLEO)))
    do(store, lambda unit: unit.delegations.set(trust(ANNA, BEN, Scope.CIRCLE, circle_id, until=NOW + DAY)))
    do(store, lambda unit: unit.delegations.set(trust(DAVID, CLEO)))
    mine = ask(store, lambda unit: unit.delegations.of(HOME, ANNA, NOW))
    assert [one.scope for one in mine] == [Scope.COMMUNITY, Scope.CIRCLE, Scope.PROPOSAL]
    assert len(ask(store, lambda unit: unit.delegations.of(HOME, ANNA, NOW + DAY))) == 2
    assert ask(store, lambda unit: unit.delegations.received(HOME, CLEO, NOW)) == 2


def test_a_delegation_for_one_decision_is_over_when_that_is(store: Store, proposal_id: ProposalId) -> None:
    do(store, lambda unit: unit.delegations.set(trust(ANNA, CLEO, Scope.PROPOSAL, proposal_id)))
    seen = [(1, 1, 1, True), (0, 0, 0, False)]
    for expected in seen:
        counts = ask(
            store,
            lambda unit: (
                len(unit.delegations.of(HOME, ANNA, NOW)),
                len(unit.delegations.to(HOME, CLEO, NOW)),
                unit.delegations.received(HOME, CLEO, NOW),
                unit.delegations.carries(HOME, CLEO, NOW),
            ),
        )
        assert counts == expected
        do(store, lambda unit: unit.decisions.move(proposal_id, State.OPEN, State.FROZEN, NOW))


def test_ending_what_is_not_there_says_so(store: Store) -> None:
    do(store, lambda unit: unit.delegations.set(trust(ANNA, BEN, until=NOW + DAY)))
    ends = [
        do(store, lambda unit, m=moment: unit.delegations.end(HOME, ANNA, Scope.COMMUNITY, 0, m))  # type: ignore[misc]
        for moment in (NOW + DAY, NOW + HOUR, NOW + HOUR)
    ]
    assert ends == [False, True, False]


def test_a_draft_is_kept_changed_and_forgotten(store: Store, circle_id: CircleId) -> None:
    draft = Draft(DraftId(0), ANNA, HOME, circle_id, "Trees", "", "simple", "3 days")
    draft_id = do(store, lambda unit: unit.drafts.add(draft, NOW))
    changed = replace(draft, id=draft_id, text="Twelve.")
    do(store, lambda unit: unit.drafts.save(changed))
    do(store, lambda unit: unit.drafts.forget_before(NOW))
    assert ask(store, lambda unit: unit.drafts.get(draft_id)) == changed
    do(store, lambda unit: unit.drafts.forget_before(NOW + HOUR))
    assert ask(store, lambda unit: unit.drafts.get(draft_id)) is None


def test_preferences_are_those_of_who_chose(store: Store) -> None:
    for choice in (ReminderChoice.DM, ReminderChoice.NONE):
        do(store, lambda unit, c=choice: unit.preferences.put(Preference(ANNA, c)))  # type: ignore[misc]
    assert ask(store, lambda unit: unit.preferences.reminders(MEMBERS)) == {ANNA: ReminderChoice.NONE}
    assert ask(store, lambda unit: unit.preferences.reminders([])) == {}
