"""What circles have agreed on, and what it has gone through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.rules.agreement import Agreement
from bot.rules.agreement.decay import Decay
from bot.rules.agreement.past import Course, Report, Version
from bot.rules.ids import AgreementId, CircleId, CommunityId, ProposalId


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which agreements are looked for: words in title or text, a circle, or those that have come back by a moment."""

    community_id: CommunityId
    text: str = ""
    circle_id: CircleId | None = None
    due_by: datetime | None = None


class Agreements(Protocol):
    """The register of all communities."""

    def add(self, agreement: Agreement) -> AgreementId:
        """Store a new agreement with its first version; its own id is ignored."""

    def put(self, agreement: Agreement) -> None:
        """Store where it stands, and its version where that is new."""

    def get(self, agreement_id: AgreementId) -> Agreement | None:
        """Return an agreement in its version in force."""

    def concern(self, proposal_id: ProposalId, agreement_id: AgreementId) -> None:
        """Remember that a proposal is to change an agreement, or reviews it."""

    def concerned(self, proposal_id: ProposalId) -> AgreementId | None:
        """Return which agreement a proposal is to change or reviews."""

    def adopted(self, proposal_id: ProposalId) -> AgreementId | None:
        """Return of which agreement a proposal has brought a version."""

    def courses(self, agreement_id: AgreementId) -> Sequence[Course]:
        """Return the reviews of an agreement and the proposals to change it, oldest first."""

    def versions(self, agreement_id: AgreementId) -> Sequence[Version]:
        """Return its versions, oldest first."""

    def reports(self, agreement_id: AgreementId) -> Sequence[Report]:
        """Return its minority reports, by version and time."""

    def report(self, agreement_id: AgreementId, report: Report) -> None:
        """Store a minority report, in place of the person's former one on the same version."""

    def find(self, sought: Sought, limit: int, offset: int = 0) -> tuple[int, Sequence[Agreement]]:
        """Return how many there are, and a page of them: newest first, or by review date where those due are sought."""

    def due(self, now: datetime, within: CommunityId | None = None) -> Sequence[AgreementId]:
        """Return those in force whose review date has come, by date; in one community or in all."""

    def next_due(self) -> datetime | None:
        """Return when the next review date comes."""

    def decay(self, community_id: CommunityId, now: datetime) -> Decay:
        """Return how many of the community's agreements are in force, and how many of these are overdue."""

    def unregistered(self) -> Sequence[ProposalId]:
        """Return the proposals that have been decided on and have brought no version, oldest first."""
