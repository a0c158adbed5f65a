"""What a review knows beside what a consent round does: the answers, what came back, and what is put to the circle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from bot.rules import consent
from bot.rules.consent import Consent
from bot.rules.consent import Phase as Round
from bot.rules.ids import MemberId
from bot.rules.process.machine import Alarm, Machine
from bot.rules.process.moves import TimeUp
from bot.rules.process.record import Voice
from bot.rules.review.moves import Choice, Evaluate, Helped


class Phase(StrEnum):
    """Where a review stands, beside the round and the integration of a consent round."""

    DRAFT = "draft"
    ASKING = "asking"
    OPEN = "open"
    """Nobody who should has put anything to the circle, so anybody may."""
    KEPT = "kept"
    AMENDED = "amended"
    DROPPED = "dropped"
    UNDECIDED = "undecided"
    OVERTAKEN = "overtaken"
    """Another decision has changed the agreement meanwhile."""


ENDS = frozenset({Phase.KEPT, Phase.AMENDED, Phase.DROPPED, Phase.UNDECIDED, Phase.OVERTAKEN})
ASKED = (Phase.ASKING, Phase.OPEN)
DECIDING = (Round.ROUND, Round.INTEGRATE)
OPEN = (*ASKED, *DECIDING)

LONGEST = timedelta(days=3_650)
"""The longest time until the next review: what nobody looks at for ten years is forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(consent.Settings):
    """The knobs of a review; frozen at its beginning. `FIXED` is of a consent round, and has no place in a review."""

    FIXED: ClassVar[frozenset[str]] = frozenset(
        {"judge", "criteria", "relayed", "meetings", "clarify", "react", "amend", "review"}
    )
    asking: timedelta = timedelta(days=7)
    open: timedelta = timedelta(days=7)
    """How long anybody may put something to the circle, before nothing is decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Consent):
    """A review of an agreement; the first text is the one in force.

    `responsible` sees to the agreement, `voices` were heard when it was decided, `answers` are of the short form,
    `choice` is what is put to the circle. The proposer is who has put it, before that the responsible person.
    """

    settings: Settings = field(default_factory=Settings)
    phase: StrEnum = Phase.DRAFT  # type: ignore[assignment]  # phases of its own beside those it borrows
    responsible: MemberId
    voices: tuple[Voice, ...] = ()
    answers: Mapping[MemberId, Evaluate] = field(default_factory=lambda: MappingProxyType({}))
    choice: Choice = Choice.KEEP

    @property
    def for_keeping(self) -> bool:
        """Whether everybody who has answered would keep it as it is."""
        answers = self.answers.values()
        return all(one.helped is Helped.YES and not one.drop and not one.improve for one in answers)

    @property
    def soonest(self) -> timedelta:
        """How long until the next review: the soonest that anybody wishes, else the time that it had."""
        return min((one.after for one in self.answers.values() if one.after), default=self.review)

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about."""
        if self.phase not in ASKED:
            yield from Consent.alarms(self)
        elif self.ends is not None:
            yield Alarm(self.ends, TimeUp())


MACHINE: Machine[Review] = Machine(ENDS)
"""Who may make which move when."""
