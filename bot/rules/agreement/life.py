"""What can become of an agreement, as a table of transitions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.ids import AgreementId, CircleId, CommunityId, MemberId, ProposalId
from bot.rules.process.machine import Alarm, Machine, Move, Turn
from bot.rules.process.record import Record

AGAIN = timedelta(days=30)
"""How long what a circle was silent about waits until it comes back (the grace of governance 5.4)."""


class Status(StrEnum):
    """Where an agreement stands."""

    IN_FORCE = "in_force"
    REVIEW_DUE = "review_due"
    """It is in force, and its circle has been asked whether it has helped."""
    DROPPED = "dropped"


STANDING = (Status.IN_FORCE, Status.REVIEW_DUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement as it stands: `version` of its texts is the one in force, `adopted_by` the decision that took it.

    `undecided` counts the reviews since the last answer at which the circle was silent.
    """

    id: AgreementId
    community_id: CommunityId
    circle_id: CircleId
    circle: str
    title: str
    status: Status = Status.IN_FORCE
    version: int = 1
    record: Record
    adopted_by: ProposalId
    adopted_at: datetime
    review_at: datetime
    undecided: int = 0

    @property
    def phase(self) -> Status:
        """Where it stands."""
        return self.status

    @property
    def responsible(self) -> MemberId:
        """Who sees to it."""
        return self.record.responsible

    def flagged(self, now: datetime) -> bool:
        """Whether it is overdue: its circle was silent at the review, or was not asked in time (K13)."""
        overdue = self.status is Status.IN_FORCE and self.review_at <= now
        return self.status is not Status.DROPPED and (self.undecided > 0 or overdue)

    def alarms(self) -> Iterable[Alarm]:
        """Return when it comes back to its circle."""
        if self.status is Status.IN_FORCE:
            yield Alarm(self.review_at, ReviewDue())


@dataclass(frozen=True, slots=True)
class ReviewDue(Move):
    """The review date has come."""


@dataclass(frozen=True, slots=True)
class Renew(Move):
    """The circle keeps it, and looks at it again after that time."""

    review: timedelta


@dataclass(frozen=True, slots=True)
class Change(Move):
    """A decision has given it another text, with a record of its own."""

    record: Record
    by: ProposalId


@dataclass(frozen=True, slots=True)
class Drop(Move):
    """A decision has dropped it."""


@dataclass(frozen=True, slots=True)
class LeaveOpen(Move):
    """The review has brought no decision."""


MACHINE: Machine[Agreement] = Machine({Status.DROPPED})
"""What can become of an agreement."""


@MACHINE.on(ReviewDue, Status.IN_FORCE, who="the clock", guard="the date has come", to=(Status.REVIEW_DUE,))
def come_back(agreement: Agreement, _: ReviewDue, __: Turn) -> Agreement:
    """Bring it back to its circle."""
    return replace(agreement, status=Status.REVIEW_DUE)


@MACHINE.on(Renew, Status.REVIEW_DUE, who="the circle", to=(Status.IN_FORCE,))
def renew(agreement: Agreement, move: Renew, turn: Turn) -> Agreement:
    """Keep it with a new date."""
    return _in_force(agreement, turn.at + move.review)


@MACHINE.on(Change, *STANDING, who="the circle", guard="by a decision", to=(Status.IN_FORCE,))
def change(agreement: Agreement, move: Change, turn: Turn) -> Agreement:
    """Put the next version into force; there is always exactly one (G6)."""
    later = replace(
        agreement, version=agreement.version + 1, record=move.record, adopted_by=move.by, adopted_at=turn.at
    )
    return _in_force(later, turn.at + move.record.review)


@MACHINE.on(Drop, Status.REVIEW_DUE, who="the circle", guard="by a decision", to=(Status.DROPPED,))
def drop(agreement: Agreement, _: Drop, __: Turn) -> Agreement:
    """Drop it; it stays in the register."""
    return replace(agreement, status=Status.DROPPED, undecided=0)


@MACHINE.on(LeaveOpen, Status.REVIEW_DUE, who="the clock", guard="nothing was decided", to=(Status.IN_FORCE,))
def leave_open(agreement: Agreement, _: LeaveOpen, turn: Turn) -> Agreement:
    """Leave it in force, flagged, and let it come back soon: silence neither renews nor drops (K13)."""
    return replace(_in_force(agreement, turn.at + AGAIN), undecided=agreement.undecided + 1)


def _in_force(agreement: Agreement, review_at: datetime) -> Agreement:
    return replace(agreement, status=Status.IN_FORCE, review_at=review_at, undecided=0)
