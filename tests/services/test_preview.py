"""Before a delegation is given its truster sees what it means; nothing changes by looking."""

from datetime import datetime
from fractions import Fraction

import pytest

from bot.rules.chain import ChainEnd
from bot.rules.decision import Choice, Decision
from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, MemberId
from bot.rules.liquid.errors import DelegateFull
from bot.services import carried, preview
from bot.services.delegation import AboutReach, Delegate, SetDelegation
from bot.services.mine import my_stand, my_votes
from bot.services.values import Command
from bot.services.within import Reach
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, HOME, HOUR, NOW, do
from tests.town import FAY, Town, about, person


def seen(
    town: Town, member: MemberId, to: MemberId | None, scope: Scope = Scope.COMMUNITY, of: int = 0, now: datetime = NOW
) -> preview.Preview:
    delegate = None if to is None else Delegate(to, is_bot=False, in_community=True)
    wish = SetDelegation(actor=person(member), now=now, reach=Reach(scope, of), delegate=delegate)
    return town.store.read_now(preview.preview, wish)


def places(town: Town, member: MemberId, to: MemberId | None, now: datetime = NOW) -> list[str]:
    wish = preview.AboutDelegate(actor=person(member), now=now, delegate_id=to)
    return [f"{one.reach.scope.value} {one.name}".strip() for one in town.store.read_now(preview.places, wish)]


def people(town: Town, member: MemberId, reach: Reach, now: datetime = NOW) -> list[MemberId]:
    return [*town.store.read_now(preview.people, AboutReach(actor=person(member), now=now, reach=reach))]


def test_the_way_of_the_vote_is_seen_before_it_is_handed_over(town: Town, garden: CircleId) -> None:
    town.trust(BEN, CLEO)
    found = seen(town, ANNA, BEN, Scope.CIRCLE, garden)
    assert (found.chain.members, found.chain.end) == ((ANNA, BEN, CLEO), ChainEnd.NO_DELEGATE)
    assert found.load
    assert (found.load.member_id, found.load.weight, found.load.cap, found.load_in) == (CLEO, 3, 3, "Garden")
    assert town.store.read_now(lambda unit, _: unit.delegations.of(HOME, ANNA, NOW), None) == []


def test_in_an_open_vote_it_is_seen_whether_somebody_on_the_way_has_voted(town: Town, trees: Decision) -> None:
    town.trust(BEN, CLEO)
    town.cast(trees, BEN, Choice.NO)
    found = seen(town, ANNA, BEN, Scope.PROPOSAL, trees.id)
    assert (found.chain.members, found.chain.end) == ((ANNA, BEN), ChainEnd.VOTES)


def test_what_somebody_would_carry_does_not_tell_who_else_has_voted(town: Town, trees: Decision) -> None:
    town.trust(CLEO, BEN)
    before = seen(town, ANNA, BEN, Scope.PROPOSAL, trees.id).load
    town.cast(trees, CLEO, Choice.YES)
    assert seen(town, ANNA, BEN, Scope.PROPOSAL, trees.id).load == before


