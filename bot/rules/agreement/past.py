"""What an agreement has gone through: its versions, the reviews and proposals about it, and minority reports."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.agreement.errors import NotInMinority, ReportClosed
from bot.rules.agreement.life import Agreement, Status, Text
from bot.rules.ids import MemberId, ProposalId
from bot.rules.process.item import saying


@dataclass(frozen=True, slots=True)
class Version(Text):
    """One text of an agreement, the decision that adopted it, and by which process; without one, by a vote."""

    process: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A review of an agreement, or a proposal to change it: in which process, and where that stands or has ended."""

    proposal_id: ProposalId
    process: str
    phase: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody adds to the record of a version that they could not wholly go along with."""

    version: int
    by: MemberId
    text: str
    at: datetime


def reported(agreement: Agreement, by: MemberId, text: str, now: datetime) -> Report:
    """Return a member's minority report on the version in force; each has one, and can better it until the review.

    Raises NotInMinority, ReportClosed, BlankText or TextTooLong.
    """
    if by not in agreement.record.minority:
        raise NotInMinority
    if agreement.status is not Status.IN_FORCE:
        raise ReportClosed
    return Report(agreement.version, by, saying(text, "report"), now)
