"""A circle: a group with an aim that decides for itself, and who may do what in it (governance 2.3, 5.1)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.rules.errors import MayNotPropose, NotManager, NotSteward
from bot.rules.ids import ChannelId, CircleId, CommunityId, MemberId, RoleId
from bot.rules.ladder import Ladder
from bot.rules.majority import Quorum, RootQuorum, SimpleMajority, Threshold
from bot.rules.secrecy import Secrecy
from bot.rules.timing import DEFAULT_PERIOD, DEFAULT_SHORTEST


class Proposers(StrEnum):
    """Who may propose in a circle."""

    MEMBERS = "members"
    STEWARD = "steward"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as Discord vouches for it in the interaction itself.

    `manager` says whether the person may manage the server; `roles` are the roles held there.
    """

    member_id: MemberId
    community_id: CommunityId
    manager: bool = False
    roles: Collection[RoleId] = frozenset()


@dataclass(frozen=True, slots=True)
class Defaults:
    """How a circle decides where a proposal says nothing else; frozen onto each decision at its opening."""

    threshold: Threshold = field(default_factory=SimpleMajority)
    quorum: Quorum = field(default_factory=RootQuorum)
    period: timedelta = DEFAULT_PERIOD
    shortest: timedelta = DEFAULT_SHORTEST
    proposers: Proposers = Proposers.MEMBERS
    timezone: str = "UTC"
    secrecy: Secrecy = Secrecy.OPEN


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle with its aim, its home channel, its steward and its defaults.

    With a `role_id` its members are those who hold that role; without, those who joined. Facilitator and secretary
    are chosen by the circle, and may be vacant. `why_notes` says whether each step is told with why it exists.
    """

    id: CircleId
    community_id: CommunityId
    name: str
    aim: str
    home_id: ChannelId
    steward_id: MemberId
    role_id: RoleId | None
    defaults: Defaults
    facilitator_id: MemberId | None = None
    secretary_id: MemberId | None = None
    why_notes: bool = True
    ladder: Ladder | None = None
    """What is tried next where a way of deciding ends without a decision (K6)."""
    clauses: Mapping[str, str] = field(default_factory=dict)
    """By what it objects as keepers, by number (N4)."""


def check_may_create(actor: Actor) -> None:
    """Creating a circle needs Manage Server; raises NotManager."""
    if not actor.manager:
        raise NotManager


def may_edit(actor: Actor, circle: Circle) -> bool:
    """Whether somebody may change a circle: who may manage the server, and its steward."""
    return actor.manager or actor.member_id == circle.steward_id


def check_may_edit(actor: Actor, circle: Circle) -> None:
    """Changing a circle needs Manage Server or its stewardship; raises NotSteward."""
    if not may_edit(actor, circle):
        raise NotSteward(circle.name)


def check_may_propose(actor: Actor, circle: Circle, *, is_member: bool) -> None:
    """Proposing follows the circle's own choice; rank in the server adds no right. Raises MayNotPropose."""
    allowed = {
        Proposers.EVERYONE: True,
        Proposers.MEMBERS: is_member,
        Proposers.STEWARD: actor.member_id == circle.steward_id,
    }[circle.defaults.proposers]
    if not allowed:
        raise MayNotPropose(circle.name, circle.defaults.proposers.value)
