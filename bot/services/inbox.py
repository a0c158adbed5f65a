"""What waits for a member: their unread letters, each with what it is about as that stands now.

A letter whose matter is settled is not shown any more: the vote is over, or they have voted themselves; the
delegation has ended. Whoever reads the others reads the present, however long ago they were written.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.rules.chain import ChainEnd
from bot.rules.challenge import Phase
from bot.rules.circle import Actor
from bot.rules.decision import State
from bot.rules.delegation import Scope
from bot.rules.ids import CommunityId, LetterId, MemberId, TopicId
from bot.rules.reach import By, Quiet, after_quiet, reach
from bot.rules.topic import Topic
from bot.services.challenge import ChallengeView, last_challenge
from bot.services.mandate import stands
from bot.services.ports import UnitOfWork
from bot.services.proposal import AboutProposal
from bot.services.values import Delegation, Letter, LetterKind
from bot.services.vote import WHOLE, MyVote, my_vote
from bot.services.within import Reach, Within, within


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a member's letters in one community, of those there were up to one of them or of all."""

    member_id: MemberId
    community_id: CommunityId
    now: datetime
    up_to: LetterId | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """A delegation that a letter is about: what it is for, and what has become of it.

    `instead` is what is in force there now, `carried` how many hand the reader their vote directly. Of a topic, `topic`
    is what it is now, and `into` what it was merged into. `as_backup` says that the reader votes only where those named
    before them do not.
    """

    given: Delegation
    there: Within
    stands: bool
    instead: Delegation | None
    carried: int
    topic: Topic | None = None
    into: Topic | None = None
    as_backup: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A letter with what it is about: where the reader's vote stands in a decision, a delegation, or a jury.

    `with_it` are further letters that this one tells too.
    """

    letter: Letter
    about: MyVote | Handed | ChallengeView
    with_it: tuple[LetterId, ...] = ()


@dataclass(frozen=True, slots=True)
class Inbox:
    """What a member has to read as it stands at a moment, what is settled, and whether it is their quiet hour."""

    at: datetime
    told: Sequence[Told] = ()
    settled: Sequence[LetterId] = ()
    quiet: bool = False


def inbox(uow: UnitOfWork, look: Look) -> Inbox:
    """Return what waits for a member in a community, oldest first; what is about the same is told once."""
    letters = uow.letters.waiting(look.member_id, look.community_id)
    told = [_told(uow, one, look) for one in letters if look.up_to is None or one.id <= look.up_to]
    alike: dict[object, list[Told]] = defaultdict(list)
    for one in told:
        if _matters(one, look.now):
            alike[_matter(one)].append(one)
    shown = [replace(first, with_it=tuple(one.letter.id for one in rest)) for first, *rest in alike.values()]
    settled = [one.letter.id for one in told if not _matters(one, look.now)]
    return Inbox(look.now, shown, settled, _is_quiet(uow.preferences.get(look.member_id).quiet, look.now))


def waits_in(uow: UnitOfWork, asked: tuple[MemberId, CommunityId | None]) -> Sequence[CommunityId]:
    """Return in which communities something waits for a person, or whether in one."""
    return [*dict.fromkeys(one.community_id for one in uow.letters.waiting(*asked))]


def unreached(uow: UnitOfWork, asked: tuple[MemberId, CommunityId | None]) -> Sequence[CommunityId]:
    """Return the same, but nothing where it comes by direct message."""
    found = waits_in(uow, asked)
    if not found:
        return []
    kept = uow.preferences.get(asked[0])
    way = reach(kept.reminders, invited=kept.invited_at is not None, closed=kept.closed_at is not None)
    return [] if way is By.DM else found


def waited_for(uow: UnitOfWork, asked: tuple[Sequence[MemberId], CommunityId]) -> Sequence[MemberId]:
    """Return those of some people for whom something waits, in the same order."""
    unread = uow.letters.unread(*asked)
    return [one for one in asked[0] if one in unread]


def _told(uow: UnitOfWork, letter: Letter, look: Look) -> Told:
    actor = Actor(look.member_id, look.community_id)
    if letter.proposal_id is not None:
        about = AboutProposal(actor=actor, now=look.now, proposal_id=letter.proposal_id)
        asks = last_challenge if letter.kind is LetterKind.JURY else my_vote
        return Told(letter, asks(uow, about))
    given = uow.delegations.get(letter.delegation_id) if letter.delegation_id else None
    assert given is not None, "a letter is about a decision or a delegation"  # noqa: S101
    return Told(letter, _handed(uow, given, look))


def _matter(told: Told) -> object:
    """Return what letters have in common that are told as one: a decision, or votes that nobody in particular hands."""
    letter = told.letter
    if not isinstance(told.about, Handed):
        return letter.proposal_id, letter.kind is LetterKind.JURY
    given = told.about.given
    unnamed = letter.kind is LetterKind.HANDED and not given.named
    return (given.scope, given.scope_id, told.about.as_backup) if unnamed else (letter.id,)


def _handed(uow: UnitOfWork, given: Delegation, look: Look) -> Handed:
    scope = (given.community_id, given.truster_id, given.scope, given.scope_id)
    topic = uow.topics.get(TopicId(given.scope_id)) if given.scope is Scope.TOPIC else None
    return Handed(
        given,
        within(uow, Actor(look.member_id, look.community_id), Reach(given.scope, given.scope_id)),
        stands(uow, given, look.now),
        uow.delegations.live(*scope, look.now),
        uow.delegations.received(look.community_id, look.member_id, look.now),
        topic,
        uow.topics.get(topic.into) if topic and topic.into else None,
        as_backup=look.member_id in given.backups,
    )


def _matters(told: Told, now: datetime) -> bool:
    """Whether a letter still tells its reader something."""
    if isinstance(told.about, MyVote):
        return _votes(told.letter.kind, told.about, now)
    if isinstance(told.about, ChallengeView):
        return told.about.challenge.phase is Phase.JURY and told.about.mine is not None
    given, kind = told.about.given, told.letter.kind
    if kind is LetterKind.REFUSED:
        return True
    if kind is LetterKind.OFFERED:
        return told.about.stands and given.accepted_at is None
    return told.about.stands


def _votes(kind: LetterKind, mine: MyVote, now: datetime) -> bool:
    """Whether the reader's vote is still in the hands of somebody else, and can be taken into their own."""
    right = mine.right
    if right is not None:
        return mine.ballot is None and right.confirmed_at is None and now < right.until
    if mine.decision.state is not State.OPEN or now >= mine.decision.closes_at or not mine.eligible:
        return False
    carried = mine.chain.end is ChainEnd.VOTES
    own = mine.ballot is not None
    return {
        LetterKind.LOST: not carried,
        LetterKind.CAPPED: carried and not own and mine.share < WHOLE,
    }.get(kind, not own)


def _is_quiet(quiet: Quiet | None, now: datetime) -> bool:
    return after_quiet(quiet, now) > now