@pytest.mark.parametrize("many", [0, 1, 1_000])
def test_what_somebody_would_carry_is_the_same_found_one_by_one_or_in_columns(
    town: Town, trees: Decision, garden: CircleId, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(carried, "MANY", many)
    town.uncap()
    town.trust(CLEO, BEN)
    town.trust(DAVID, CLEO, Scope.CIRCLE, garden)
    town.trust(ELA, None, Scope.CIRCLE, garden)
    town.trust(FAY, BEN)
    loads = [seen(town, ANNA, BEN, scope, of).load for scope, of in ((Scope.CIRCLE, garden), (Scope.COMMUNITY, 0))]
    assert [load and load.weight for load in loads] == [4, 4]
    alone = seen(town, ANNA, ELA, Scope.PROPOSAL, trees.id).load
    assert alone
    assert alone.weight == 2
    town.trust(BEN, DAVID, Scope.PROPOSAL, trees.id)
    assert seen(town, ANNA, BEN, Scope.PROPOSAL, trees.id).load is None


def test_a_loop_is_seen_before_it_is_closed(town: Town, garden: CircleId) -> None:
    town.trust(BEN, ANNA)
    found = seen(town, ANNA, BEN, Scope.CIRCLE, garden)
    assert (found.chain.members, found.chain.end, found.load) == ((ANNA, BEN, ANNA), ChainEnd.CYCLE, None)


def test_who_has_voted_sees_that_their_own_ballot_comes_first(town: Town, trees: Decision) -> None:
    town.cast(trees, ANNA, Choice.YES)
    found = seen(town, ANNA, BEN, Scope.PROPOSAL, trees.id)
    assert found.votes
    assert found.chain.members == (ANNA, BEN)


def test_what_a_delegation_replaces_is_seen(town: Town) -> None:
    town.trust(ANNA, CLEO)
    found = seen(town, ANNA, BEN)
    assert found.replaces
    assert found.replaces.trustee_id == CLEO


def test_where_a_delegate_of_the_whole_community_has_no_vote_is_seen(town: Town) -> None:
    town.found("Garden")
    kitchen = town.found("Kitchen", [ANNA, BEN, FAY])
    assert seen(town, ANNA, CLEO).lost_in == ["Kitchen"]
    assert seen(town, ANNA, BEN).lost_in == []
    assert seen(town, ANNA, BEN, Scope.CIRCLE, kitchen).lost_in == []


def test_of_several_circles_the_one_with_the_heaviest_load_is_told(town: Town) -> None:
    town.rule("cap", Fraction(1, 2))
    garden, kitchen = town.found("Garden"), town.found("Kitchen", [ANNA, BEN, CLEO, FAY])
    town.trust(CLEO, BEN, Scope.CIRCLE, kitchen)
    found = seen(town, ANNA, BEN)
    assert found.load
    assert (found.load_in, found.load.weight) == ("Kitchen", 3)
    town.trust(ANNA, DAVID, Scope.CIRCLE, garden)
    town.trust(ANNA, FAY, Scope.CIRCLE, kitchen)
    assert seen(town, ANNA, BEN).load is None


def test_a_preview_refuses_what_would_be_refused(town: Town, garden: CircleId) -> None:
    for truster in (CLEO, DAVID):
        town.trust(truster, BEN, Scope.CIRCLE, garden)
    with pytest.raises(DelegateFull):
        seen(town, ANNA, BEN, Scope.CIRCLE, garden)


def test_one_delegates_where_both_can_vote(town: Town) -> None:
    garden, kitchen = town.found("Garden"), town.found("Kitchen", [ANNA, FAY])
    trees, soup = town.propose(garden), town.propose(kitchen)
    assert places(town, ANNA, BEN) == ["community", "circle Garden", f"proposal {trees.title}"]
    assert places(town, ANNA, FAY) == ["community", "circle Kitchen", f"proposal {soup.title}"]
    assert places(town, BEN, None) == ["circle Garden", f"proposal {trees.title}"]
    assert places(town, ANNA, BEN, trees.closes_at) == ["community", "circle Garden"]


def test_those_who_voted_lately_are_suggested_first_and_open_votes_tell_nothing(town: Town, garden: CircleId) -> None:
    reach = Reach(Scope.CIRCLE, garden)
    voted = town.propose(garden)
    for member in (ELA, DAVID):
        town.cast(voted, member, Choice.YES)
    assert people(town, ANNA, reach) == [BEN, CLEO, DAVID, ELA]
    later = NOW + 6 * DAY
    town.sweep(later)
    assert people(town, ANNA, reach, later) == [DAVID, ELA, BEN, CLEO]
    second = town.propose(garden, now=later)
    town.cast(second, ELA, Choice.YES, later)
    town.sweep(later + 6 * DAY)
    assert people(town, ANNA, reach, later + 6 * DAY) == [ELA, DAVID, BEN, CLEO]
    assert people(town, ANNA, reach, later + 100 * DAY) == [BEN, CLEO, DAVID, ELA]


def test_who_takes_no_delegations_or_cannot_vote_there_is_not_suggested(town: Town, garden: CircleId) -> None:
    trees = town.propose(garden)
    town.join(garden, FAY, NOW + HOUR)
    do(town.store, lambda unit: unit.delegations.decline(HOME, BEN, NOW))
    assert people(town, ANNA, Reach(), NOW + HOUR) == [CLEO, DAVID, ELA, FAY]
    assert people(town, ANNA, Reach(Scope.PROPOSAL, trees.id), NOW + HOUR) == [CLEO, DAVID, ELA]
    assert people(town, FAY, Reach(Scope.CIRCLE, garden), NOW + HOUR)[0] == ANNA


def test_my_vote_names_the_delegation_that_acts_there(town: Town, garden: CircleId, trees: Decision) -> None:
    assert town.store.read_now(my_stand, about(trees, ANNA)).acting is None
    town.trust(ANNA, BEN)
    town.trust(ANNA, CLEO, Scope.CIRCLE, garden)
    acting = town.store.read_now(my_stand, about(trees, ANNA)).acting
    assert acting
    assert (acting.scope, acting.trustee_id) == (Scope.CIRCLE, CLEO)


def test_all_my_open_votes_are_those_i_am_on_the_roll_of_first_to_close_first(town: Town) -> None:
    garden, kitchen = town.found("Garden"), town.found("Kitchen", [BEN, CLEO])
    late, early = town.propose(garden, ends=NOW + 5 * DAY), town.propose(garden, ends=NOW + 4 * DAY)
    town.propose(kitchen, BEN)
    town.cast(early, ANNA, Choice.NO)
    mine = town.store.read_now(my_votes, Command(actor=person(ANNA), now=NOW))
    assert [(one.decision.id, one.ballot) for one in mine] == [(early.id, Choice.NO), (late.id, None)]
    assert len(town.store.read_now(my_votes, Command(actor=person(BEN), now=NOW))) == 3
