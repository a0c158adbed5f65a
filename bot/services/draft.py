"""Drafts: what a member typed is kept until it is opened, so that a mistake costs no text."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.rules.circle import Actor, Circle, check_may_propose
from bot.rules.decision import Decision
from bot.rules.errors import MayNotPropose
from bot.rules.ids import CircleId, DraftId, TopicId
from bot.rules.majority import write_threshold
from bot.rules.poll import NONE_OF_THESE, has_default, method_of
from bot.rules.secrecy import Secrecy
from bot.services.circle import circle_of
from bot.services.ports import UnitOfWork
from bot.services.proposal import AboutProposal, check_again, known, own_draft
from bot.services.values import Command, Draft, PollDraft

KEPT_FOR = timedelta(days=7)
"""How long a draft waits for its author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepDraft(Command):
    """The words as typed in the form; with a `draft_id` they replace those of an earlier try."""

    draft_id: DraftId | None = None
    circle_id: CircleId
    title: str
    text: str
    threshold: str
    deadline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepOptions(Command):
    """What was typed about the options of a draft."""

    draft_id: DraftId
    poll: PollDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseSecrecy(Command):
    """How the ballots of a draft are published."""

    draft_id: DraftId
    secrecy: Secrecy


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDraft(Command):
    """Look at or discard a draft."""

    draft_id: DraftId


def keep_draft(uow: UnitOfWork, command: KeepDraft) -> Draft:
    """Keep what was typed. Raises NoSuchCircle, MayNotPropose or NoSuchDraft."""
    circle = circle_of(uow, command.actor, command.circle_id)
    check_may_propose(command.actor, circle, is_member=uow.memberships.includes(circle.id, command.actor.member_id))
    typed = Draft(
        id=command.draft_id or DraftId(0),
        author_id=command.actor.member_id,
        community_id=command.actor.community_id,
        circle_id=circle.id,
        title=command.title,
        text=command.text,
        threshold=command.threshold,
        deadline=command.deadline,
    )
    if command.draft_id is None:
        return replace(typed, id=uow.drafts.add(typed, command.now))
    before = own_draft(uow, command.actor, command.draft_id)
    kept = replace(
        typed, again_id=before.again_id, poll=before.poll, topic_id=_still(before, circle), secrecy=before.secrecy
    )
    uow.drafts.save(kept)
    return kept


def put_again(uow: UnitOfWork, command: AboutProposal) -> Draft:
    """Begin a draft that puts a vote once more which missed its quorum (governance 8.3).

    Raises NoSuchProposal, NotPutAgain, PutAgainAlready, PutAgainTooSoon or MayNotPropose.
    """
    decision = known(uow, command.actor, command.proposal_id)
    check_again(uow, decision, command.now)
    circle = circle_of(uow, command.actor, decision.circle_id)
    check_may_propose(command.actor, circle, is_member=uow.memberships.includes(circle.id, command.actor.member_id))
    draft = Draft(
        id=DraftId(0),
        author_id=command.actor.member_id,
        community_id=command.actor.community_id,
        circle_id=circle.id,
        title=decision.title,
        text=decision.text,
        threshold=_process(decision),
        deadline="",
        again_id=decision.id,
        poll=_poll(uow, decision),
        topic_id=decision.topic_id,
        secrecy=decision.rules.secrecy,
    )
    return replace(draft, id=uow.drafts.add(draft, command.now))


def _still(before: Draft, circle: Circle) -> TopicId | None:
    """Return what a draft is about, unless it now goes to another circle."""
    return before.topic_id if before.circle_id == circle.id else None


def _process(decision: Decision) -> str:
    poll, threshold = decision.rules.poll, decision.rules.threshold
    return poll.method if poll else write_threshold(threshold) if threshold else ""


def _poll(uow: UnitOfWork, decision: Decision) -> PollDraft | None:
    """Return a poll's options and rules as its proposer would write them."""
    rules = decision.rules.poll
    if rules is None:
        return None
    listed = [option.text for option in uow.polls.options(decision.id)]
    if has_default(method_of(rules)):
        listed.remove(NONE_OF_THESE)  # it is put on every such list at its opening
    return PollDraft(
        options="\n".join(listed),
        seats=str(rules.seats),
        ties=rules.ties.value,
        settings="\n".join(f"{key} = {value}" for key, value in rules.settings.items()),
        chambers=", ".join(rules.chambers),
    )


def keep_options(uow: UnitOfWork, command: KeepOptions) -> Draft:
    """Keep what was typed about the options of one's own draft. Raises NoSuchDraft."""
    draft = replace(own_draft(uow, command.actor, command.draft_id), poll=command.poll)
    uow.drafts.save(draft)
    return draft


def choose_secrecy(uow: UnitOfWork, command: ChooseSecrecy) -> Draft:
    """Say how the ballots of one's own draft are published. Raises NoSuchDraft."""
    draft = replace(own_draft(uow, command.actor, command.draft_id), secrecy=command.secrecy)
    uow.drafts.save(draft)
    return draft


def show_draft(uow: UnitOfWork, command: AboutDraft) -> Draft:
    """Return one's own draft. Raises NoSuchDraft."""
    return own_draft(uow, command.actor, command.draft_id)


def discard_draft(uow: UnitOfWork, command: AboutDraft) -> None:
    """Forget one's own draft. Raises NoSuchDraft."""
    own_draft(uow, command.actor, command.draft_id)
    uow.drafts.remove(command.draft_id)


def may_propose_in(uow: UnitOfWork, actor: Actor) -> list[Circle]:
    """Return the circles in which the actor may propose, by name."""
    own = set(uow.memberships.circles_of(actor.community_id, actor.member_id))
    return [circle for circle in uow.circles.of(actor.community_id) if _may(actor, circle, circle.id in own)]


def _may(actor: Actor, circle: Circle, is_member: bool) -> bool:  # noqa: FBT001 - private, one caller
    try:
        check_may_propose(actor, circle, is_member=is_member)
    except MayNotPropose:
        return False
    return True
