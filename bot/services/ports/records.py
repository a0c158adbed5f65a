"""What is kept beside decisions: drafts, doubts, preferences, the ledger, messages owed, answers, facts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.rules.doubt import Doubt
from bot.rules.ids import (
    CommunityId,
    DraftId,
    LetterId,
    MemberId,
    MessageId,
    OutboxId,
    ProposalId,
)
from bot.rules.reach import ReminderChoice
from bot.rules.record import Line
from bot.services.values import (
    Backlog,
    Draft,
    Event,
    Letter,
    LetterKind,
    Notice,
    OutboxRow,
    Owed,
    Preference,
)


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


class Doubts(Protocol):
    """What troubles members, before it is an objection; each belongs to one person and proposal."""

    def get(self, proposal_id: ProposalId, member_id: MemberId) -> Doubt | None:
        """Return the person's doubt."""

    def put(self, doubt: Doubt) -> None:
        """Keep a doubt, in the place of the person's earlier one."""

    def remove(self, proposal_id: ProposalId, member_id: MemberId | None = None) -> None:
        """Forget the person's doubt, or those of all."""

    def forget_before(self, moment: datetime) -> None:
        """Forget doubts begun before the moment."""


class Preferences(Protocol):
    """How members wish to be addressed."""

    def of(self, members: Collection[MemberId]) -> Mapping[MemberId, Preference]:
        """Return the preferences of those who have any."""

    def get(self, member_id: MemberId) -> Preference:
        """Return one person's preferences."""

    def put(self, kept: Preference) -> None:
        """Keep a person's preferences."""

    def reminders(self, members: Collection[MemberId]) -> Mapping[MemberId, ReminderChoice]:
        """Return the choices of those who made one."""

    def closed(self, member_id: MemberId, now: datetime) -> None:
        """Remember that Discord refuses direct messages to the person."""

    def unreachable(self, members: Collection[MemberId]) -> Collection[MemberId]:
        """Return those to whom Discord refuses direct messages."""


class Letters(Protocol):
    """What members are to be told privately; each letter is read once."""

    def add(self, letters: Collection[Letter], due_at: datetime) -> None:
        """Keep letters until they are brought; their own ids are ignored, and what lies there unread is left out."""

    def waiting(self, member_id: MemberId, community_id: CommunityId | None = None) -> Sequence[Letter]:
        """Return the person's unread letters, in one community or in all, oldest first."""

    def unread(self, members: Collection[MemberId], community_id: CommunityId) -> Collection[MemberId]:
        """Return who of a few people has an unread letter in a community."""

    def due(self, now: datetime, most: int, within: CommunityId | None = None) -> Sequence[Letter]:
        """Return unread letters that are to be brought now; in one community or in all."""

    def next_due(self) -> datetime | None:
        """Return when the next letter is to be brought."""

    def rest(self, letters: Collection[LetterId], until: datetime | None) -> None:
        """Let letters wait until they are brought, with None until their reader comes."""

    def again(self, member_id: MemberId, community_id: CommunityId, now: datetime) -> None:
        """Bring what the person has not read in a community once more, on another way."""

    def told(self, proposal_id: ProposalId, kind: LetterKind, *, unread: bool = False) -> Collection[MemberId]:
        """Return who has such a letter about a proposal, read or not; or who has one unread."""

    def read(self, letters: Collection[LetterId], now: datetime) -> None:
        """Remember that letters were read."""

    def forget_before(self, moment: datetime) -> None:
        """Forget letters that were written before the moment."""


class Persons(Protocol):
    """Names in the record: one of each person in their community, and another in each decision."""

    def key(self, community_id: CommunityId, member_id: MemberId, proposal_id: ProposalId | None = None) -> str | None:
        """Return what proves a person's name in a decision or in the community, None for who was never seen."""

    def name(self, community_id: CommunityId, member_id: MemberId, proposal_id: ProposalId | None = None) -> str:
        """Return a person's name in a decision or in the community; who has none is given one."""

    def meet(
        self, community_id: CommunityId, members: Collection[int], proposal_id: ProposalId | None = None
    ) -> Mapping[int, str]:
        """Return the names of these people; who has none is given one."""

    def names(
        self, community_id: CommunityId, members: Collection[int], proposal_id: ProposalId | None = None
    ) -> Mapping[int, str]:
        """Return the names of those of these people who have one."""

    def whose(self, community_id: CommunityId, names: Collection[str]) -> Mapping[str, MemberId]:
        """Return the members who have these names in the community."""


