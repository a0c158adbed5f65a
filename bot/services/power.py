"""How power is spread in a circle: as votes are handed over now, and as its last decisions were counted.

Nothing here reads a ballot of a vote that is open, so nobody can learn from it how anybody votes.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from bot.rules.cap import cap_of
from bot.rules.circle import Circle
from bot.rules.decision import Power
from bot.rules.electorate import Electorate, edges, weigh, with_ballots
from bot.rules.ids import CircleId
from bot.rules.topic import Topic
from bot.services.circle import circle_of
from bot.services.ports import UnitOfWork
from bot.services.topic import topic_of
from bot.services.values import Command, Ground

LAST, RECENT = 20, timedelta(days=90)
"""The window that is looked back on: so many decisions, and more where more of them are recent (governance 12.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPower(Command):
    """Look at the power in a circle, or in what it decides on one topic."""

    circle_id: CircleId
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """How votes are handed over now among the members of a circle.

    `edges` leads from truster to trustee, None for "nobody here"; those of people who are not on the roll say nothing.
    `named` are the trusters who may be shown by name, None where the graph of the community is not open. `cap` is the
    most that one ballot may weigh.
    """

    roll: Sequence[int]
    edges: Mapping[int, int | None]
    named: Collection[int] | None
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
    named = uow.electorates.named(ground, command.now).tolist() if liquid.open_graph else None
    roll = electorate.roll.tolist()
    handed = Handed(roll, edges(electorate), None if named is None else frozenset(named), cap_of(len(roll), liquid.cap))
    now, beyond = _now(electorate, handed)
    past = uow.decisions.powers(circle.id, topic_id, command.now - RECENT, LAST)
    return PowerView(circle, topic, handed, now, beyond, past)


def _now(electorate: Electorate, handed: Handed) -> tuple[Power, int]:
    """Return what would be counted if everybody voted who does not delegate, and how many votes are beyond the cap."""
    voters = [member for member in handed.roll if handed.edges.get(member) is None]
    weights = weigh(with_ballots(electorate, voters)).weights
    counted = np.minimum(weights, handed.cap)
    spread = Counter(counted.tolist())
    return Power(len(handed.roll), tuple(sorted(spread.items())), flips=False), int((weights - counted).sum())
