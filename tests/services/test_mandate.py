"""A delegation is accepted, refused, renewed and kept by whom it concerns alone, and the others hear of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.rules.delegation import Scope
from bot.rules.errors import AccordError, NoSuchDelegation
from bot.rules.ids import CircleId, DelegationId, MemberId
from bot.rules.liquid.errors import NothingToRefuse
from bot.rules.topic import NoSuchTopic
from bot.services import mandate, topic
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Delegation, Event, LetterKind, Sweep
from bot.services.within import Reach
from tests.services.mail import given, unread
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, HOME, NOW, ask, do
from tests.town import ABROAD, Town, person

LATER = NOW + DAY


def about(member: MemberId, number: DelegationId, now: Any = LATER) -> mandate.AboutDelegation:
    return mandate.AboutDelegation(actor=person(member), now=now, delegation_id=number)


def refusing(member: MemberId, reach: Reach = mandate.EVERYWHERE, *, none_more: bool = False) -> mandate.RefuseAll:
    return mandate.RefuseAll(actor=person(member), now=LATER, reach=reach, none_more=none_more)


def to(town: Town, member: MemberId) -> list[Delegation]:
    return [*ask(town.store, lambda unit: unit.delegations.to(HOME, member, LATER))]


def of(town: Town, member: MemberId) -> list[Delegation]:
    return [*ask(town.store, lambda unit: unit.delegations.of(HOME, member, LATER))]


def hand(town: Town, **changed: Any) -> DelegationId:
    """Have Anna hand her vote to Ben, or whatever else is said."""
    one = Delegation(DelegationId(0), HOME, ANNA, Scope.COMMUNITY, 0, BEN, NOW, NOW + 30 * DAY, NOW)

    def put(unit: UnitOfWork) -> DelegationId:
        return unit.delegations.set(replace(one, **changed))

    return do(town.store, put)


def test_an_offer_counts_once_it_is_accepted_and_its_truster_hears_of_it(town: Town) -> None:
    before = hand(town, trustee_id=CLEO)
    offer = hand(town, accepted_at=None)
    done = town.store.run_now(mandate.accept, about(BEN, offer))
    assert done.accepted_at == LATER
    assert [one.id for one in of(town, ANNA)] == [offer]
    assert before not in {one.id for one in to(town, CLEO)}
    assert unread(town, ANNA) == [LetterKind.ACCEPTED]
    assert len(town.remembered(Event.DELEGATION_ACCEPTED)) == 1


def test_an_offer_that_is_refused_leaves_what_was_in_force(town: Town) -> None:
    before = hand(town, trustee_id=CLEO)
    offer = hand(town, accepted_at=None)
    town.store.run_now(mandate.refuse, about(BEN, offer))
    assert [one.id for one in of(town, ANNA)] == [before]
    assert unread(town, ANNA) == [LetterKind.REFUSED]


def test_a_delegate_refuses_at_any_time(town: Town) -> None:
    number = hand(town)
    town.store.run_now(mandate.refuse, about(BEN, number))
    assert of(town, ANNA) == []
    assert unread(town, ANNA) == [LetterKind.REFUSED]
    assert len(town.remembered(Event.DELEGATION_REFUSED)) == 1
    with pytest.raises(NothingToRefuse):
        town.store.run_now(mandate.refuse, about(BEN, number))


def test_a_back_up_moves_up_and_hears_of_it(town: Town) -> None:
    number = hand(town, backups=(CLEO, DAVID))
    town.store.run_now(mandate.refuse, about(BEN, number))
    [after] = of(town, ANNA)
    assert (after.trustee_id, after.backups, after.until) == (CLEO, (DAVID,), NOW + 30 * DAY)
    assert unread(town, CLEO) == [LetterKind.HANDED]
    town.store.run_now(mandate.refuse, about(DAVID, after.id))
    [last] = of(town, ANNA)
    assert (last.trustee_id, last.backups) == (CLEO, ())
    assert unread(town, CLEO) == [LetterKind.HANDED]


@pytest.mark.parametrize(
    ("use_case", "member", "error"),
    [
        (mandate.accept, CLEO, NoSuchDelegation),
        (mandate.accept, BEN, NoSuchDelegation),  # it is in force already
        (mandate.refuse, ANNA, NothingToRefuse),
        (mandate.refuse, CLEO, NothingToRefuse),
        (mandate.renew, BEN, NoSuchDelegation),
        (mandate.renew, CLEO, NoSuchDelegation),
        (mandate.keep, ANNA, NoSuchDelegation),  # it is on no topic
    ],
)
def test_only_whom_it_concerns_may_do_something_about_it(
    town: Town, use_case: Callable[..., object], member: MemberId, error: type[AccordError]
) -> None:
    number = hand(town)
    with pytest.raises(error):
        town.store.run_now(use_case, about(member, number))
    assert len(of(town, ANNA)) == 1


def test_nobody_from_another_community_may(town: Town) -> None:
    number = hand(town)
    for use_case, member in ((mandate.refuse, BEN), (mandate.refuse_alike, BEN), (mandate.renew, ANNA)):
        abroad = mandate.AboutDelegation(actor=person(member, ABROAD), now=LATER, delegation_id=number)
        with pytest.raises(AccordError):
            town.store.run_now(use_case, abroad)
    with pytest.raises(NoSuchDelegation):
        ask(town.store, lambda unit: mandate.community_of(unit, DelegationId(999)))


def test_all_votes_in_a_circle_can_be_refused_with_what_belongs_to_it(town: Town, garden: CircleId) -> None:
    kitchen = town.found("Kitchen")
    decision = town.propose(garden)
    trees = topic.AddTopic(actor=person(ANNA), now=NOW, circle_id=garden, name="Trees")
    topic_id = town.store.run_now(topic.add_topic, trees).topic.id
    scopes = [(Scope.COMMUNITY, 0), (Scope.CIRCLE, garden), (Scope.CIRCLE, kitchen), (Scope.PROPOSAL, decision.id)]
    for scope, of_ in [*scopes, (Scope.TOPIC, topic_id)]:
        hand(town, scope=scope, scope_id=of_)
    count = town.store.run_now(mandate.refuse_all, refusing(BEN, Reach(Scope.CIRCLE, garden)))
    assert count == 3
    assert [(one.scope, one.scope_id) for one in of(town, ANNA)] == [(Scope.COMMUNITY, 0), (Scope.CIRCLE, kitchen)]
    with pytest.raises(NothingToRefuse):
        town.store.run_now(mandate.refuse_all, refusing(BEN, Reach(Scope.CIRCLE, garden)))


def test_votes_for_the_same_can_be_refused_together(town: Town, garden: CircleId) -> None:
    numbers = [hand(town, truster_id=one, scope=Scope.CIRCLE, scope_id=garden) for one in (ANNA, CLEO)]
    hand(town)
    assert town.store.run_now(mandate.refuse_alike, about(BEN, numbers[0])) == 2
    assert [one.scope for one in to(town, BEN)] == [Scope.COMMUNITY]
    with pytest.raises(NothingToRefuse):
        town.store.run_now(mandate.refuse_alike, about(BEN, numbers[1]))


def test_who_wants_no_votes_gives_all_back_and_gets_none_until_they_take_them_again(town: Town) -> None:
    hand(town)
    hand(town, truster_id=CLEO, trustee_id=DAVID, backups=(BEN,))
    assert town.store.run_now(mandate.refuse_all, refusing(BEN, none_more=True)) == 2
    assert (to(town, BEN), [one.backups for one in of(town, CLEO)]) == ([], [()])
    mine = Command(actor=person(BEN), now=LATER)
    assert ask(town.store, lambda unit: mandate.my_mandate(unit, mine)) == mandate.Mandate(0, declines=True)
    town.store.run_now(mandate.take_again, mine)
    assert ask(town.store, lambda unit: mandate.my_mandate(unit, mine)) == mandate.Mandate(0, declines=False)


def test_renewing_gives_a_delegation_the_longest_time_and_warns_a_week_before(town: Town) -> None:
    number = hand(town, warn_at=NOW + 23 * DAY)
    done = town.store.run_now(mandate.renew, about(ANNA, number))
    assert (done.until, done.warn_at) == (LATER + 180 * DAY, LATER + 173 * DAY)
    assert of(town, ANNA) == [done]


def test_an_end_is_announced_once_and_what_has_ended_cannot_be_renewed(town: Town) -> None:
    number = hand(town, warn_at=NOW + 23 * DAY)
    assert ask(town.store, lambda unit: unit.delegations.next_warning()) == NOW + 23 * DAY
    town.sweep(NOW + 22 * DAY)
    assert unread(town, ANNA) == []
    for days in (23, 24):
        town.sweep(NOW + days * DAY)
        assert unread(town, ANNA) == [LetterKind.EXPIRING]
    with pytest.raises(NoSuchDelegation):
        town.store.run_now(mandate.renew, about(ANNA, number, NOW + 30 * DAY))


def test_an_end_that_has_passed_meanwhile_is_not_announced(town: Town) -> None:
    hand(town, warn_at=NOW + 23 * DAY)
    assert town.store.run_now(mandate.warn_due, Sweep(NOW + 31 * DAY)) == 1
    assert unread(town, ANNA) == []
    assert ask(town.store, lambda unit: unit.delegations.next_warning()) is None


def topics(town: Town, garden: CircleId) -> DelegationId:
    """Found topics, and have Anna delegate on the first of them."""
    for name in ("Trees", "Beds"):
        wish = topic.AddTopic(actor=person(ANNA), now=NOW, circle_id=garden, name=name)
        town.store.run_now(topic.add_topic, wish)
    first = ask(town.store, lambda unit: unit.topics.named(garden, "Trees"))
    assert first
    return hand(town, scope=Scope.TOPIC, scope_id=first.id)


def test_a_delegation_on_a_renamed_topic_is_kept_in_one_press(town: Town, garden: CircleId) -> None:
    number = topics(town, garden)
    rename = topic.RenameTopic(actor=person(ANNA), now=NOW, circle_id=garden, topic="Trees", name="Woods")
    town.store.run_now(topic.rename_topic, rename)
    assert unread(town, ANNA) == [LetterKind.TOPIC]
    done = town.store.run_now(mandate.keep, about(ANNA, number))
    assert (done.id, done.until) == (number, LATER + 180 * DAY)


def test_a_delegation_goes_along_to_the_topic_that_its_own_is_part_of(town: Town, garden: CircleId) -> None:
    number = topics(town, garden)
    merge = topic.RetireTopic(actor=person(ANNA), now=NOW, circle_id=garden, topic="Trees", into="Beds")
    beds = town.store.run_now(topic.retire_topic, merge).topic.into
    town.store.run_now(mandate.keep, about(ANNA, number))
    [after] = of(town, ANNA)
    assert (after.scope_id, after.trustee_id, after.until) == (beds, BEN, LATER + 180 * DAY)
    assert unread(town, BEN) == [LetterKind.HANDED]


def test_a_delegation_that_is_on_the_other_topic_already_stays(town: Town, garden: CircleId) -> None:
    number = topics(town, garden)
    merge = topic.RetireTopic(actor=person(ANNA), now=NOW, circle_id=garden, topic="Trees", into="Beds")
    beds = town.store.run_now(topic.retire_topic, merge).topic.into
    there = hand(town, scope=Scope.TOPIC, scope_id=beds, trustee_id=CLEO)
    assert town.store.run_now(mandate.keep, about(ANNA, number)).id == there
    assert [one.id for one in of(town, ANNA)] == [there]


def test_what_is_about_a_topic_of_the_past_cannot_be_kept(town: Town, garden: CircleId) -> None:
    number = topics(town, garden)
    retire = topic.RetireTopic(actor=person(ANNA), now=NOW, circle_id=garden, topic="Trees")
    town.store.run_now(topic.retire_topic, retire)
    with pytest.raises(NoSuchTopic):
        town.store.run_now(mandate.keep, about(ANNA, number))
    assert given(town, ANNA) == number
