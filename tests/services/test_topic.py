"""Topics of a circle, and what becomes of delegations when they change."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from bot.rules.delegation import Scope
from bot.rules.errors import NotSteward
from bot.rules.ids import CircleId, DelegationId, DraftId, MemberId, TopicId
from bot.rules.topic import MOST, NoSuchTopic, TooManyTopics, TopicIntoItself, TopicTaken
from bot.services import draft, proposal, topic
from bot.services.ports import UnitOfWork
from bot.services.values import Delegation, Draft, Event, LetterKind
from tests.store.world import ANNA, BEN, CLEO, DAY, HOME, NOW
from tests.town import Town, person

T = TypeVar("T")


@pytest.fixture
def garden(town: Town) -> CircleId:
    return town.found()


def add(town: Town, circle_id: CircleId, name: str, by: MemberId = ANNA) -> TopicId:
    wish = topic.AddTopic(actor=person(by), now=NOW, circle_id=circle_id, name=name)
    return town.store.run_now(topic.add_topic, wish).topic.id


def names(town: Town, circle_id: CircleId) -> list[str]:
    about = topic.AboutTopics(actor=person(BEN), now=NOW, circle_id=circle_id)
    return [one.name for one in town.store.read_now(topic.list_topics, about)]


def retire(town: Town, circle_id: CircleId, name: str, into: str | None = None) -> topic.Changed:
    wish = topic.RetireTopic(actor=person(ANNA), now=NOW, circle_id=circle_id, topic=name, into=into)
    return town.store.run_now(topic.retire_topic, wish)


def rename(town: Town, circle_id: CircleId, name: str, new: str) -> topic.Changed:
    wish = topic.RenameTopic(actor=person(ANNA), now=NOW, circle_id=circle_id, topic=name, name=new)
    return town.store.run_now(topic.rename_topic, wish)


def do(town: Town, use_case: Callable[[UnitOfWork], T]) -> T:
    return town.store.run_now(lambda unit, _: use_case(unit), None)


def hand_over(town: Town, topic_id: TopicId, truster: MemberId = BEN) -> DelegationId:
    given = Delegation(DelegationId(0), HOME, truster, Scope.TOPIC, topic_id, CLEO, NOW, NOW + 100 * DAY, NOW)
    return do(town, lambda unit: unit.delegations.set(given))


def drafted(town: Town, circle_id: CircleId, topic_id: TopicId | None) -> Draft:
    typed = draft.KeepDraft(
        actor=person(BEN), now=NOW, circle_id=circle_id, title="Beans", text="Or peas.", threshold="", deadline=""
    )
    kept = town.store.run_now(draft.keep_draft, typed)
    wish = topic.ChooseTopic(actor=person(BEN), now=NOW, draft_id=kept.id, topic_id=topic_id)
    return town.store.run_now(topic.choose_topic, wish)


def opened(town: Town, circle_id: CircleId, draft_id: DraftId) -> str:
    wish = proposal.OpenProposal(
        actor=person(BEN),
        now=NOW,
        circle_id=circle_id,
        title="Beans",
        text="Or peas.",
        threshold=None,
        deadline=NOW + 5 * DAY,
        draft_id=draft_id,
    )
    threshold = town.known(town.propose(circle_id).id).rules.threshold
    return town.known(town.store.run_now(proposal.open_proposal, replace(wish, threshold=threshold))).topic


def test_topics_are_the_stewards_and_have_different_names(town: Town, garden: CircleId) -> None:
    add(town, garden, "Water")
    add(town, garden, "Bees")
    with pytest.raises(TopicTaken):
        add(town, garden, " WATER ")
    with pytest.raises(NotSteward):
        add(town, garden, "Tools", by=BEN)
    assert names(town, garden) == ["Bees", "Water"]
    assert names(town, town.found("Kitchen")) == []
    assert len(town.remembered(Event.TOPIC_CHANGED)) == 2


def test_a_circle_has_so_many_topics_at_most(town: Town, garden: CircleId) -> None:
    for number in range(MOST):
        add(town, garden, f"Bed {number}")
    with pytest.raises(TooManyTopics):
        add(town, garden, "One more")
    retire(town, garden, "Bed 0")
    add(town, garden, "One more")


def test_who_delegated_on_a_topic_is_asked_when_it_changes(town: Town, garden: CircleId) -> None:
    water, bees = add(town, garden, "Water"), add(town, garden, "Bees")
    ids = [hand_over(town, water), hand_over(town, water, ANNA), hand_over(town, bees)]
    assert rename(town, garden, "water", "Rain").ending == 2
    letters = do(town, lambda unit: unit.letters.waiting(BEN))
    assert [(one.kind, one.delegation_id) for one in letters] == [(LetterKind.TOPIC, ids[0])]
    ends = [do(town, lambda unit, n=n: unit.delegations.get(n)).until for n in ids]  # type: ignore[misc]
    assert ends == [NOW + topic.GRACE, NOW + topic.GRACE, NOW + 100 * DAY]
    assert retire(town, garden, "Bees", into="Rain").ending == 1
    assert names(town, garden) == ["Rain"]


def test_a_topic_is_merged_into_another_one_of_its_circle(town: Town, garden: CircleId) -> None:
    add(town, garden, "Water")
    add(town, town.found("Kitchen"), "Bread")
    with pytest.raises(TopicIntoItself):
        retire(town, garden, "Water", into="water")
    with pytest.raises(NoSuchTopic):
        retire(town, garden, "Water", into="Bread")
    add(town, garden, "Bees")
    with pytest.raises(TopicTaken):
        rename(town, garden, "Water", "Bees")
    assert rename(town, garden, "Water", "WATER").topic.name == "WATER"


def test_a_proposal_has_the_topic_of_its_draft_or_what_it_was_merged_into(town: Town, garden: CircleId) -> None:
    water, elsewhere = add(town, garden, "Water"), add(town, town.found("Kitchen"), "Bread")
    add(town, garden, "Weather")
    first, second, third = (drafted(town, garden, one) for one in (water, water, None))
    with pytest.raises(NoSuchTopic):
        drafted(town, garden, elsewhere)
    assert opened(town, garden, first.id) == "Water"
    retire(town, garden, "Water", into="Weather")
    assert opened(town, garden, second.id) == "Weather"
    assert not opened(town, garden, third.id)


def test_a_topic_that_is_used_no_more_is_on_no_new_proposal(town: Town, garden: CircleId) -> None:
    kept = drafted(town, garden, add(town, garden, "Water"))
    retire(town, garden, "Water")
    assert not opened(town, garden, kept.id)
