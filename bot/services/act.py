"""Acts of those who may change how decisions are taken, as the record has them: open to every member."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.rules.circle import Actor
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.record import Line
from bot.services.ports import UnitOfWork
from bot.services.values import Event

LATEST = 50
"""Acts that are shown; those before are in the whole record."""

PRIVILEGED = (
    Event.CIRCLE_CREATED,
    Event.CIRCLE_EDITED,
    Event.TOPIC_CHANGED,
    Event.LIQUID_CHANGED,
    Event.LADDER_DECLARED,
    Event.CLAUSES_DECLARED,
    Event.DEADLINE_EXTENDED,
    Event.PROPOSAL_WITHDRAWN,
)
"""What only some may do: stewards, who manages the server, and proposers about their own proposals."""


@dataclass(frozen=True, slots=True)
class Act:
    """One such act: who did it, and the circle or proposal it was about, by name.

    `by` is None where Accord did it by itself, or where they are not known any more.
    """

    line: Line
    by: MemberId | None
    about: str


@dataclass(frozen=True, slots=True)
class Acts:
    """The latest acts, newest first, and the end of the chain."""

    acts: Sequence[Act]
    head: Line | None


def acts(uow: UnitOfWork, actor: Actor) -> Acts:
    """Return what was done lately in the actor's community by those who may change how decisions are taken."""
    lines = uow.ledger.latest(actor.community_id, PRIVILEGED, LATEST)
    who = uow.persons.whose(actor.community_id, {line.actor for line in lines if isinstance(line.actor, str)})
    return Acts([Act(line, _by(line, who), _about(uow, line)) for line in lines], uow.ledger.head(actor.community_id))


def _by(line: Line, who: Mapping[str, MemberId]) -> MemberId | None:
    return MemberId(line.actor) if isinstance(line.actor, int) else who.get(line.actor or "")


def _about(uow: UnitOfWork, line: Line) -> str:
    proposal = None if line.proposal_id is None else uow.proposals.get(ProposalId(line.proposal_id))
    if proposal is not None:
        return proposal.title
    circle_id = json.loads(line.payload).get("circle")
    circle = None if circle_id is None else uow.circles.get(CircleId(circle_id))
    return "" if circle is None else circle.name
