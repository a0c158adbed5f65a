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
    SUSPENDED = "suspended"
    """It is not in force: a jury decides whether its adoption was lawful (governance 10.4)."""
    ANNULLED = "annulled"
    """A jury has found that it was not."""


STANDING = (Status.IN_FORCE, Status.REVIEW_DUE)


@dataclass(frozen=True, slots=True)
class Text:
    """A version of an agreement: its number and record, and the decision that adopted it."""

    number: int
    record: Record
    adopted_by: ProposalId
    adopted_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What a decision has made of an agreement, put aside as long as the decision is suspended (J1)."""

    by: ProposalId
    status: Status
    version: int
    review_at: datetime
    undecided: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement as it stands: `version` of its texts is the one in force, `adopted_by` the decision that took it.

    `undecided` counts the reviews since the last answer at which the circle was silent. `newest` is the number of its
    last version, in force or not, and `aside` what a suspended decision has made of it.
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
    newest: int = 1
    aside: Standing | None = None

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
        return self.in_force and (self.undecided > 0 or overdue)

    @property
    def in_force(self) -> bool:
        """Whether it holds."""
        return self.status in STANDING

    def alarms(self) -> Iterable[Alarm]:
        """Return when it comes back to its circle; as long as something about it is before a jury, it does not."""
        if self.status is Status.IN_FORCE and self.aside is None:
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


@dataclass(frozen=True, slots=True)
class Suspend(Move):
    """A decision about it is challenged, and what it has made of the agreement has no effect (J1).

    `former` is the version that the decision has replaced, None where it had none to replace.
    """

    by: ProposalId
    former: Text | None = None


@dataclass(frozen=True, slots=True)
class Reinstate(Move):
    """The challenge is dismissed, or could not be heard; `text` is the version that the decision brought.

    Where it could not be heard it comes back to its circle at once.
    """

    text: Text
    unheard: bool = False


@dataclass(frozen=True, slots=True)
class Annul(Move):
    """A jury finds that the decision was not lawful."""


MACHINE: Machine[Agreement] = Machine({Status.ANNULLED})
"""What can become of an agreement."""


@MACHINE.on(ReviewDue, Status.IN_FORCE, who="the clock", guard="the date has come", to=(Status.REVIEW_DUE,))
def come_back(agreement: Agreement, _: ReviewDue, __: Turn) -> Agreement:
    """Bring it back to its circle."""
    return replace(agreement, status=Status.REVIEW_DUE)


@MACHINE.on(Renew, Status.REVIEW_DUE, who="the circle", to=(Status.IN_FORCE,))
def renew(agreement: Agreement, move: Renew, turn: Turn) -> Agreement:
    """Keep it with a new date."""
    return _in_force(agreement, turn.at + move.review)


@MACHINE.on(Change, *STANDING, Status.SUSPENDED, who="the circle", guard="by a decision", to=(Status.IN_FORCE,))
def change(agreement: Agreement, move: Change, turn: Turn) -> Agreement:
    """Put the next version into force; there is always exactly one (G6), and what was put aside is overtaken."""
    number = agreement.newest + 1
    later = replace(
        agreement, version=number, newest=number, record=move.record, adopted_by=move.by, adopted_at=turn.at, aside=None
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


@MACHINE.on(
    Suspend,
    *STANDING,
    Status.DROPPED,
    who="who challenges its decision",
    guard="a jury can be drawn; what was before the decision holds meanwhile",
    to=(Status.SUSPENDED, Status.IN_FORCE),
)
def suspend(agreement: Agreement, move: Suspend, _: Turn) -> Agreement:
    """Go back to what was before the decision: the former version, the agreement that was dropped, or nothing."""
    dropped = agreement.status is Status.DROPPED
    status = Status.DROPPED if dropped else Status.IN_FORCE
    aside = Standing(move.by, status, agreement.version, agreement.review_at, agreement.undecided)
    put_aside = replace(agreement, aside=aside, status=Status.IN_FORCE)
    if agreement.adopted_by != move.by:
        return put_aside
    return replace(put_aside, status=Status.SUSPENDED) if move.former is None else _with(put_aside, move.former)


@MACHINE.on(
    Reinstate,
    Status.IN_FORCE,
    Status.SUSPENDED,
    who="the jury",
    guard="the decision is lawful, or nobody could judge it",
    to=(Status.IN_FORCE, Status.DROPPED),
)
def reinstate(agreement: Agreement, move: Reinstate, turn: Turn) -> Agreement:
    """Let the decision have its way again."""
    if (aside := agreement.aside) is None:
        return agreement
    back = replace(_with(agreement, move.text), status=aside.status, undecided=aside.undecided, aside=None)
    return replace(back, review_at=turn.at if move.unheard else aside.review_at)


@MACHINE.on(
    Annul,
    Status.IN_FORCE,
    Status.SUSPENDED,
    who="the jury",
    guard="a rule was breached",
    to={Status.SUSPENDED: (Status.ANNULLED,)},
)
def annul(agreement: Agreement, _: Annul, turn: Turn) -> Agreement:
    """Leave it as it was before the decision; what holds again comes back to its circle soon."""
    if agreement.status is Status.SUSPENDED:
        return replace(agreement, status=Status.ANNULLED, aside=None)
    return replace(agreement, aside=None, review_at=turn.at + AGAIN)


def recalled(agreement: Agreement, now: datetime) -> Agreement:
    """Return an agreement that comes back to its circle at once, because nobody could judge what was said of it."""
    return replace(agreement, review_at=now) if agreement.status is Status.IN_FORCE else agreement


def _with(agreement: Agreement, text: Text) -> Agreement:
    return replace(
        agreement, version=text.number, record=text.record, adopted_by=text.adopted_by, adopted_at=text.adopted_at
    )


def _in_force(agreement: Agreement, review_at: datetime) -> Agreement:
    return replace(agreement, status=Status.IN_FORCE, review_at=review_at, undecided=0)
