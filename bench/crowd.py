"""A circle of many members with one open decision, made by the same use cases as any other."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.clock import SystemClock
from bot.rules.circle import Actor, Defaults
from bot.rules.decision import Decision
from bot.rules.ids import ChannelId, CommunityId, MemberId, RoleId
from bot.rules.majority import SimpleMajority
from bot.services.circle import CreateCircle, Entry, create_circle
from bot.services.proposal import OpenProposal, find_proposal, open_proposal
from bot.store.writer import Store

COMMUNITY = CommunityId(1 << 60)
ROLE = RoleId((1 << 60) + 2)
FIRST = 1 << 61
STEWARD = Actor(member_id=MemberId(FIRST), community_id=COMMUNITY, manager=True)


def members(size: int, first: int = FIRST) -> list[MemberId]:
    """Return the ids of a crowd, the steward first."""
    return [MemberId(first + number) for number in range(size)]


def home(community_id: CommunityId) -> ChannelId:
    """Return the one channel of a community."""
    return ChannelId(community_id + 1)


@contextmanager
def folder() -> Iterator[Path]:
    """A directory on the disk of the temporary files, gone afterwards."""
    with TemporaryDirectory(prefix="accord-bench-") as made:
        yield Path(made)


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """A store in that directory."""
    store = Store(f"sqlite:///{path / 'accord.db'}")
    store.open()
    try:
        yield store
    finally:
        store.close()


def open_decision(store: Store, size: int, name: str = "Assembly", steward: Actor = STEWARD) -> Decision:
    """Found a circle of that many members, the steward first, and open a vote of five days, begun five minutes ago."""
    began = SystemClock().now() - timedelta(minutes=5)
    founded = CreateCircle(
        actor=steward,
        now=began,
        name=name,
        aim="Whatever concerns all of us",
        home_id=home(steward.community_id),
        steward_id=steward.member_id,
        entry=Entry(ROLE, members(size, steward.member_id)),
        defaults=Defaults(),
    )
    circle_id = store.run_now(create_circle, founded)
    wish = OpenProposal(
        actor=steward,
        now=began,
        circle_id=circle_id,
        title="Plant trees along the path",
        text="Twelve of them, before the winter, from the nursery next door.",
        threshold=SimpleMajority(),
        deadline=began + timedelta(days=5),
    )
    found = store.read_now(find_proposal, store.run_now(open_proposal, wish))
    assert found
    return found.decision
