"""Proposals: opened, shown, listed, extended and withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.rules.circle import Actor, Circle, check_may_edit, check_may_propose
from bot.rules.decision import OPEN_PROPOSAL_LIMIT, Decision, State, check_open, check_put_again
from bot.rules.errors import (
    AlreadyExtended,
    EmptyCircle,
    NoSuchCircle,
    NoSuchDraft,
    NoSuchProposal,
    NotProposer,
    NotPutAgain,
    TooManyOpen,
)
from bot.rules.ids import CircleId, DraftId, MemberId, MessageId, ProposalId, TopicId
from bot.rules.ladder import ByVote
from bot.rules.majority import Threshold
from bot.rules.poll import (
    NONE_OF_THESE,
    Option,
    PollRules,
    TieRule,
    check_chambers,
    check_nominations,
    check_options,
    check_rules,
    has_default,
    method_of,
    with_ties,
)
from bot.rules.reason import with_reasons
from bot.rules.record import Line
from bot.rules.secrecy import Secrecy, check_secret
from bot.rules.text import TEXT_LIMIT, TITLE_LIMIT, usable
from bot.rules.timing import check_deadline, check_extension, remind_at
from bot.services.circle import circle_of
from bot.services.legality import UNQUESTIONED, Legality, of_vote
from bot.services.lot import seal
from bot.services.opening import Opening, at_the_foot, frozen, put
from bot.services.ports import UnitOfWork
from bot.services.record import options_listed, vote_opened
from bot.services.values import ALONE, Climb, Command, Draft, Event, Notice, Owed, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal(Command):
    """Put a text to a circle; `deadline` is when the vote ends, `draft_id` the draft it came from.

    It asks for yes or no by a `threshold`, or is counted by the method of a `poll`, which may have `options`. Its
    ballots are published as usual in the circle where `secrecy` is None.
    """

    circle_id: CircleId
    title: str
    text: str
    threshold: Threshold | None
    deadline: datetime
    poll: PollRules | None = None
    options: tuple[str, ...] = ()
    draft_id: DraftId | None = None
    secrecy: Secrecy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutProposal(Command):
    """Show or withdraw a proposal."""

    proposal_id: ProposalId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendDeadline(Command):
    """Move the end of a vote further away."""

    proposal_id: ProposalId
    deadline: datetime


@dataclass(frozen=True, slots=True)
class CardDeleted:
    """Somebody deleted a message."""

    message_id: MessageId
    now: datetime
    key: str | None = None


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A decision, its options, where it is shown and stands, and how many ballots are in; never what they say.

    `head` is the line of the record that fixes its opening or, once there is one, its result; `legality` tells whether
    it can be challenged, or is.
    """

    decision: Decision
    place: Place
    ballots: int
    options: Sequence[Option] = ()
    climb: Climb = ALONE
    head: Line | None = None
    legality: Legality = UNQUESTIONED

    @property
    def title(self) -> str:
        """What it is called."""
        return self.decision.title


def open_proposal(uow: UnitOfWork, command: OpenProposal) -> ProposalId:
    """Open the vote and freeze text, rules, roll and deadline (governance 2.2, 8.3).

    A draft is opened once, however often its button is pressed. Raises NoSuchCircle, NoSuchDraft,
    MayNotPropose, BlankText, TextTooLong, TooManyOpen, EmptyCircle, DeadlinePast, DeadlineTooSoon,
    DeadlineTooFar, what is wrong with the options of a poll or with a secret vote (`check_secret`), or what
    `check_put_again` raises where the draft puts a vote once more.
    """
    circle = circle_of(uow, command.actor, command.circle_id)
    roll = uow.memberships.live(circle.id)
    _check_may_open(uow, command, circle, len(roll), is_member=command.actor.member_id in roll)
    poll = command.poll and with_reasons(with_ties(command.poll))
    draft = None if command.draft_id is None else own_draft(uow, command.actor, command.draft_id)
    again_id = draft.again_id if draft else None
    if again_id is not None:
        check_again(uow, known(uow, command.actor, again_id), command.now)
    new = Opening(
        circle=circle,
        proposer_id=command.actor.member_id,
        title=usable(command.title, "title", TITLE_LIMIT),
        text=usable(command.text, "text", TEXT_LIMIT, lines=True),
        now=command.now,
        climb=at_the_foot(circle, ByVote(command.threshold)) if command.threshold else None,
        topic_id=_topic(uow, draft),
        secrecy=command.secrecy,
    )
    if new.published is Secrecy.SECRET:
        check_secret(len(roll), poll)
    rules = frozen(uow, new, command.threshold, len(roll), poll)
    proposal_id = put(uow, new, again_id)
    reminder = remind_at(_begins(poll, command.now), command.deadline)
    uow.decisions.open(proposal_id, rules, command.now, command.deadline, reminder, roll)
    if rules.secrecy is Secrecy.SECRET:
        uow.papers.begin(proposal_id)
    if poll:
        _open_poll(uow, command, proposal_id, poll, roll)
    if draft:
        uow.drafts.remove(draft.id)
    decision = known(uow, command.actor, proposal_id)
    vote_opened(uow, decision, roll, command.actor.member_id)
    uow.outbox.owe(Owed(Notice.CARD, decision.community_id, proposal_id), command.now)
    return proposal_id


