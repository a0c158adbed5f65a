"""How late Accord is, in numbers: what is due and not done, and what is owed and not sent."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.timing import RECEIPT_GRACE, countable_at
from bot.services.ports import UnitOfWork
from bot.services.values import Sweep


@dataclass(frozen=True, slots=True)
class Vitals:
    """What is late. `overdue` decisions wait to be counted; `due_since` is when the oldest thing fell due.

    `waiting` messages are owed, of which `retried` were refused more than twice; the oldest was due at `owed_since`.
    """

    overdue: int
    due_since: datetime | None
    waiting: int
    retried: int
    given_up: int
    owed_since: datetime | None


def vitals(uow: UnitOfWork, sweep: Sweep) -> Vitals:
    """Return what is late at a moment."""
    overdue, since = uow.decisions.overdue(sweep.now - RECEIPT_GRACE)
    alarm = uow.proceedings.next_due()
    moments = (since, alarm and countable_at(alarm), uow.agreements.next_due(), uow.climbs.next_due())
    late = [moment for moment in moments if moment is not None and moment < sweep.now]
    backlog = uow.outbox.backlog()
    owed = backlog.oldest if backlog.oldest is not None and backlog.oldest < sweep.now else None
    return Vitals(overdue, min(late, default=None), backlog.waiting, backlog.retried, backlog.given_up, owed)
