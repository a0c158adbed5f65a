"""What the use cases are given and what they pass on: wishes, events, messages owed, drafts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.rules.ballot import Marks
from bot.rules.circle import Actor
from bot.rules.decision import Choice
from bot.rules.delegation import Scope
from bot.rules.ids import (
    ChannelId,
    CircleId,
    CommunityId,
    DelegationId,
    DraftId,
    LetterId,
    MemberId,
    MessageId,
    OutboxId,
    ProposalId,
    TopicId,
)
from bot.rules.ladder import Ladder
from bot.rules.reach import Quiet, ReminderChoice
from bot.rules.secrecy import Secrecy


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A wish: who acts, when Discord received it, and the interaction's id, as the guard against repeats."""

    actor: Actor
    now: datetime
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Sweep:
    """The moment of a sweep, of one community or of all."""

    now: datetime
    community_id: CommunityId | None = None
    key: str | None = None


Houses = Mapping[str, tuple[CircleId, ...]]
"""The circles of each house that takes part, by its part; each circle is a bench."""


class Event(StrEnum):
    """What the ledger remembers, in the past tense."""

    CIRCLE_CREATED = "circle_created"
    CIRCLE_EDITED = "circle_edited"
    MEMBERS_CHANGED = "members_changed"
    PROPOSAL_OPENED = "proposal_opened"
    OPTIONS_LISTED = "options_listed"
    OPTION_NOMINATED = "option_nominated"
    LOT_SEALED = "lot_sealed"
    WORD_ADDED = "word_added"
    PROPOSAL_WITHDRAWN = "proposal_withdrawn"
    DEADLINE_EXTENDED = "deadline_extended"
    BALLOT_CAST = "ballot_cast"
    BALLOT_WITHDRAWN = "ballot_withdrawn"
    DELEGATION_SET = "delegation_set"
    DELEGATION_ENDED = "delegation_ended"
    DELEGATION_ACCEPTED = "delegation_accepted"
    DELEGATION_REFUSED = "delegation_refused"
    LIQUID_CHANGED = "liquid_changed"
    TOPIC_CHANGED = "topic_changed"
    OVERRIDE_OPENED = "override_opened"
    BALLOT_CONFIRMED = "ballot_confirmed"
    DECISION_FROZEN = "decision_frozen"
    DECISION_COUNTED = "decision_counted"
    STEP_TAKEN = "step_taken"
    AGREEMENT_CHANGED = "agreement_changed"
    REPORT_WRITTEN = "report_written"
    MOVED_ON = "moved_on"
    LADDER_DECLARED = "ladder_declared"
    CLAUSES_DECLARED = "clauses_declared"
    PREFERENCE_CHANGED = "preference_changed"
    PERSON_FORGOTTEN = "person_forgotten"
    CHALLENGE_FILED = "challenge_filed"
    JURY_SEALED = "jury_sealed"
    JURY_WORD_ADDED = "jury_word_added"
    JURY_DRAWN = "jury_drawn"
    JURY_CHANGED = "jury_changed"
    VERDICT_GIVEN = "verdict_given"
    CHALLENGE_ENDED = "challenge_ended"


class Notice(StrEnum):
    """What Accord owes to Discord."""

    CARD = "card"
    THREAD = "thread"
    CARD_UPDATE = "card_update"
    BEGUN = "begun"
    REMINDER = "reminder"
    EXTENDED = "extended"
    WITHDRAWN = "withdrawn"
    RESULT = "result"
    OVERRIDE = "override"
    MANY = "many"
    LETTERS = "letters"
    CALL = "call"
    LIQUID = "liquid"
    STEP = "step"
    STEP_REMINDER = "step_reminder"
    REPORT = "report"
    WAY = "way"
    CONTINUED = "continued"
    CHALLENGED = "challenged"
    JURY = "jury"
    VERDICT = "verdict"
    RESULT_UPDATE = "result_update"
    TROUBLE = "trouble"