def _open_poll(
    uow: UnitOfWork, command: OpenProposal, proposal_id: ProposalId, poll: PollRules, roll: Sequence[MemberId]
) -> None:
    secret = uow.salt() + uow.salt() if poll.ties is TieRule.LOT else ""
    uow.polls.open(proposal_id, poll, secret)
    uow.polls.seat(proposal_id, _seats(uow, command.actor, poll, roll))
    for option in check_options(command.options):
        uow.polls.add(proposal_id, option, command.actor.member_id, command.now)
    if poll.nominations_until is None:
        complete(uow, known(uow, command.actor, proposal_id), poll, command.now)


def complete(uow: UnitOfWork, decision: Decision, poll: PollRules, now: datetime) -> None:
    """End the list of options, to which nothing is added from now on, and seal its lot where there is one."""
    if has_default(method_of(poll)):
        uow.polls.add(decision.id, NONE_OF_THESE, decision.proposer_id, now)
    options_listed(uow, decision, now)
    seal(uow, decision, now)


def withdraw_proposal(uow: UnitOfWork, command: AboutProposal) -> ProposalId:
    """End the vote without a count; only its proposer, only while it is open (governance 2.3).

    Raises NoSuchProposal, NotProposer or VoteClosed.
    """
    decision = known(uow, command.actor, command.proposal_id)
    if decision.proposer_id != command.actor.member_id:
        raise NotProposer
    check_open(decision, command.now)
    if decision.rules.secrecy is Secrecy.SECRET:
        uow.papers.part(decision.id, ())
    uow.decisions.move(decision.id, State.OPEN, State.WITHDRAWN, command.now)
    uow.polls.drop_sheets(decision.id)
    remember(uow, Event.PROPOSAL_WITHDRAWN, decision, command)
    for notice in (Notice.CARD_UPDATE, Notice.WITHDRAWN):
        uow.outbox.owe(Owed(notice, decision.community_id, decision.id), command.now)
    return decision.id


def extend_deadline(uow: UnitOfWork, command: ExtendDeadline) -> ProposalId:
    """Move the end away, once, before it has come; by proposer or steward (governance 2.4).

    Raises NoSuchProposal, NotSteward, VoteClosed, AlreadyExtended, DeadlineShortened or DeadlineTooFar.
    """
    decision = known(uow, command.actor, command.proposal_id)
    if decision.proposer_id != command.actor.member_id:
        check_may_edit(command.actor, circle_of(uow, command.actor, decision.circle_id))
    check_open(decision, command.now)
    if decision.extended:
        raise AlreadyExtended(decision.closes_at)
    check_extension(command.deadline, closes_at=decision.closes_at, opened_at=decision.opened_at)
    uow.decisions.extend(decision.id, command.deadline, remind_at(decision.opened_at, command.deadline))
    remember(uow, Event.DEADLINE_EXTENDED, decision, command, closes=command.deadline.isoformat())
    for notice in (Notice.CARD_UPDATE, Notice.EXTENDED):
        uow.outbox.owe(Owed(notice, decision.community_id, decision.id), command.now)
    return decision.id


def show_proposal(uow: UnitOfWork, command: AboutProposal) -> ProposalView:
    """Return a proposal of the actor's community. Raises NoSuchProposal."""
    return view(uow, known(uow, command.actor, command.proposal_id))


def list_proposals(uow: UnitOfWork, actor: Actor) -> Sequence[Decision]:
    """Return the community's proposals, newest first."""
    return uow.decisions.of(actor.community_id, open_only=False)


def list_open(uow: UnitOfWork, actor: Actor) -> Sequence[Decision]:
    """Return the community's open proposals, newest first."""
    return uow.decisions.of(actor.community_id, open_only=True)


def find_proposal(uow: UnitOfWork, proposal_id: ProposalId) -> ProposalView | None:
    """Return a proposal of whatever community, for those who answer for all of them."""
    decision = uow.decisions.get(proposal_id)
    return None if decision is None else view(uow, decision)