class Privacy(Protocol):
    """What one person has left in a community, and all of it."""

    def own(self, community_id: CommunityId, member_id: MemberId) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row that is about the person, by table, with the wordings of what they proposed."""

    def forget(self, community_id: CommunityId, member_id: MemberId) -> None:
        """Erase what is the person's own, and let a nobody stand for them in everything else."""

    def remove(self, community_id: CommunityId) -> None:
        """Erase everything of a community."""


class Departures(Protocol):
    """Communities that Accord was removed from."""

    def add(self, community_id: CommunityId, now: datetime, erase_at: datetime) -> None:
        """Remember when a community was left, and when everything of it is to be erased; the first time counts."""

    def remove(self, community_id: CommunityId) -> bool:
        """Forget that a community was left; return whether it was."""

    def all(self) -> Sequence[CommunityId]:
        """Return the communities that were left."""

    def due(self, now: datetime) -> Sequence[CommunityId]:
        """Return those that have been kept long enough."""


class Ledger(Protocol):
    """The record: append-only, one chain for each community (`bot.rules.record`)."""

    def append(
        self,
        community_id: CommunityId,
        event: Event,
        payload: Mapping[str, object],
        *,
        actor_id: MemberId | None,
        now: datetime,
        within: ProposalId | None = None,
    ) -> str:
        """Add a line and return its hash; the actor has another name `within` a decision."""

    def head(self, community_id: CommunityId) -> Line | None:
        """Return the last line of a chain, None of an empty one."""

    def between(self, community_id: CommunityId, first: int = 1, last: int | None = None) -> Sequence[Line]:
        """Return the lines from one to another, or to the end, by number."""

    def about(self, proposal_id: ProposalId, *events: Event) -> Sequence[Line]:
        """Return the lines about a proposal, or those of some kinds."""

    def latest(self, community_id: CommunityId, events: Collection[Event], most: int) -> Sequence[Line]:
        """Return the last lines of some kinds, newest first."""

    def number_about(self, proposal_id: ProposalId) -> int:
        """Return how many lines there are about a proposal."""

    def by(self, community_id: CommunityId, names: Collection[str], member_id: MemberId) -> Sequence[Line]:
        """Return the lines of who has these names, and of what they did before there were names, newest first."""


class Outbox(Protocol):
    """Messages owed to Discord."""

    def owe(self, owed: Owed, due_at: datetime) -> None:
        """Add a message; a card update that is already waiting is renewed instead of added twice."""

    def due(self, now: datetime, limit: int, within: CommunityId | None = None) -> Sequence[OutboxRow]:
        """Return messages whose time has come, in the order they were owed; letters and calls after all others.

        Asked of one community or of all.
        """

    def owed(self, notice: Notice, proposal_id: ProposalId) -> bool:
        """Whether such a message about a proposal waits, or was sent lately."""

    def posted(self, notice: Notice, proposal_id: ProposalId) -> MessageId | None:
        """Return the last such message about a proposal that Discord has, if that is remembered still."""

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

    def backlog(self) -> Backlog:
        """Return how much is owed, and since when."""


class Claims(Protocol):
    """Which process does what is due in a community."""

    def due(self, now: datetime) -> Sequence[CommunityId]:
        """Return the communities in which something is due."""

    def owed(self, now: datetime) -> Sequence[CommunityId]:
        """Return the communities in which a message is due."""

    def take(
        self, communities: Collection[CommunityId], holder: str, now: datetime, until: datetime, most: int
    ) -> Sequence[CommunityId]:
        """Claim some of the communities that no other process holds, and return them; nobody is waited for."""


class Answers(Protocol):
    """What was answered to which wish."""

    def given(self, key: str) -> bool:
        """Whether a wish with this key was answered, by whatever use case."""

    def forget_before(self, moment: datetime) -> None:
        """Forget answers given before the moment; a repeat of such a wish would be a new one."""


class Facts(Protocol):
    """What Accord remembers about itself, by name."""

    def get(self, name: str) -> str | None:
        """Return a fact."""

    def put(self, name: str, value: str) -> None:
        """Remember a fact."""
