"""What the use cases need from the world: Protocols that `bot.store` implements.

A use case is a plain function `(UnitOfWork, command) -> answer`. Everything it reads and writes goes
through the unit of work, in one transaction: state, one ledger row, and the messages it owes.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.rules.ballot import Marks
from bot.rules.circle import Circle
from bot.rules.counting.outcome import Count
from bot.rules.decision import Choice, Decision, FrozenRules, PollResult, Result, State
from bot.rules.delegation import Scope
from bot.rules.electorate import Electorate
from bot.rules.ids import (
    ChannelId,
    CircleId,
    CommunityId,
    DraftId,
    MemberId,
    MessageId,
    OutboxId,
    ProposalId,
)
from bot.rules.poll import Option, PollRules
from bot.rules.process.machine import Move, Turn
from bot.rules.process.proceeding import Proceeding
from bot.services.values import (
    Delegation,
    Draft,
    Event,
    OutboxRow,
    Owed,
    Place,
    Proposal,
    ReminderChoice,
)


class Clock(Protocol):
    """Tells the time, aware and in UTC."""

    def now(self) -> datetime:
        """Return the present moment."""


class Circles(Protocol):
    """The circles of all communities."""

    def add(self, circle: Circle, now: datetime) -> CircleId:
        """Store a new circle; its own id is ignored. Raises NameTaken."""

    def save(self, circle: Circle) -> None:
        """Store a changed circle. Raises NameTaken."""

    def get(self, circle_id: CircleId) -> Circle | None:
        """Return a circle."""

    def named(self, community_id: CommunityId, name: str) -> Circle | None:
        """Return the circle of that name, whatever its capitals."""

    def of(self, community_id: CommunityId) -> Sequence[Circle]:
        """Return the community's circles by name."""

    def at(self, channel_id: ChannelId) -> Sequence[Circle]:
        """Return the circles whose home is that channel."""

    def following(self, community_id: CommunityId) -> Sequence[Circle]:
        """Return the circles whose members are the holders of a role."""


class Memberships(Protocol):
    """Who was in which circle from when until when."""

    def live(self, circle_id: CircleId) -> Sequence[MemberId]:
        """Return the present members, by id."""

    def includes(self, circle_id: CircleId, member_id: MemberId) -> bool:
        """Whether the person is a member now."""

    def circles_of(self, community_id: CommunityId, member_id: MemberId) -> Sequence[CircleId]:
        """Return the circles the person is in."""

    def enter(self, circle_id: CircleId, members: Collection[MemberId], now: datetime) -> None:
        """Begin memberships; who is a member already stays as they are."""

    def leave(self, circle_id: CircleId, members: Collection[MemberId], now: datetime) -> None:
        """End memberships."""


class Proposals(Protocol):
    """Proposals with their wordings, whatever way they are decided."""

    def add(  # noqa: PLR0917 - a proposal is all of this at once
        self,
        circle: Circle,
        proposer_id: MemberId,
        title: str,
        text: str,
        now: datetime,
        again_id: ProposalId | None = None,
    ) -> ProposalId:
        """Store a proposal with its first wording; `again_id` is what it puts once more."""

    def amend(self, proposal_id: ProposalId, text: str, now: datetime) -> None:
        """Store a further wording."""

    def get(self, proposal_id: ProposalId) -> Proposal | None:
        """Return a proposal in its last wording."""

    def place(self, proposal_id: ProposalId) -> Place | None:
        """Return where the proposal is shown."""

    def put(self, proposal_id: ProposalId, place: Place) -> None:
        """Remember where the proposal is shown."""

    def shown_by(self, message_id: MessageId) -> ProposalId | None:
        """Return the proposal whose card is that message."""


