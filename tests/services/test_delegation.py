"""Delegations as a community's rules allow them: their end, their scope, acceptance, back-ups, and the cap."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

import pytest

from bot.rules.decision import Choice, Decision
from bot.rules.delegation import Scope
from bot.rules.errors import (
    AccordError,
    DeadlinePast,
    DelegateNotInCircle,
    DelegateNotOnRoll,
    DelegationToBot,
    DelegationTooLong,
    DelegationToSelf,
    NoSuchDelegation,
    NotInCircle,
    VoteClosed,
)
from bot.rules.ids import CircleId, DelegationId, MemberId, TopicId
from bot.rules.liquid.errors import (
    BackupsOff,
    BackupsOfNobody,
    BackupTwice,
    DelegateDeclines,
    DelegateFull,
    NobodyTooWide,
)
from bot.rules.topic import NoSuchTopic
from bot.services import delegation
from bot.services.delegation import Delegate, DelegationSet, Given, my_delegations
from bot.services.inbox import Handed
from bot.services.topic import AddTopic, RetireTopic, add_topic, retire_topic
from bot.services.values import Command, Delegation, Letter, LetterKind, Preference
from bot.services.within import Reach
from tests.services.mail import read
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, HOME, HOUR, NOW, ask, do
from tests.town import FAY, Town, person


def hand(
    town: Town,
    member: MemberId,
    to: MemberId | None,
    scope: Scope = Scope.COMMUNITY,
    of: int = 0,
    *backups: MemberId,
    until: datetime | None = None,
    now: datetime = NOW,
) -> DelegationSet:
    people = [None if one is None else Delegate(one, is_bot=False, in_community=True) for one in (to, *backups)]
    wish = delegation.SetDelegation(
        actor=person(member),
        now=now,
        reach=Reach(scope, of),
        delegate=people[0],
        until=until,
        backups=tuple(one for one in people[1:] if one),
    )
    return town.store.run_now(delegation.set_delegation, wish)


def mine(town: Town, member: MemberId, now: datetime = NOW) -> Sequence[Given]:
    return town.store.read_now(my_delegations, Command(actor=person(member), now=now))


def letters(town: Town, member: MemberId) -> list[Letter]:
    return [*ask(town.store, lambda unit: unit.letters.waiting(member))]


def topic(town: Town, circle_id: CircleId, name: str = "Trees") -> TopicId:
    wish = AddTopic(actor=person(ANNA), now=NOW, circle_id=circle_id, name=name)
    return town.store.run_now(add_topic, wish).topic.id


def live(town: Town, member: MemberId, now: datetime = NOW) -> Delegation | None:
    return ask(town.store, lambda unit: unit.delegations.live(HOME, member, Scope.COMMUNITY, 0, now))


def test_a_delegation_ends_when_the_community_says_at_the_latest_and_is_announced_a_week_before(town: Town) -> None:
    given = hand(town, ANNA, BEN).delegation
    assert (given.until, given.warn_at) == (NOW + 180 * DAY, NOW + 173 * DAY)
    town.rule("longest", 30 * DAY)
    assert hand(town, ANNA, BEN).delegation.until == NOW + 30 * DAY
    with pytest.raises(DelegationTooLong):
        hand(town, ANNA, BEN, until=NOW + 31 * DAY)
    with pytest.raises(DeadlinePast):
        hand(town, ANNA, BEN, until=NOW)


def test_a_short_delegation_is_announced_to_end_when_half_of_it_is_over(town: Town) -> None:
    assert hand(town, ANNA, BEN, until=NOW + 4 * DAY).delegation.warn_at == NOW + 2 * DAY


def test_a_delegation_for_one_decision_ends_with_it_and_is_not_announced(town: Town, trees: Decision) -> None:
    given = hand(town, ANNA, BEN, Scope.PROPOSAL, trees.id).delegation
    assert (given.until, given.warn_at) == (None, None)
    town.cast(trees, BEN, Choice.YES)
    assert [one.place for one in mine(town, ANNA)] == [trees.title]
    assert town.counted(trees) == (2, 0, 0, 3)
    later = trees.closes_at + DAY
    assert mine(town, ANNA, later) == []


def test_a_topic_is_narrower_than_its_circle(town: Town, garden: CircleId) -> None:
    trees = topic(town, garden)
    hand(town, ANNA, BEN, Scope.CIRCLE, garden)
    hand(town, ANNA, CLEO, Scope.TOPIC, trees)
    hand(town, BEN, None, Scope.TOPIC, trees)
    told = [(one.place, one.chain.members) for one in mine(town, ANNA)]
    assert told == [("Garden", (ANNA, BEN)), ("Trees", (ANNA, CLEO))]


def test_a_topic_asks_that_both_are_in_its_circle_and_that_it_is_in_use(town: Town, garden: CircleId) -> None:
    trees = topic(town, garden)
    with pytest.raises(DelegateNotInCircle):
        hand(town, ANNA, FAY, Scope.TOPIC, trees)
    with pytest.raises(NotInCircle):
        hand(town, FAY, ANNA, Scope.TOPIC, trees)
    wish = RetireTopic(actor=person(ANNA), now=NOW, circle_id=garden, topic="Trees")
    hand(town, BEN, CLEO, Scope.TOPIC, trees)
    town.store.run_now(retire_topic, wish)
    with pytest.raises(NoSuchTopic):
        hand(town, ANNA, BEN, Scope.TOPIC, trees)
    assert [one.place for one in mine(town, BEN)] == ["Trees"]
    with pytest.raises(NoSuchTopic):
        hand(town, ANNA, BEN, Scope.TOPIC, 404)


@pytest.mark.parametrize(
    ("to", "scope", "refused"),
    [
        (ANNA, Scope.COMMUNITY, DelegationToSelf),
        (None, Scope.COMMUNITY, NobodyTooWide),
        (FAY, Scope.CIRCLE, DelegateNotInCircle),
        (FAY, Scope.PROPOSAL, DelegateNotOnRoll),
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused(
    town: Town, garden: CircleId, trees: Decision, to: MemberId | None, scope: Scope, refused: type[AccordError]
) -> None:
    of = {Scope.COMMUNITY: 0, Scope.CIRCLE: garden, Scope.PROPOSAL: trees.id}[scope]
    with pytest.raises(refused):
        hand(town, ANNA, to, scope, of)
    assert mine(town, ANNA) == []


def test_nobody_hands_over_a_vote_that_is_closed_or_to_a_bot(town: Town, trees: Decision) -> None:
    with pytest.raises(VoteClosed):
        hand(town, ANNA, BEN, Scope.PROPOSAL, trees.id, now=trees.closes_at)
    wish = delegation.SetDelegation(
        actor=person(ANNA), now=NOW, reach=Reach(), delegate=Delegate(BEN, is_bot=True, in_community=True)
    )
    with pytest.raises(DelegationToBot):
        town.store.run_now(delegation.set_delegation, wish)


def test_where_acceptance_is_asked_for_what_is_in_force_stays_until_then(town: Town) -> None:
    hand(town, ANNA, BEN)
    town.rule("acceptance", value=True)
    offered = hand(town, ANNA, CLEO).delegation
    assert offered.accepted_at is None
    assert [(one.delegation.trustee_id, one.delegation.accepted_at) for one in mine(town, ANNA)] == [
        (BEN, NOW),
        (CLEO, None),
    ]
    do(town.store, lambda unit: unit.delegations.accept(offered, NOW + HOUR))
    assert [one.delegation.trustee_id for one in mine(town, ANNA, NOW + DAY)] == [CLEO]


def test_a_renewal_needs_no_acceptance_and_tells_nobody_again(town: Town) -> None:
    hand(town, ANNA, BEN)
    town.rule("acceptance", value=True)
    again = hand(town, ANNA, BEN, now=NOW + DAY).delegation
    assert (again.accepted_at, again.until) == (NOW + DAY, NOW + 181 * DAY)
    assert [one.kind for one in letters(town, BEN)] == [LetterKind.HANDED]


def test_a_delegate_is_told_once_and_the_truster_agrees_to_direct_messages(town: Town) -> None:
    given = hand(town, ANNA, BEN).delegation
    [told] = letters(town, BEN)
    assert (told.kind, told.delegation_id) == (LetterKind.HANDED, given.id)
    assert given.id != DelegationId(0)
    hand(town, ANNA, CLEO, now=NOW + DAY)
    preferences = [ask(town.store, lambda unit, one=one: unit.preferences.get(one)) for one in (ANNA, BEN)]  # type: ignore[misc]
    assert preferences == [Preference(ANNA, invited_at=NOW), Preference(BEN)]


def test_an_offer_is_told_as_one(town: Town) -> None:
    town.rule("acceptance", value=True)
    hand(town, ANNA, BEN)
    assert [one.kind for one in letters(town, BEN)] == [LetterKind.OFFERED]


def test_who_wants_nobody_is_not_asked_for_direct_messages(town: Town, garden: CircleId) -> None:
    hand(town, ANNA, None, Scope.CIRCLE, garden)
    assert ask(town.store, lambda unit: unit.preferences.get(ANNA)) == Preference(ANNA)


def test_names_are_kept_as_the_community_had_it_when_the_delegation_was_given(town: Town) -> None:
    assert not hand(town, ANNA, BEN).delegation.named
    town.rule("open_graph", value=True)
    assert not mine(town, ANNA)[0].delegation.named
    assert hand(town, CLEO, BEN).delegation.named


def test_who_takes_no_delegations_is_given_none(town: Town) -> None:
    do(town.store, lambda unit: unit.delegations.decline(HOME, BEN, NOW))
    with pytest.raises(DelegateDeclines):
        hand(town, ANNA, BEN)


def test_back_ups_are_ranked_where_the_community_has_them(town: Town, garden: CircleId) -> None:
    with pytest.raises(BackupsOff):
        hand(town, ANNA, BEN, Scope.COMMUNITY, 0, CLEO)
    town.rule("backups", value=True)
    assert hand(town, ANNA, BEN, Scope.COMMUNITY, 0, DAVID, CLEO).delegation.backups == (DAVID, CLEO)
    for again in ((CLEO, CLEO), (BEN,)):
        with pytest.raises(BackupTwice):
            hand(town, ANNA, BEN, Scope.COMMUNITY, 0, *again)
    with pytest.raises(BackupsOfNobody):
        hand(town, ANNA, None, Scope.CIRCLE, garden, CLEO)
    with pytest.raises(DelegationToSelf):
        hand(town, ANNA, BEN, Scope.COMMUNITY, 0, ANNA)


def test_back_ups_are_told_too_each_once(town: Town) -> None:
    town.rule("backups", value=True)
    hand(town, ANNA, BEN, Scope.COMMUNITY, 0, CLEO)
    hand(town, ANNA, BEN, Scope.COMMUNITY, 0, CLEO, DAVID)
    assert [len(letters(town, one)) for one in (BEN, CLEO, DAVID)] == [1, 1, 1]


def test_back_ups_are_told_apart_from_those_named_first(town: Town) -> None:
    town.rule("backups", value=True)
    hand(town, BEN, ANNA)
    for member in (CLEO, DAVID):
        hand(town, member, ELA, Scope.COMMUNITY, 0, ANNA)
    told = read(town, ANNA, NOW).told
    found = [(one.about.as_backup, len(one.with_it)) for one in told if isinstance(one.about, Handed)]
    assert found == [(False, 0), (True, 1)]


def test_back_ups_and_acceptance_do_not_meet_in_an_open_vote_either(town: Town, garden: CircleId) -> None:
    town.rule("backups", value=True)
    trees = town.propose(garden)
    town.rule("backups", value=False)
    town.rule("acceptance", value=True)
    with pytest.raises(BackupsOff):
        hand(town, ANNA, BEN, Scope.PROPOSAL, trees.id, CLEO)


def test_a_vote_that_began_without_back_ups_has_none(town: Town, garden: CircleId) -> None:
    before = town.propose(garden)
    town.rule("backups", value=True)
    with pytest.raises(BackupsOff):
        hand(town, ANNA, BEN, Scope.PROPOSAL, before.id, CLEO)
    assert hand(town, ANNA, BEN, Scope.PROPOSAL, town.propose(garden).id, CLEO).delegation.backups == (CLEO,)


def test_who_would_carry_more_than_the_cap_is_refused_with_others_who_vote_there(town: Town, garden: CircleId) -> None:
    voted = town.propose(garden)
    for member in (DAVID, ELA, BEN):
        town.cast(voted, member, Choice.YES)
    town.sweep(NOW + 6 * DAY)
    later = NOW + 6 * DAY
    assert town.propose(garden, now=later).id
    hand(town, CLEO, BEN, Scope.CIRCLE, garden, now=later)
    hand(town, DAVID, CLEO, now=later)
    with pytest.raises(DelegateFull) as full:
        hand(town, ANNA, BEN, Scope.CIRCLE, garden, now=later)
    assert (full.value.carried, full.value.cap, full.value.others) == (4, 3, [ELA])
    hand(town, ANNA, ELA, Scope.CIRCLE, garden, now=later)


def test_what_one_hands_on_comes_along(town: Town, garden: CircleId) -> None:
    for truster in (BEN, CLEO):
        hand(town, truster, ANNA, Scope.CIRCLE, garden)
    with pytest.raises(DelegateFull) as full:
        hand(town, ANNA, DAVID)
    assert (full.value.carried, full.value.cap) == (4, 3)


def test_a_renewal_is_not_refused_for_its_weight(town: Town, garden: CircleId) -> None:
    town.uncap()
    for truster in (BEN, CLEO, DAVID):
        hand(town, truster, ANNA, Scope.CIRCLE, garden)
    town.rule("cap", Fraction(1, 10))
    hand(town, BEN, ANNA, Scope.CIRCLE, garden)
    with pytest.raises(DelegateFull):
        hand(town, ELA, ANNA, Scope.CIRCLE, garden)


def test_an_open_vote_keeps_the_cap_it_began_with(town: Town, garden: CircleId) -> None:
    town.uncap()
    before = town.propose(garden)
    town.rule("cap", Fraction(1, 10))
    for truster in (BEN, CLEO, DAVID):
        hand(town, truster, ANNA, Scope.PROPOSAL, before.id)
    after = town.propose(garden)
    hand(town, BEN, ANNA, Scope.PROPOSAL, after.id)
    hand(town, CLEO, ANNA, Scope.PROPOSAL, after.id)
    with pytest.raises(DelegateFull):
        hand(town, DAVID, ANNA, Scope.PROPOSAL, after.id)


def test_a_loop_is_allowed_and_said_to_be_one(town: Town) -> None:
    town.found()
    hand(town, ANNA, BEN)
    assert not hand(town, BEN, CLEO).closes_cycle
    assert hand(town, CLEO, ANNA).closes_cycle
    assert not hand(town, DAVID, ANNA).closes_cycle


def test_what_is_not_given_cannot_be_taken_back(town: Town) -> None:
    hand(town, ANNA, BEN)
    town.distrust(ANNA)
    with pytest.raises(NoSuchDelegation):
        town.distrust(ANNA)
    assert live(town, ANNA) is None


def test_an_offer_is_taken_back_like_a_delegation(town: Town) -> None:
    town.rule("acceptance", value=True)
    hand(town, ANNA, BEN)
    town.distrust(ANNA)
    assert mine(town, ANNA) == []
