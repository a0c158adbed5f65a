"""What the store's tests speak about: one community, one circle, one open decision."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.rules.circle import Circle, Defaults
from bot.rules.decision import Choice, FrozenRules
from bot.rules.ids import ChannelId, CircleId, CommunityId, MemberId, ProposalId
from bot.rules.majority import Supermajority
from bot.services.ports import UnitOfWork
from bot.store.writer import Store

R = TypeVar("R")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# Discord's ids need 63 bits: these do not fit into 32.
HOME = CommunityId(1 << 60)
MEMBERS = [MemberId((1 << 61) + n) for n in range(5)]
ANNA, BEN, CLEO, DAVID, ELA = MEMBERS
RULES = FrozenRules(Supermajority(2, 1), 2, 5, {"K9": "approval"}, "0.1.0")


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A command as the store sees it."""

    value: str = ""
    key: str | None = None
    now: datetime = NOW


def circle_named(name: str, community: CommunityId = HOME) -> Circle:
    """Return a circle that is not stored yet."""
    return Circle(CircleId(0), community, name, "0", ChannelId(1 << 62), ANNA, None, Defaults())


def do(store: Store, act: Callable[[UnitOfWork], R]) -> R:
    """Run in a transaction."""
    return store.run_now(lambda unit, _: act(unit), None)


def ask(store: Store, question: Callable[[UnitOfWork], R]) -> R:
    """Read from the connection that cannot write."""
    return store.read_now(lambda unit, _: question(unit), None)


def add_circle(store: Store, name: str = "Garden") -> CircleId:
    """Store a circle with all five members."""

    def add(unit: UnitOfWork) -> CircleId:
        circle_id = unit.circles.add(circle_named(name), NOW)
        unit.memberships.enter(circle_id, MEMBERS, NOW)
        return circle_id

    return do(store, add)


def open_decision(store: Store, circle_id: CircleId, closes_at: datetime = NOW + 5 * DAY) -> ProposalId:
    """Open a decision of all five members."""

    def begin(unit: UnitOfWork) -> ProposalId:
        circle = unit.circles.get(circle_id)
        assert circle
        ends = (NOW, closes_at, closes_at - DAY)
        proposal_id = unit.proposals.add(circle, ANNA, "Plant trees", "Twelve of them.", NOW)
        unit.decisions.open(proposal_id, RULES, *ends, MEMBERS)
        return proposal_id

    return do(store, begin)


def cast(store: Store, proposal_id: ProposalId, member: MemberId, choice: Choice) -> None:
    """Put a ballot."""
    do(store, lambda unit: unit.ballots.put(proposal_id, member, choice, unit.salt(), NOW))