class Decisions(Protocol):
    """The decisions taken on proposals by vote."""

    def open(  # noqa: PLR0917 - a decision is all of this at once
        self,
        proposal_id: ProposalId,
        rules: FrozenRules,
        opened_at: datetime,
        closes_at: datetime,
        remind_at: datetime,
        members: Collection[MemberId],
    ) -> None:
        """Store the decision on the first wording of a proposal, and its roll."""

    def get(self, proposal_id: ProposalId) -> Decision | None:
        """Return a decision."""

    def of(self, community_id: CommunityId, *, open_only: bool) -> Sequence[Decision]:
        """Return the community's decisions, newest first, at most 100."""

    def put_again(self, proposal_id: ProposalId) -> ProposalId | None:
        """Return the proposal that puts this one once more."""

    def open_by(self, circle_id: CircleId, proposer_id: MemberId) -> int:
        """Return how many open proposals the person has in the circle."""

    def on_roll(self, proposal_id: ProposalId, member_id: MemberId) -> bool:
        """Whether the person was eligible when the vote opened."""

    def entitled(self, proposal_id: ProposalId, member_id: MemberId) -> bool:
        """Whether the person was eligible when the vote opened, and is a member of its circle still."""

    def roll(self, proposal_id: ProposalId) -> Sequence[MemberId]:
        """Return who was eligible when the vote opened, by id."""

    def move(self, proposal_id: ProposalId, before: State, after: State, now: datetime) -> bool:
        """Go from one state to the next; False where the decision was not in `before` (compare and set)."""

    def record(self, proposal_id: ProposalId, result: Result | PollResult) -> None:
        """Store what was counted."""

    def extend(self, proposal_id: ProposalId, closes_at: datetime, remind_at: datetime) -> None:
        """Set the later end."""

    def to_remind(self, now: datetime) -> Sequence[ProposalId]:
        """Return the open decisions whose reminder is due and not yet done."""

    def reminded(self, proposal_id: ProposalId, now: datetime) -> bool:
        """Mark the reminder as done; False where it already was."""

    def to_freeze(self, closed_by: datetime) -> Sequence[ProposalId]:
        """Return the open decisions that ended at or before the moment, by deadline."""

    def to_count(self) -> Sequence[ProposalId]:
        """Return the frozen decisions, by deadline."""

    def next_due(self) -> datetime | None:
        """Return the earliest reminder not yet done, or moment from which an open decision can be counted."""


class Proceedings(Protocol):
    """Proposals on their way through a process, each with the log of its moves."""

    def add(self, proceeding: Proceeding) -> None:
        """Store a draft."""

    def get(self, proposal_id: ProposalId) -> Proceeding | None:
        """Return a proceeding with its log."""

    def log(self, proposal_id: ProposalId, number: int, move: Move, turn: Turn) -> None:
        """Add a move to the log, which only grows."""

    def put(
        self,
        proposal_id: ProposalId,
        *,
        phase: str,
        due_at: datetime | None,
        heard_until: datetime,
        steps: int,
        ended: bool,
    ) -> None:
        """Remember where it stands; nothing leaves an end."""

    def running(self, circle_id: CircleId) -> Sequence[ProposalId]:
        """Return the circle's proceedings that have not ended, oldest first."""

    def open_by(self, circle_id: CircleId, proposer_id: MemberId) -> int:
        """Return how many that have not ended the person has opened in the circle."""

    def of(self, community_id: CommunityId) -> Sequence[Proceeding]:
        """Return the community's proceedings, newest first, at most 100."""

    def due(self, now: datetime) -> Sequence[ProposalId]:
        """Return in which the clock has something to do, in the order in which it was due."""

    def next_due(self) -> datetime | None:
        """Return when the clock has something to do next."""


