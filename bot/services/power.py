"""How power is spread in a circle: as votes are handed over now, and as its last decisions were counted.

Nothing here reads a ballot of a vote that is open, so nobody can learn from it how anybody votes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from bot.rules.cap import cap_of, capped
from bot.rules.circle import Circle
from bot.rules.electorate import NOBODY, Electorate, weigh
from bot.rules.ids import CircleId
from bot.rules.spread import Spread, spread
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
class Power:
    """The power in a circle.

    `now` is what everybody would weigh if all who hand their vote over were silent and everybody else voted, and
    `beyond` how many votes would be beyond the cap then; `past` has the decisions looked back on, the newest first.
    """

    circle: Circle
    topic: Topic | None
    handed: Handed
    now: Spread
    beyond: int
    past: Sequence[Spread]


def show_power(uow: UnitOfWork, command: AboutPower) -> Power:
    """Return how power is spread in a circle; anybody in its community may ask. Raises NoSuchCircle or NoSuchTopic."""
    circle = circle_of(uow, command.actor, command.circle_id)
    topic = None if command.topic is None else topic_of(uow, circle, command.topic)
    topic_id = None if topic is None else topic.id
    ground = Ground(circle.community_id, circle.id, topic_id)
    electorate = uow.electorates.on(ground, command.now)
    liquid = uow.liquids.get(circle.community_id)
    edges = _edges(electorate)
    handed = Handed(
        electorate.roll.tolist(),
        edges,
        frozenset(uow.electorates.named(ground, command.now).tolist()) if liquid.open_graph else None,
        cap_of(len(electorate.roll), liquid.cap),
    )
    now, beyond = _now(electorate, handed)
    past = uow.decisions.spreads(circle.id, topic_id, command.now - RECENT, LAST)
    return Power(circle, topic, handed, now, beyond, past)


def _edges(electorate: Electorate) -> dict[int, int | None]:
    """Return whom each member delegates to: what they said in the narrowest scope."""
    edges: dict[int, int] = {}
    for trusters, trustees in electorate.layers:
        edges.update(zip(trusters.tolist(), trustees.tolist(), strict=True))
    return {truster: None if trustee == NOBODY else trustee for truster, trustee in edges.items()}


def _now(electorate: Electorate, handed: Handed) -> tuple[Spread, int]:
    """Return what would be counted if everybody voted who does not delegate, and how many votes are beyond the cap."""
    voters = np.array([member for member in handed.roll if handed.edges.get(member) is None], dtype=np.int64)
    weighed = weigh(replace(electorate, voters=voters, choices=np.zeros_like(voters)))
    counted = capped(dict(zip(voters.tolist(), weighed.weights.tolist(), strict=True)), handed.cap)
    return spread(len(handed.roll), counted.counted.values()), sum(counted.uncounted.values())
