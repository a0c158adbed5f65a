"""What is kept of delegation: who hands their vote to whom, by which rules, and whom a ballot concerns."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.rules.chain import Standing
from bot.rules.columns import Ids
from bot.rules.decision import Decision
from bot.rules.delegation import Scope
from bot.rules.electorate import Electorate
from bot.rules.ids import CircleId, CommunityId, DelegationId, MemberId, ProposalId, TopicId
from bot.rules.liquid import Liquid
from bot.rules.topic import Topic
from bot.services.values import Delegation, Ground, OverrideRight


class Liquids(Protocol):
    """The rules of delegation by community."""

    def get(self, community_id: CommunityId) -> Liquid:
        """Return the community's rules of delegation."""

    def put(self, community_id: CommunityId, rules: Liquid) -> None:
        """Keep what differs from the usual rules."""


class Topics(Protocol):
    """What proposals of a circle can be about."""

    def add(self, circle_id: CircleId, name: str, now: datetime) -> TopicId:
        """Add a topic."""

    def get(self, topic_id: TopicId) -> Topic | None:
        """Return a topic, in use or not."""

    def named(self, circle_id: CircleId, name: str) -> Topic | None:
        """Return the topic of that name that is in use."""

    def of(self, circle_id: CircleId) -> Sequence[Topic]:
        """Return the circle's topics in use, by name."""

    def rename(self, topic_id: TopicId, name: str) -> None:
        """Call a topic differently."""

    def retire(self, topic_id: TopicId, into: TopicId | None, now: datetime) -> None:
        """Use a topic no more, or merge it into another."""


class Delegations(Protocol):
    """Who handed their vote to whom, from when until when; ended ones stay."""

    def set(self, delegation: Delegation) -> DelegationId:
        """Begin a delegation, or offer it, and end what it replaces; its own id is ignored.

        What is offered replaces an earlier offer, and the delegation in force only when it is accepted.
        """

    def accept(self, delegation: Delegation, now: datetime) -> None:
        """Let an offer count from now on, in the place of what was in force."""

    def get(self, delegation_id: DelegationId) -> Delegation | None:
        """Return a delegation, ended or not."""

    def live(
        self, community_id: CommunityId, truster_id: MemberId, scope: Scope, scope_id: int, moment: datetime
    ) -> Delegation | None:
        """Return what counts at the moment of one member in one scope."""

    def end(self, community_id: CommunityId, truster_id: MemberId, scope: Scope, scope_id: int, now: datetime) -> bool:
        """End a delegation and what was offered there; False where there was nothing."""

    def end_one(self, delegation_id: DelegationId, now: datetime) -> bool:
        """End one delegation or offer; False where it had ended."""

    def until(self, delegation_id: DelegationId, until: datetime, warn_at: datetime | None) -> None:
        """Set when a delegation ends, and when its truster hears of that."""

    def of(self, community_id: CommunityId, truster_id: MemberId, now: datetime) -> Sequence[Delegation]:
        """Return the person's valid delegations and offers, widest scope first."""

    def to(self, community_id: CommunityId, trustee_id: MemberId, now: datetime) -> Sequence[Delegation]:
        """Return the valid delegations and offers to the person, in any scope."""

    def to_within(
        self, community_id: CommunityId, trustee_id: MemberId, circle_id: CircleId, now: datetime
    ) -> Sequence[Delegation]:
        """Return the valid delegations and offers to the person by members of a circle."""

    def as_backup(self, community_id: CommunityId, member_id: MemberId, now: datetime) -> Sequence[Delegation]:
        """Return the valid delegations in which the person is a back-up, in any scope."""

    def on(self, scope: Scope, scope_id: int, now: datetime) -> Sequence[Delegation]:
        """Return every valid delegation and offer in one scope other than the community."""

    def received(self, community_id: CommunityId, trustee_id: MemberId, now: datetime) -> int:
        """Return how many people delegate to the person directly, in any scope."""

    def carries(self, community_id: CommunityId, member_id: MemberId, now: datetime) -> bool:
        """Whether anybody delegates to the person, as first or as back-up, in any scope."""

    def to_warn(self, now: datetime, within: CommunityId | None = None) -> Sequence[Delegation]:
        """Return delegations of whose end their trusters are to hear now, in one community or in all, some hundreds."""

    def warned(self, delegation_id: DelegationId) -> None:
        """Remember that its truster has heard."""

    def next_warning(self) -> datetime | None:
        """Return when the next truster is to hear of an end."""

    def declines(self, community_id: CommunityId, member_id: MemberId) -> bool:
        """Whether the person takes no delegations."""

    def decline(self, community_id: CommunityId, member_id: MemberId, since: datetime | None) -> None:
        """Remember that the person takes no delegations, or with None that they do again."""


class Electorates(Protocol):
    """What a whole count reads, in columns and not row by row."""

    def at(self, decision: Decision, moment: datetime) -> Electorate:
        """Return who may vote in a decision and who has; memberships and delegations as of the moment."""

    def on(self, ground: Ground, moment: datetime, *, ranked: bool) -> Electorate:
        """Return the present members of a circle and whom they delegate to there, where no decision is at hand.

        `ranked` is whether their back-ups are read too.
        """

    def named(self, ground: Ground, moment: datetime) -> Ids:
        """Return who delegates there in the open: the narrowest of their delegations may be shown with its names."""


class Standings(Protocol):
    """How members stand, one by one: for a single chain, where a whole roll would take too long."""

    def of(self, ground: Ground, member_id: int, moment: datetime, before: datetime | None = None) -> Standing:
        """Return how a member stands at the moment; of ballots only those cast before another one matter."""

    def along(
        self, ground: Ground, member_id: int, moment: datetime, before: datetime | None = None
    ) -> Mapping[int, Standing]:
        """Return how everybody stands through whom a vote is handed on, by first choices, to whom it ends with."""


class Echoes(Protocol):
    """What a delegate's ballot leaves behind, until those whose vote it carries are told."""

    def put(self, proposal_id: ProposalId, voter_id: MemberId, due_at: datetime) -> None:
        """Leave an echo, in the place of an earlier one."""

    def due(self, now: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return the decisions in which an echo is due; in one community or in all."""

    def of(self, proposal_id: ProposalId, now: datetime) -> Sequence[MemberId]:
        """Return whose ballots echo in a decision, and are due."""

    def fade(self, proposal_id: ProposalId, now: datetime) -> None:
        """Let the echoes that are due fade; one that was left meanwhile stays."""

    def weigh(self, proposal_id: ProposalId, heavy: Mapping[MemberId, int], cap: int) -> None:
        """Remember the weights of ballots beyond the cap, in the place of those remembered before."""

    def weight(self, proposal_id: ProposalId, voter_id: MemberId) -> tuple[int, int] | None:
        """Return what a ballot weighed when it was last looked at and the cap, if it is beyond that."""

    def next_due(self) -> datetime | None:
        """Return when the next echo is due."""


class Overrides(Protocol):
    """Who may still vote themselves after the close (governance 7.4)."""

    def open(self, proposal_id: ProposalId, rights: Sequence[OverrideRight]) -> None:
        """Give the rights."""

    def get(self, proposal_id: ProposalId, member_id: MemberId) -> OverrideRight | None:
        """Return the person's right."""

    def of(self, proposal_id: ProposalId) -> Sequence[OverrideRight]:
        """Return every right that was given in a decision."""

    def confirm(self, proposal_id: ProposalId, member_id: MemberId, now: datetime) -> None:
        """Remember that the person is content with their delegate's ballot."""