class Ballots(Protocol):
    """One live ballot per decision and member."""

    def get(self, proposal_id: ProposalId, member_id: MemberId) -> Choice | Marks | None:
        """Return the person's ballot."""

    def put(  # noqa: PLR0917 - a ballot is all of this at once
        self,
        proposal_id: ProposalId,
        member_id: MemberId,
        ballot: Choice | Marks,
        salt: str,
        now: datetime,
        reason: str | None = None,
    ) -> None:
        """Cast or change a ballot with its reason; the database itself refuses it once the decision is closed."""

    def remove(self, proposal_id: ProposalId, member_id: MemberId) -> None:
        """Withdraw a ballot, and its reason with it."""

    def reason(self, proposal_id: ProposalId, member_id: MemberId) -> str | None:
        """Return the reason that the person gave with their ballot."""

    def reasons(self, decision: Decision) -> Sequence[tuple[int, str]]:
        """Return (member, reason) of every ballot with one, of those who are eligible at the deadline."""

    def all(self, proposal_id: ProposalId) -> Sequence[tuple[int, str]]:
        """Return (member, choice) of every ballot of yes or no."""

    def marked(self, proposal_id: ProposalId) -> Sequence[tuple[int, bytes]]:
        """Return (member, marks) of every ballot on options, a byte for each option."""

    def voters(self, proposal_id: ProposalId) -> Sequence[int]:
        """Return who has voted."""

    def count(self, proposal_id: ProposalId) -> int:
        """Return how many ballots are in."""


class Polls(Protocol):
    """Votes among options: the options, ballots being filled in, and what was counted."""

    def open(self, proposal_id: ProposalId, rules: PollRules, secret: str) -> None:
        """Store how it is counted; `secret` is the sealed lot's, empty where there is none."""

    def seat(self, proposal_id: ProposalId, seats: Mapping[MemberId, int]) -> None:
        """Store in which chamber each member on the roll sits, by its place among the names."""

    def seats(self, proposal_id: ProposalId) -> Mapping[int, int]:
        """Return in which chamber each member on the roll sits."""

    def add(self, proposal_id: ProposalId, text: str, by: MemberId, now: datetime) -> int:
        """Add an option to the end of the list and return its number."""

    def options(self, proposal_id: ProposalId) -> Sequence[Option]:
        """Return the options as listed."""

    def secret(self, proposal_id: ProposalId) -> str:
        """Return what was sealed at the opening."""

    def seal(self, proposal_id: ProposalId, pool: Sequence[str], commitment: str) -> None:
        """Store what is published of a lot while the vote runs; the database refuses a second time."""

    def to_begin(self, now: datetime) -> Sequence[ProposalId]:
        """Return the open polls whose nominations are over and whose vote has not begun."""

    def begun(self, proposal_id: ProposalId, now: datetime) -> bool:
        """Mark the vote as begun; False where it already was."""

    def sheet(self, proposal_id: ProposalId, member_id: MemberId) -> Marks | None:
        """Return the ballot that the person is filling in."""

    def keep_sheet(self, proposal_id: ProposalId, member_id: MemberId, marks: Marks, now: datetime) -> None:
        """Remember how far the person is with their ballot."""

    def drop_sheets(self, proposal_id: ProposalId, member_id: MemberId | None = None) -> None:
        """Forget the ballot that the person is filling in, or those of all."""

    def record(self, proposal_id: ProposalId, count: Count, now: datetime) -> None:
        """Store what was counted, with every step, and when."""

    def counted(self, proposal_id: ProposalId) -> tuple[Count, datetime] | None:
        """Return what was counted, and when."""


class Words(Protocol):
    """What members add to the sealed lot of a poll: one word each."""

    def get(self, proposal_id: ProposalId, member_id: MemberId) -> str | None:
        """Return the person's word."""

    def put(self, proposal_id: ProposalId, member_id: MemberId, text: str, now: datetime) -> None:
        """Add or change a word; the database itself refuses it from the deadline on."""

    def all(self, proposal_id: ProposalId) -> Sequence[str]:
        """Return every word."""


class Delegations(Protocol):
    """Who handed their vote to whom, from when until when; ended ones stay."""

    def set(self, delegation: Delegation) -> None:
        """Begin a delegation and end the one it replaces; its own id is ignored."""

    def end(self, community_id: CommunityId, truster_id: MemberId, scope: Scope, scope_id: int, now: datetime) -> bool:
        """End a delegation; False where there was none."""

    def of(self, community_id: CommunityId, truster_id: MemberId, now: datetime) -> Sequence[Delegation]:
        """Return the person's valid delegations, widest scope first."""

    def received(self, community_id: CommunityId, trustee_id: MemberId, now: datetime) -> int:
        """Return how many people delegate to the person directly, in any scope."""

    def layers(
        self, community_id: CommunityId, circle_id: CircleId, proposal_id: ProposalId | None, moment: datetime
    ) -> Sequence[Sequence[tuple[int, int | None]]]:
        """Return (truster, trustee) valid at the moment: community, circle, and proposal, widest first."""


