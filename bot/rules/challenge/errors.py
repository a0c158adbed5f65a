"""How one can break a rule about challenges; part of the tree in `bot.rules.errors`."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.errors import Closed, Forbidden, Invalid, Missing


class NoSuchChallenge(Missing):
    """Nothing was challenged there."""


class NotAdopted(Closed):
    """Only what was adopted can be challenged, and only as long as no other decision has taken its place."""


@dataclass(eq=False)
class ChallengeTooLate(Closed):
    """A decision can be challenged for fourteen days after its adoption."""

    closed_at: datetime


class ChallengeRunning(Closed):
    """A decision is before one jury at a time; the time for others stands still meanwhile."""


class GroundUsed(Closed):
    """On each ground a decision is challenged once."""


@dataclass(eq=False)
class FilingPaused(Closed):
    """Whose last challenge found less than a fifth of a jury pauses for a while."""

    until: datetime


@dataclass(eq=False)
class MayNotChallenge(Forbidden):
    """A decision is challenged by those whom it binds, or who manage the server."""

    circle: str


class NotOnJury(Forbidden):
    """Only who was drawn, and was not replaced, judges."""


class PartyToIt(Forbidden):
    """Nobody judges their own matter (J2), not even where the others do not know that it is theirs."""


class JuryOver(Closed):
    """The jury has decided, or is not drawn yet."""


class DrawingOver(Closed):
    """The jury is drawn, so no more words go into its lot."""


class WhichAgreement(Invalid):
    """Whoever finds that a decision contradicts an agreement says which one."""
