"""Who is a party to a decision, and so never on a jury about it (J2)."""

from collections.abc import Iterable
from typing import Any

from bot.rules.challenge.filing import PROCEDURE, Ground
from bot.rules.circle import Circle
from bot.rules.consent.moves import Entrust
from bot.rules.ids import MemberId
from bot.rules.process.machine import Step
from bot.rules.process.proceeding import Proceeding


def of_proceeding(proceeding: Proceeding) -> frozenset[MemberId]:
    """Return who proposed it, facilitated it, is or would be what it is about, or objected under their name."""
    steps = proceeding.history()
    items = [proceeding.draft, *(step.after for step in steps)]
    found = {one for item in items for one in (item.proposer, item.facilitator, item.subject, item.nominee)}
    found |= {step.turn.by for step in steps if type(step.move) in proceeding.process.objecting}
    record = proceeding.process.record(items[-1])
    found |= {one.by for one in record.objections} if record else set()
    return frozenset(one for one in found if one is not None)


def unnamed(steps: Iterable[Step[Any]]) -> frozenset[MemberId]:
    """Return who had an objection raised without their name.

    They stand in the pool, for to leave them out would tell who they are; they decline where they are drawn.
    """
    return frozenset(one.turn.by for one in steps if isinstance(one.move, Entrust) and one.turn.by is not None)


def of_offices(circle: Circle, ground: Ground) -> frozenset[MemberId]:
    """Return who holds an office of the circle, where the ground questions what they did."""
    holders = (circle.steward_id, circle.facilitator_id, circle.secretary_id)
    return frozenset(one for one in holders if one is not None and ground in PROCEDURE)
