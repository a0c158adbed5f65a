"""Topics of a circle: added, renamed and merged by who may change the circle, chosen by who proposes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.rules.circle import Circle, check_may_edit
from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, DraftId, LetterId, TopicId
from bot.rules.text import NAME_LIMIT, usable
from bot.rules.topic import MOST, NoSuchTopic, TooManyTopics, Topic, TopicIntoItself, TopicTaken
from bot.services.circle import circle_of
from bot.services.letter import write
from bot.services.ports import UnitOfWork
from bot.services.proposal import own_draft
from bot.services.values import Command, Draft, Event, Letter, LetterKind

GRACE = timedelta(days=7)
"""How long delegations on a topic still hold once it was renamed, merged or is used no more (governance 7.8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutTopics(Command):
    """Look at the topics of a circle."""

    circle_id: CircleId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTopic(AboutTopics):
    """Add a topic to a circle."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTopic(AboutTopics):
    """Call a topic differently."""

    topic: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireTopic(AboutTopics):
    """Use a topic no more, or merge it `into` another of the same circle."""

    topic: str
    into: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseTopic(Command):
    """Say what a draft is about; None is nothing in particular."""

    draft_id: DraftId
    topic_id: TopicId | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A topic as it is now, and how many delegations on it end soon unless they are confirmed."""

    topic: Topic
    ending: int = 0


def list_topics(uow: UnitOfWork, command: AboutTopics) -> Sequence[Topic]:
    """Return the circle's topics in use, by name. Raises NoSuchCircle."""
    return uow.topics.of(circle_of(uow, command.actor, command.circle_id).id)


def add_topic(uow: UnitOfWork, command: AddTopic) -> Changed:
    """Add a topic. Raises NoSuchCircle, NotSteward, BlankText, TextTooLong, TopicTaken or TooManyTopics."""
    circle = _mine(uow, command)
    name = _free(uow, circle, command.name)
    if len(uow.topics.of(circle.id)) >= MOST:
        raise TooManyTopics(MOST)
    topic = Topic(uow.topics.add(circle.id, name, command.now), circle.id, name)
    _remember(uow, circle, command, topic, "added")
    return Changed(topic)


def rename_topic(uow: UnitOfWork, command: RenameTopic) -> Changed:
    """Call a topic differently; those who delegated on it are asked whether they still mean it.

    Raises NoSuchCircle, NotSteward, NoSuchTopic, BlankText, TextTooLong or TopicTaken.
    """
    circle = _mine(uow, command)
    topic = topic_of(uow, circle, command.topic)
    name = _free(uow, circle, command.name, besides=topic)
    uow.topics.rename(topic.id, name)
    after = Topic(topic.id, circle.id, name)
    _remember(uow, circle, command, after, "renamed")
    return Changed(after, _unsettle(uow, circle, topic, command.now))


def retire_topic(uow: UnitOfWork, command: RetireTopic) -> Changed:
    """Use a topic no more, or merge it into another; those who delegated on it are asked what becomes of that.

    What is open keeps its topic. Raises NoSuchCircle, NotSteward, NoSuchTopic or TopicIntoItself.
    """
    circle = _mine(uow, command)
    topic = topic_of(uow, circle, command.topic)
    into = None if command.into is None else topic_of(uow, circle, command.into)
    if into == topic:
        raise TopicIntoItself
    into_id = None if into is None else into.id
    uow.topics.retire(topic.id, into_id, command.now)
    after = Topic(topic.id, circle.id, topic.name, in_use=False, into=into_id)
    _remember(uow, circle, command, after, "merged" if into else "retired")
    return Changed(after, _unsettle(uow, circle, topic, command.now))


def choose_topic(uow: UnitOfWork, command: ChooseTopic) -> Draft:
    """Say what one's own draft is about. Raises NoSuchDraft or NoSuchTopic."""
    draft = own_draft(uow, command.actor, command.draft_id)
    if command.topic_id is not None and command.topic_id not in {one.id for one in uow.topics.of(draft.circle_id)}:
        raise NoSuchTopic(str(command.topic_id))
    kept = replace(draft, topic_id=command.topic_id)
    uow.drafts.save(kept)
    return kept


def topic_of(uow: UnitOfWork, circle: Circle, name: str) -> Topic:
    """Return the circle's topic in use of that name. Raises NoSuchTopic."""
    topic = uow.topics.named(circle.id, name)
    if topic is None:
        raise NoSuchTopic(name)
    return topic


def _mine(uow: UnitOfWork, command: AboutTopics) -> Circle:
    circle = circle_of(uow, command.actor, command.circle_id)
    check_may_edit(command.actor, circle)
    return circle


def _free(uow: UnitOfWork, circle: Circle, typed: str, *, besides: Topic | None = None) -> str:
    """Return a name that no other topic of the circle has."""
    name = usable(typed, "name", NAME_LIMIT)
    other = uow.topics.named(circle.id, name)
    if other is not None and other != besides:
        raise TopicTaken(name)
    return name


def _unsettle(uow: UnitOfWork, circle: Circle, topic: Topic, now: datetime) -> int:
    """Let delegations on a topic end soon, and ask who gave them (governance 7.8); return how many there are."""
    found = uow.delegations.on(Scope.TOPIC, topic.id, now)
    for one in found:
        uow.delegations.until(one.id, min(now + GRACE, one.until or now + GRACE), None)
    asked = (
        Letter(LetterId(0), circle.community_id, one.truster_id, LetterKind.TOPIC, now, delegation_id=one.id)
        for one in found
    )
    write(uow, [*asked], now)
    return len(found)


def _remember(uow: UnitOfWork, circle: Circle, command: Command, topic: Topic, what: str) -> None:
    payload = {"circle": circle.id, "topic": topic.id, "name": topic.name, "what": what, "into": topic.into}
    uow.ledger.append(
        circle.community_id, Event.TOPIC_CHANGED, payload, actor_id=command.actor.member_id, now=command.now
    )
