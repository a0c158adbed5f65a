"""What is kept of a vote: ballots, options, words for a lot."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.rules.ballot import Marks
from bot.rules.counting.outcome import Count
from bot.rules.decision import Choice, Decision
from bot.rules.ids import CircleId, CommunityId, MemberId, ProposalId, TopicId
from bot.rules.paper import Paper, Stub
from bot.rules.poll import Option, PollRules
from bot.services.values import KeptBallot


class Ballots(Protocol):
    """One live ballot per decision and member."""

    def kept(self, proposal_id: ProposalId) -> Sequence[KeptBallot]:
        """Return every ballot as it is kept, by member; no secret one."""

    def get(self, proposal_id: ProposalId, member_id: MemberId) -> Choice | Marks | None:
        """Return the person's ballot, None where it is secret."""

    def has(self, proposal_id: ProposalId, member_id: MemberId) -> bool:
        """Whether the person has a ballot, secret or not."""

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

    def regulars(
        self, circles: Collection[CircleId], topic_id: TopicId | None, since: datetime, last: int
    ) -> Sequence[MemberId]:
        """Return who voted themselves in the last decisions of circles, on a topic or on any, most often first.

        Only decisions that have been counted and closed since the moment tell anything.
        """

    def since(self, proposal_id: ProposalId, moment: datetime) -> Sequence[tuple[MemberId, datetime]]:
        """Return (member, when) of every ballot that was cast or last changed after the moment."""

    def count(self, proposal_id: ProposalId) -> int:
        """Return how many ballots are in."""


class Papers(Protocol):
    """Secret ballots: locked while the decision is open, and at its close on papers, parted from their voters."""

    def begin(self, proposal_id: ProposalId) -> None:
        """Make the key of a decision."""

    def put(
        self, proposal_id: ProposalId, member_id: MemberId, said: Choice | Marks, stub: Stub, now: datetime
    ) -> None:
        """Cast or change a ballot; the database itself refuses it once the decision is closed."""

    def get(self, proposal_id: ProposalId, member_id: MemberId) -> tuple[Stub, Choice | Marks] | None:
        """Return the person's stub and what their ballot says, None where there is none or the vote is closed."""

    def sheet(self, proposal_id: ProposalId, member_id: MemberId) -> Marks | None:
        """Return the ballot that the person is filling in."""

    def keep_sheet(self, proposal_id: ProposalId, member_id: MemberId, marks: Marks, now: datetime) -> None:
        """Remember how far the person is with their ballot."""

    def stubs(self, member_id: MemberId) -> Mapping[ProposalId, Stub]:
        """Return the person's stubs, in whatever votes that run."""

    def part(self, proposal_id: ProposalId, voters: Collection[MemberId]) -> Sequence[Paper]:
        """Put the ballots of these voters on papers, drop those of others, and destroy the key; return the papers."""

    def all(self, proposal_id: ProposalId) -> Sequence[Paper]:
        """Return the papers of a closed decision, in the order of their names."""


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

    def to_begin(self, now: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return the open polls whose nominations are over and whose vote has not begun; in one community or in all."""

    def begun(self, proposal_id: ProposalId, now: datetime) -> bool:
        """Mark the vote as begun; False where it already was."""

    def has_begun(self, proposal_id: ProposalId) -> bool:
        """Whether the vote is marked as begun, which is asked only where options were nominated."""

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
