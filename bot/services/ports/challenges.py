"""Legality challenges, the lots for their juries, and what jurors say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from bot.rules.challenge import Challenge, Lot, Phase
from bot.rules.ids import AgreementId, ChallengeId, CommunityId, MemberId, ProposalId
from bot.rules.process.description import Seat

UNSEALED: Mapping[MemberId, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Effect:
    """What a suspended decision had done: which agreement it is about, and which seat it has filled."""

    agreement_id: AgreementId | None = None
    seat: Seat | None = None


@dataclass(frozen=True, slots=True)
class SealedLot:
    """A lot as it is kept: what is published before the draw, its secret, and when it was opened."""

    lot: Lot
    secret: str = field(repr=False)
    opened_at: datetime | None = None


class Challenges(Protocol):
    """The challenges of all communities."""

    def add(self, challenge: Challenge, effect: Effect, salt: str) -> ChallengeId:
        """Store a new challenge; its own id is ignored. The database refuses a second on the same ground."""

    def put(self, challenge: Challenge, salts: Mapping[MemberId, str] = UNSEALED) -> None:
        """Store where it stands, and who has been called and has answered what; nothing leaves an end.

        `salts` are those with which new verdicts stand in the ledger.
        """

    def get(self, challenge_id: ChallengeId) -> Challenge | None:
        """Return a challenge with its last lot and all who were called."""

    def effect(self, challenge_id: ChallengeId) -> Effect:
        """Return what its decision had done."""

    def of(self, proposal_id: ProposalId) -> Sequence[Challenge]:
        """Return the challenges of a decision, oldest first."""

    def stands(self, community_id: CommunityId) -> Mapping[ProposalId, Phase]:
        """Return the decisions of a community that are suspended or annulled, each with where its challenge stands."""

    def about(self, agreement_id: AgreementId) -> Sequence[Challenge]:
        """Return the challenges of decisions about an agreement, oldest first."""

    def by(self, community_id: CommunityId, member_id: MemberId) -> Sequence[Challenge]:
        """Return the challenges that somebody has filed and that have ended."""

    def due(self, now: datetime, within: CommunityId | None = None) -> Sequence[ChallengeId]:
        """Return in which the clock has something to do, by when it was due; in one community or in all."""

    def next_due(self) -> datetime | None:
        """Return when the clock has something to do next."""


class JuryLots(Protocol):
    """The lots by which juries are drawn; one that was void is followed by another."""

    def seal(self, challenge_id: ChallengeId, sealed: SealedLot) -> None:
        """Store a lot that is to be drawn."""

    def open(self, challenge_id: ChallengeId, number: int, line: Sequence[MemberId], now: datetime) -> None:
        """Remember when a lot was opened, and how its order begins; nothing where it was void."""

    def of(self, challenge_id: ChallengeId) -> Sequence[SealedLot]:
        """Return its lots, oldest first."""

    def word(self, challenge_id: ChallengeId, number: int, member_id: MemberId) -> str | None:
        """Return the person's word for a lot."""

    def put_word(self, challenge_id: ChallengeId, number: int, member_id: MemberId, text: str, now: datetime) -> None:
        """Add or change a word; the database itself refuses it from the deadline on."""

    def words(self, challenge_id: ChallengeId, number: int) -> Sequence[str]:
        """Return every word for a lot."""