class LetterKind(StrEnum):
    """What a member is told privately, by what it is about.

    HANDED, OFFERED: somebody hands them a vote, or would. ACCEPTED, REFUSED, ORPHANED: what became of their own
    delegation. CARRIED: a ballot was cast, changed or taken back with their vote. LOST, CAPPED: their vote is about to
    be lost, or to count in part. OVERRIDE: they may still vote themselves. EXPIRING, TOPIC: a delegation ends soon.
    JURY: they were drawn for a jury.
    """

    HANDED = "handed"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    ORPHANED = "orphaned"
    CARRIED = "carried"
    LOST = "lost"
    CAPPED = "capped"
    OVERRIDE = "override"
    EXPIRING = "expiring"
    TOPIC = "topic"
    JURY = "jury"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a member is to be told; what it says is read from the state when they read it, and is never kept."""

    id: LetterId
    community_id: CommunityId
    member_id: MemberId
    kind: LetterKind
    at: datetime
    proposal_id: ProposalId | None = None
    delegation_id: DelegationId | None = None


@dataclass(frozen=True, slots=True)
class OverrideRight:
    """That a member may still vote after the close, because `voter_id` voted for them at the end (governance 7.4)."""

    member_id: MemberId
    voter_id: MemberId
    until: datetime
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a vote is looked at: in one decision, in a circle, in a topic of it, or in the community as a whole.

    Where all are `alone` no delegation counts.
    """

    community_id: CommunityId
    circle_id: CircleId | None = None
    topic_id: TopicId | None = None
    proposal_id: ProposalId | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Preference:
    """How a member wishes to be addressed, and in which community they speak by direct message.

    `reminders` is None until they choose. `invited_at` is when they agreed to direct messages by handing over a vote,
    `closed_at` since when Discord refuses them.
    """

    member_id: MemberId
    reminders: ReminderChoice | None = None
    invited_at: datetime | None = None
    closed_at: datetime | None = None
    quiet: Quiet | None = None
    community_id: CommunityId | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A message owed: what about, and to whom.

    `to` are the members whom the message calls by name; a `member_id` makes it a direct message.
    """

    notice: Notice
    community_id: CommunityId
    proposal_id: ProposalId | None = None
    member_id: MemberId | None = None
    to: tuple[MemberId, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is owed: messages that wait, those of them refused more than twice, and those given up.

    The first that waits is due, or was, at `oldest`.
    """

    waiting: int
    retried: int
    given_up: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message owed, with what is needed to send it exactly once: its stored nonce and its tries so far."""

    id: OutboxId
    owed: Owed
    nonce: str
    attempts: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class KeptBallot:
    """A ballot as it is kept: what it says, with the reason of a veto, and the salt under which the record has it."""

    member_id: MemberId
    said: Choice | Marks = field(repr=False)
    reason: str | None = field(repr=False)
    salt: str = field(repr=False)
    cast_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where a decision is shown: its card, and the thread under it; None until Discord has them.

    `trouble` is why the last message about it could not be posted, empty where it could.
    """

    channel_id: ChannelId
    card_id: MessageId | None = None
    thread_id: ChannelId | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What somebody put to a circle, in its last wording, whatever way it is decided.

    The record has the words sealed with the `salt`, which is empty where an earlier Accord kept them.
    """

    id: ProposalId
    community_id: CommunityId
    circle_id: CircleId
    proposer_id: MemberId
    version: int
    title: str
    text: str
    topic_id: TopicId | None = None
    salt: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """How a proposal is one of several that try the same matter, one after the other.

    `ladder` is the one that was frozen onto the first, None where only a process has led on; `number` the rung of this
    one, from 1. `after_id` is what it continues, `next_id` what continues it. An item that is laid over rests until a
    date, and comes back then; `returned` says that this one has.
    """

    ladder: Ladder | None = None
    number: int = 1
    after_id: ProposalId | None = None
    returned: bool = False
    next_id: ProposalId | None = None
    rests_until: datetime | None = None

    @property
    def goes_on(self) -> bool:
        """Whether something follows it."""
        return self.next_id is not None or self.rests_until is not None


ALONE = Climb()
"""Nothing came before it, and nothing is declared to follow."""


@dataclass(frozen=True, slots=True)
class PollDraft:
    """What was typed about a vote among options: options one to a line, and the rest in words."""

    options: str = ""
    seats: str = "1"
    nominations: str = ""
    ties: str = ""
    settings: str = ""
    chambers: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as its author typed it, not yet checked and not yet opened.

    `again_id` is the proposal that it puts once more, where it does; `topic_id` what it is about, and `secrecy` how its
    ballots are published, None for as usual in its circle.
    """

    id: DraftId
    author_id: MemberId
    community_id: CommunityId
    circle_id: CircleId
    title: str
    text: str
    threshold: str
    deadline: str
    again_id: ProposalId | None = None
    poll: PollDraft | None = None
    topic_id: TopicId | None = None
    secrecy: Secrecy | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """One member's delegation in one scope; a trustee of None is 'nobody here'.

    `scope_id` is the circle's, topic's or proposal's id, 0 for the community. It counts from `accepted_at` on, and is
    an offer before; `backups` are further delegates, ranked. `named` says that it may be shown with its names.
    """

    id: DelegationId
    community_id: CommunityId
    truster_id: MemberId
    scope: Scope
    scope_id: int
    trustee_id: MemberId | None
    since: datetime
    until: datetime | None
    accepted_at: datetime | None
    backups: tuple[MemberId, ...] = ()
    named: bool = False
    warn_at: datetime | None = None