class Electorates(Protocol):
    """What a whole count reads, in columns and not row by row."""

    def at(self, decision: Decision, moment: datetime) -> Electorate:
        """Return who may vote in a decision and who has; memberships and delegations as of the moment."""


class Drafts(Protocol):
    """Texts not yet opened."""

    def add(self, draft: Draft, now: datetime) -> DraftId:
        """Store a draft; its own id is ignored."""

    def get(self, draft_id: DraftId) -> Draft | None:
        """Return a draft."""

    def save(self, draft: Draft) -> None:
        """Store a changed draft."""

    def remove(self, draft_id: DraftId) -> None:
        """Forget a draft."""

    def forget_before(self, moment: datetime) -> None:
        """Forget drafts begun before the moment."""


class Preferences(Protocol):
    """How members wish to be addressed."""

    def reminders(self, members: Collection[MemberId]) -> Mapping[MemberId, ReminderChoice]:
        """Return the choices of those who made one."""

    def choose(self, member_id: MemberId, choice: ReminderChoice) -> None:
        """Remember a choice; direct messages are tried again from then on."""

    def closed(self, member_id: MemberId, now: datetime) -> None:
        """Remember that Discord refuses direct messages to the person."""

    def unreachable(self, members: Collection[MemberId]) -> Collection[MemberId]:
        """Return those to whom Discord refuses direct messages."""


class Ledger(Protocol):
    """Append-only and hash-chained per community."""

    def append(
        self,
        community_id: CommunityId,
        event: Event,
        payload: Mapping[str, object],
        *,
        actor_id: MemberId | None,
        now: datetime,
    ) -> str:
        """Add a row and return its hash, 64 hexadecimal digits."""


class Outbox(Protocol):
    """Messages owed to Discord."""

    def owe(self, owed: Owed, due_at: datetime) -> None:
        """Add a message; a card update that is already waiting is renewed instead of added twice."""

    def due(self, now: datetime, limit: int) -> Sequence[OutboxRow]:
        """Return messages whose time has come, in the order they were owed."""

    def next_due(self) -> datetime | None:
        """Return when the next message is due."""

    def sent(self, row: OutboxRow, message_id: MessageId | None, now: datetime) -> None:
        """Record that Discord has it; what was renewed since `row` was read goes on waiting."""

    def retry(self, outbox_id: OutboxId, due_at: datetime, error: str) -> None:
        """Record a try that failed and when to try again."""

    def failed(self, outbox_id: OutboxId, error: str, now: datetime) -> None:
        """Record that it cannot be delivered."""

    def forget_before(self, moment: datetime) -> None:
        """Forget messages that were sent or given up before the moment."""


class Answers(Protocol):
    """What was answered to which wish."""

    def forget_before(self, moment: datetime) -> None:
        """Forget answers given before the moment; a repeat of such a wish would be a new one."""


class Facts(Protocol):
    """What Accord remembers about itself, by name."""

    def get(self, name: str) -> str | None:
        """Return a fact."""

    def put(self, name: str, value: str) -> None:
        """Remember a fact."""


class UnitOfWork(Protocol):
    """One transaction over everything that is remembered; it commits whole or not at all."""

    circles: Circles
    memberships: Memberships
    proposals: Proposals
    decisions: Decisions
    proceedings: Proceedings
    ballots: Ballots
    polls: Polls
    words: Words
    delegations: Delegations
    electorates: Electorates
    drafts: Drafts
    preferences: Preferences
    ledger: Ledger
    outbox: Outbox
    answers: Answers
    facts: Facts

    def salt(self) -> str:
        """Return 32 hexadecimal digits that nobody can guess."""
