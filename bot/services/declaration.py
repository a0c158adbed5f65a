"""What a circle declares before anything is proposed: its fallback ladder, and by what it objects as keepers."""

import re
from dataclasses import dataclass, replace

from bot.rules.circle import Circle, check_may_edit
from bot.rules.errors import TextTooLong
from bot.rules.ids import CircleId
from bot.rules.ladder.words import parse_ladder, write_ladder
from bot.rules.processes import FOLLOWING, NAMES
from bot.rules.text import usable
from bot.services.circle import circle_of
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Event

NONE = frozenset({"", "none", "no", "-"})
"""What people write to declare nothing any more."""

MOST_CLAUSES = 20
"""As many as a card and a menu show."""

CLAUSE_LIMIT = 200
"""Characters of a clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareLadder(Command):
    """Declare what is tried next where there is no decision, in words, or "none"."""

    circle_id: CircleId
    steps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareClauses(Command):
    """Declare by what a circle objects as keepers: a clause on each line."""

    circle_id: CircleId
    clauses: str


def declare_ladder(uow: UnitOfWork, command: DeclareLadder) -> CircleId:
    """Declare the fallback ladder of a circle; what runs keeps the one it was opened with (K6).

    Raises NoSuchCircle, NotSteward, and what is wrong with the steps.
    """
    circle = _own(uow, command, command.circle_id)
    wanted = command.steps.strip().casefold() not in NONE
    ladder = parse_ladder(command.steps, names=NAMES, following=FOLLOWING) if wanted else None
    uow.circles.save(replace(circle, ladder=ladder))
    payload = {"circle": circle.id, "ladder": write_ladder(ladder) if ladder else ""}
    _remember(uow, Event.LADDER_DECLARED, circle, command, payload)
    return circle.id


def declare_clauses(uow: UnitOfWork, command: DeclareClauses) -> CircleId:
    """Declare by what a circle objects as keepers of a relay; what runs keeps those it was opened with (N4).

    Raises NoSuchCircle, NotSteward, BlankText or TextTooLong.
    """
    circle = _own(uow, command, command.circle_id)
    lines = [re.sub(r"^[0-9]{1,3}[.):]?\s+", "", line.strip()) for line in command.clauses.split("\n") if line.strip()]
    if len(lines) > MOST_CLAUSES:
        raise TextTooLong("list of clauses", len(lines), MOST_CLAUSES)
    clauses = {str(number): usable(line, "clause", CLAUSE_LIMIT) for number, line in enumerate(lines, start=1)}
    uow.circles.save(replace(circle, clauses=clauses))
    _remember(uow, Event.CLAUSES_DECLARED, circle, command, {"circle": circle.id, "clauses": clauses})
    return circle.id


def _own(uow: UnitOfWork, command: Command, circle_id: CircleId) -> Circle:
    circle = circle_of(uow, command.actor, circle_id)
    check_may_edit(command.actor, circle)
    return circle


def _remember(uow: UnitOfWork, event: Event, circle: Circle, command: Command, payload: dict[str, object]) -> None:
    uow.ledger.append(circle.community_id, event, payload, actor_id=command.actor.member_id, now=command.now)