def card_deleted(uow: UnitOfWork, event: CardDeleted) -> bool:
    """Owe a new card for one that somebody deleted; return whether the message was a card."""
    proposal_id = uow.proposals.shown_by(event.message_id)
    proposal = None if proposal_id is None else uow.proposals.get(proposal_id)
    place = uow.proposals.place(proposal.id) if proposal else None
    if proposal is None or place is None:
        return False
    uow.proposals.put(proposal.id, replace(place, card_id=None))
    uow.outbox.owe(Owed(Notice.CARD, proposal.community_id, proposal.id), event.now)
    return True


def own_draft(uow: UnitOfWork, actor: Actor, draft_id: DraftId) -> Draft:
    """Return a draft of the actor's own. Raises NoSuchDraft."""
    draft = uow.drafts.get(draft_id)
    if draft is None or (draft.author_id, draft.community_id) != (actor.member_id, actor.community_id):
        raise NoSuchDraft
    return draft


def known(uow: UnitOfWork, actor: Actor, proposal_id: ProposalId) -> Decision:
    """Return a decision of the actor's own community. Raises NoSuchProposal."""
    decision = uow.decisions.get(proposal_id)
    if decision is None or decision.community_id != actor.community_id:
        raise NoSuchProposal
    return decision


def check_again(uow: UnitOfWork, decision: Decision, now: datetime) -> None:
    """Refuse to put a vote once more that goes on by itself, and what `check_put_again` refuses. Raises NotPutAgain."""
    if uow.climbs.get(decision.id).goes_on:
        raise NotPutAgain(decision.title)
    check_put_again(decision, uow.decisions.put_again(decision.id), now)


def view(uow: UnitOfWork, decision: Decision) -> ProposalView:
    """Return the decision with its place and the number of its ballots."""
    place = uow.proposals.place(decision.id)
    if place is None:
        raise NoSuchProposal
    options = uow.polls.options(decision.id) if decision.rules.poll else ()
    climb, law = uow.climbs.get(decision.id), of_vote(uow, decision)
    head = next(iter(uow.ledger.about(decision.id, Event.PROPOSAL_OPENED, Event.DECISION_COUNTED)[-1:]), None)
    return ProposalView(decision, place, uow.ballots.count(decision.id), options, climb, head, law)


def _check_may_open(uow: UnitOfWork, command: OpenProposal, circle: Circle, members: int, *, is_member: bool) -> None:
    check_may_propose(command.actor, circle, is_member=is_member)
    if members == 0:
        raise EmptyCircle(circle.name)
    if uow.decisions.open_by(circle.id, command.actor.member_id) >= OPEN_PROPOSAL_LIMIT:
        raise TooManyOpen(circle.name, OPEN_PROPOSAL_LIMIT)
    begins = _begins(command.poll, command.now)
    if command.poll:
        check_rules(command.poll, check_options(command.options))
        check_nominations(command.poll, now=command.now)
    check_deadline(command.deadline, now=begins, shortest=circle.defaults.shortest)


def _topic(uow: UnitOfWork, draft: Draft | None) -> TopicId | None:
    """Return what a draft is about; a topic that was merged meanwhile is the one it went into, or none."""
    topic = uow.topics.get(draft.topic_id) if draft and draft.topic_id is not None else None
    while topic is not None and not topic.in_use:
        topic = None if topic.into is None else uow.topics.get(topic.into)
    return None if topic is None else topic.id


def _seats(uow: UnitOfWork, actor: Actor, poll: PollRules, roll: Sequence[MemberId]) -> dict[MemberId, int]:
    """Return in which chamber each member on the roll sits. Raises NoSuchCircle or UnclearSetting."""
    found: dict[MemberId, list[int]] = {member: [] for member in roll} if poll.chambers else {}
    for number, name in enumerate(poll.chambers):
        chamber = uow.circles.named(actor.community_id, name)
        if chamber is None:
            raise NoSuchCircle(name)
        for member in {*uow.memberships.live(chamber.id)} & {*roll}:
            found[member].append(number)
    check_chambers(poll, roll, found)
    return {member: seats[0] for member, seats in found.items()}


def _begins(poll: PollRules | None, now: datetime) -> datetime:
    """Return when ballots are taken: at once, or when nominations are over."""
    return poll.nominations_until if poll and poll.nominations_until else now


def remember(
    uow: UnitOfWork,
    event: Event,
    decision: Decision,
    command: Command,
    *,
    within: ProposalId | None = None,
    **facts: object,
) -> str:
    """Add a line about a decision to the ledger and return its hash; the actor has another name `within` it."""
    payload = {"proposal": decision.id, "version": decision.version, **facts}
    who = command.actor.member_id
    return uow.ledger.append(decision.community_id, event, payload, actor_id=who, now=command.now, within=within)
