"""Who can be drawn for a jury, how many are, and what a juror says."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from bot.rules.ids import MemberId, ProposalId
from bot.rules.lot import LARGEST_POOL

LARGEST, SMALLEST = 5, 3
"""Jurors; a pool that is smaller than the first gives the second, and none gives no verdict."""


class Verdict(StrEnum):
    """What a juror finds."""

    UPHOLD = "uphold"
    """A rule was breached, and the decision is void."""
    DISMISS = "dismiss"
    """It holds."""


class Answer(StrEnum):
    """What somebody has answered who was drawn."""

    CALLED = "called"
    SERVES = "serves"
    DECLINED = "declined"
    SILENT = "silent"


SEATED = frozenset({Answer.CALLED, Answer.SERVES})


@dataclass(frozen=True, slots=True)
class Juror:
    """Somebody who was drawn, since when they know it, and what they have said; a verdict has a reason (J3)."""

    member: MemberId
    called_at: datetime
    answer: Answer = Answer.CALLED
    verdict: Verdict | None = field(default=None, repr=False)
    reason: str = field(default="", repr=False)

    @property
    def seated(self) -> bool:
        """Whether they are on the jury still."""
        return self.answer in SEATED


def seats_for(pool: int) -> int:
    """Return how many are drawn from a pool: five, or three, so that there is a majority; 0 for no jury."""
    if pool < SMALLEST:
        return 0
    return LARGEST if pool >= LARGEST else SMALLEST


def pool_of(
    members: Collection[MemberId], neighbours: Collection[MemberId], parties: Collection[MemberId], about: ProposalId
) -> tuple[MemberId, ...]:
    """Return who can be drawn, in the order in which it is published: by id.

    That is the circle without the parties (J2); where these are too few for a jury of five, the other circles of the
    community too, for a verdict may come from outside (governance 10.3, RI3). Of more than a lot can hold it takes part
    of them, by a digest that nobody chose.
    """
    own = set(members) - set(parties)
    found = own if len(own) >= LARGEST else own | (set(neighbours) - set(parties))
    if len(found) > LARGEST_POOL:
        found = set(sorted(found, key=lambda one: sha256(f"{about}|{one}".encode()).digest())[:LARGEST_POOL])
    return tuple(sorted(found))
