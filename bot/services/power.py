"""How power is spread in a circle: as votes are handed over now, and as its last decisions were counted.

Nothing here reads a ballot of a vote that is open, so nobody can learn from it how anybody votes.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.rules.cap import cap_of, capped
from bot.rules.circle import Circle
from bot.rules.concentration import PERIOD, window
from bot.rules.decision import Power
from bot.rules.electorate import Weighed, edges, weigh, with_ballots
from bot.rules.ids import CircleId
from bot.rules.topic import Topic
from bot.services.circle import circle_of
from bot.services.ports import UnitOfWork
from bot.services.topic import topic_of
from bot.services.values import Command, Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPower(Command):
    """Look at the power in a circle, or in what it decides on one topic."""

    circle_id: CircleId
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """How votes are handed over now among the members of a circle.

    `edges` leads from truster to trustee, None for "nobody here"; those of people who are not on the roll say nothing.
    `named` are those on the roll of whom may be shown to whom they handed their vote, nobody unless the graph of the
    community is open. `cap` is the most that one ballot may weigh.
    """

    roll: Sequence[int]
    edges: Mapping[int, int | None]
    named: Collection[int]
    cap: int


@dataclass(frozen=True, slots=True)
class PowerView:
    """The power in a circle.

    `now` is what everybody would weigh if all who hand their vote over were silent and everybody else voted, and
    `beyond` how many votes would be beyond the cap then; `past` has the decisions looked back on, the newest first.
    """

    circle: Circle
    topic: Topic | None
    handed: Handed
    now: Power
    beyond: int
    past: Sequence[Power]


def show_power(uow: UnitOfWork, command: AboutPower) -> PowerView:
    """Return how power is spread in a circle; anybody in its community may ask. Raises NoSuchCircle or NoSuchTopic."""
    circle = circle_of(uow, command.actor, command.circle_id)
    topic = None if command.topic is None else topic_of(uow, circle, command.topic)
    topic_id = None if topic is None else topic.id
    ground = Ground(circle.community_id, circle.id, topic_id)
    liquid = uow.liquids.get(circle.community_id)
    electorate = uow.electorates.on(ground, command.now, ranked=liquid.backups)
    roll = electorate.roll.tolist()
    named = uow.electorates.named(ground, command.now).tolist() if liquid.open_graph else ()
    handed = Handed(roll, edges(electorate), frozenset(named).intersection(roll), cap_of(len(roll), liquid.cap))
    now = capped(weigh(with_ballots(electorate, _voting(handed))), liquid.cap)
    past = window(uow.decisions.powers(circle.id, topic_id, command.now - PERIOD), command.now)
    return PowerView(circle, topic, handed, _spread(now), now.uncounted, past)


def _voting(handed: Handed) -> list[int]:
    """Return who does not hand their vote over."""
    return [member for member in handed.roll if handed.edges.get(member) is None]


def _spread(weighed: Weighed) -> Power:
    weights = Counter(weighed.weights.tolist())
    return Power(len(weighed.eligible), tuple(sorted(weights.items())), flips=False)
