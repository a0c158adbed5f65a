"""Proposals, and the ways in which they are decided."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.rules.circle import Circle
from bot.rules.decision import Decision, FrozenRules, PollResult, Power, Result, State
from bot.rules.ids import (
    CircleId,
    CommunityId,
    MemberId,
    MessageId,
    ProposalId,
    TopicId,
)
from bot.rules.process.machine import Move, Turn
from bot.rules.process.proceeding import Proceeding
from bot.services.values import (
    Climb,
    Houses,
    Place,
    Proposal,
)


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
        topic_id: TopicId | None = None,
    ) -> ProposalId:
        """Store a proposal with its first wording; `again_id` is what it puts once more, `topic_id` its topic."""

    def amend(self, proposal_id: ProposalId, text: str, now: datetime) -> None:
        """Store a further wording."""

    def hand_over(self, proposal_id: ProposalId, to: MemberId) -> None:
        """Remember who has taken a proposal over."""

    def get(self, proposal_id: ProposalId) -> Proposal | None:
        """Return a proposal in its last wording."""

    def place(self, proposal_id: ProposalId) -> Place | None:
        """Return where the proposal is shown."""

    def put(self, proposal_id: ProposalId, place: Place) -> None:
        """Remember where the proposal is shown."""

    def shown_by(self, message_id: MessageId) -> ProposalId | None:
        """Return the proposal whose card is that message."""


class Climbs(Protocol):
    """How proposals continue one another, where one has led to no decision."""

    def add(self, proposal_id: ProposalId, new: Climb) -> None:
        """Store where a new proposal stands; the database refuses to continue one twice."""

    def get(self, proposal_id: ProposalId) -> Climb:
        """Return where a proposal stands."""

    def rest(self, proposal_id: ProposalId, until: datetime) -> None:
        """Store until when it is laid over."""

    def due(self, now: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return what has rested long enough, in the order in which it is due; in one community or in all."""

    def over(self, proposal_id: ProposalId, now: datetime) -> bool:
        """End its rest; False where it was over already."""

    def next_due(self) -> datetime | None:
        """Return when something comes back next."""


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

    def running(self, circle_id: CircleId) -> Sequence[Decision]:
        """Return the circle's open decisions."""

    def put_again(self, proposal_id: ProposalId) -> ProposalId | None:
        """Return the proposal that puts this one once more."""

    def open_by(self, circle_id: CircleId, proposer_id: MemberId) -> int:
        """Return how many open proposals the person has in the circle."""

    def roll(self, proposal_id: ProposalId) -> Collection[MemberId]:
        """Return who was eligible when the vote opened."""

    def entitling(self, community_id: CommunityId, member_id: MemberId, most: int) -> Sequence[ProposalId]:
        """Return the decisions on whose roll the person is, newest first."""

    def on_roll(self, proposal_id: ProposalId, member_id: MemberId) -> bool:
        """Whether the person was eligible when the vote opened."""

    def entitled(self, proposal_id: ProposalId, member_id: MemberId) -> bool:
        """Whether the person was eligible when the vote opened, and is a member of its circle still."""

    def move(self, proposal_id: ProposalId, before: State, after: State, now: datetime) -> bool:
        """Go from one state to the next; False where the decision was not in `before` (compare and set)."""

    def record(self, proposal_id: ProposalId, result: Result | PollResult, power: Power | None = None) -> None:
        """Store what was counted, and how the weight was spread."""

    def powers(
        self, circle_id: CircleId, topic_id: TopicId | None, since: datetime
    ) -> Sequence[tuple[datetime, Power]]:
        """Return when a circle's counted decisions closed, from a moment on, and how their weight was spread.

        Where a topic is given, only those on it. Decisions of which it was not kept are left out.
        """

    def hold(self, proposal_id: ProposalId, until: datetime) -> None:
        """Keep a decision open after its close for those who may still vote themselves, until the moment."""

    def extend(self, proposal_id: ProposalId, closes_at: datetime, remind_at: datetime) -> None:
        """Set the later end."""

    def to_remind(self, now: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return the open decisions whose reminder is due and not yet done; in one community or in all."""

    def reminds_at(self, proposal_id: ProposalId) -> datetime:
        """Return when the one reminder of a decision is due, or was."""

    def reminded(self, proposal_id: ProposalId, now: datetime) -> bool:
        """Mark the reminder as done; False where it already was."""

    def to_freeze(self, closed_by: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return the open decisions that ended at or before the moment, by deadline; in one community or in all."""

    def to_count(self, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return the frozen decisions, by deadline; in one community or in all."""

    def overdue(self, closed_by: datetime) -> tuple[int, datetime | None]:
        """Return how many decisions ended at or before the moment and are not counted, and when the first did."""

    def next_due(self) -> datetime | None:
        """Return the earliest reminder not yet done, or moment from which an open decision can be counted."""


class Proceedings(Protocol):
    """Proposals on their way through a process, each with the log of its moves."""

    def add(self, proceeding: Proceeding, houses: Houses) -> None:
        """Store a draft, with the circles of each of its houses."""

    def houses(self, proposal_id: ProposalId) -> Houses:
        """Return the circles of each house, none where one circle decides alone."""

    def get(self, proposal_id: ProposalId) -> Proceeding | None:
        """Return a proceeding with its log."""

    def log(self, proposal_id: ProposalId, number: int, move: Move, turn: Turn) -> str:
        """Add a move to the log, which only grows, and return a commitment to what was said in it."""

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
        """Return the proceedings in which the circle takes part that have not ended, oldest first."""

    def open_by(self, circle_id: CircleId, proposer_id: MemberId) -> int:
        """Return how many that have not ended the person has opened in the circle."""

    def of(self, community_id: CommunityId) -> Sequence[Proceeding]:
        """Return the community's proceedings, newest first, at most 100."""

    def due(self, now: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return in which the clock has something to do, by when it was due; in one community or in all."""

    def next_due(self) -> datetime | None:
        """Return when the clock has something to do next."""
