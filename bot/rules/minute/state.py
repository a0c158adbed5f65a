"""What a discernment knows: its settings and phases, who spoke, the minute, and who cannot unite with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.rules.ids import MemberId
from bot.rules.minute.moves import CorrectionStands
from bot.rules.process.asking import Asked, Silence
from bot.rules.process.machine import Alarm
from bot.rules.process.moves import TimeUp
from bot.rules.process.record import REVIEW
from bot.rules.process.seats import proposer_alarms, seat_alarms


class Phase(StrEnum):
    """Where it stands (governance 9.4)."""

    DRAFT = "draft"
    SILENCE = "silence"
    PRESENTED = "presented"
    DISCERN = "discern"
    DRAFTING = "drafting"
    """The clerk drafts a minute."""
    TEST = "test"
    UNITED = "united"
    """The minute is adopted; errors of fact can be put right."""
    RECORDED = "recorded"
    """The minute is adopted, and final."""
    LAID_OVER = "laid_over"
    SMALL_GROUP = "small_group"
    NO_UNITY = "no_unity"
    """Things stay as they are."""
    WITHDRAWN = "withdrawn"


ENDS = frozenset({Phase.RECORDED, Phase.LAID_OVER, Phase.SMALL_GROUP, Phase.NO_UNITY, Phase.WITHDRAWN})
MEETING = (Phase.SILENCE, Phase.PRESENTED, Phase.DISCERN, Phase.DRAFTING)
BEFORE = (*MEETING, Phase.TEST)
OPEN = (*BEFORE, Phase.UNITED)
SEATED = (Phase.DISCERN, Phase.DRAFTING)
"""Where the meeting needs its clerk, whose seat is offered on when silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The knobs of discernment; frozen at its opening (governance 1, 2.5, 9.4)."""

    silence: Silence = Silence.EXPLICIT
    min_active: int = 1
    """Answers without which silence is no unity."""
    despite: bool = False
    """Whether the meeting may discern to go on although somebody cannot unite, when all others do."""
    most_tests: int = 3
    """Minutes that are tested before there is no unity."""
    hush: timedelta = timedelta(minutes=10)
    """How long the meeting waits in silence."""
    present: timedelta = timedelta(hours=24)
    discern: timedelta = timedelta(hours=48)
    draft: timedelta = timedelta(hours=72)
    test: timedelta = timedelta(hours=24)
    """How long the circle has for the text itself."""
    extension: timedelta = timedelta(hours=48)
    heed: timedelta = timedelta(hours=48)
    """How long the meeting goes on to discern when somebody who cannot unite has left."""
    lay_over: timedelta = timedelta(days=14)
    """To when the matter is laid over by the clock."""
    correct: timedelta = timedelta(days=7)
    object: timedelta = timedelta(hours=24)
    """How long a correction can be refused (Debian A.1.5)."""
    review: timedelta = REVIEW


class Grade(StrEnum):
    """What a member says to a minute."""

    UNITE = "unite"
    UNCOMFORTABLE = "uncomfortable"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Position:
    """What a member said to a minute; `named` is whether their discomfort is named in it."""

    grade: Grade
    at: datetime
    reason: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Dissent:
    """Why a member cannot unite; it stands until they answer otherwise, or have left and been heeded."""

    reason: str
    version: int
    stands: bool = True
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """What a member said out of the silence, in which discernment."""

    by: MemberId
    text: str
    turn: int


@dataclass(frozen=True, slots=True)
class Correction:
    """An error of fact that is being put right, and from when the new wording stands."""

    by: MemberId
    text: str
    error: str
    stands_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute(Asked):
    """A discernment as it stands; the texts are the matter and then the minutes, of which the last one stands."""

    settings: Settings = field(default_factory=Settings)
    phase: Phase = Phase.DRAFT
    turn: int = 1
    """How often the meeting has begun to discern."""
    voices: tuple[Voice, ...] = ()
    positions: Mapping[MemberId, Position] = field(default_factory=lambda: MappingProxyType({}))
    dissents: Mapping[MemberId, Dissent] = field(default_factory=lambda: MappingProxyType({}))
    until: datetime | None = None
    """To when it is laid over, or when the small group brings it back (Q2)."""
    group: frozenset[MemberId] = frozenset()
    united_with: int = 0
    """The version with which the meeting united; later ones are corrected (Q1)."""
    correction: Correction | None = None

    @property
    def standing(self) -> frozenset[MemberId]:
        """Who cannot unite, whether they are there still or not."""
        return frozenset(by for by, dissent in self.dissents.items() if dissent.stands)

    @property
    def named(self) -> Mapping[MemberId, str]:
        """Whose dissent is named with the minute: who wished it, and who could not unite and was not brought to."""
        wished = {by: said.reason for by, said in self.positions.items() if said.named}
        settled = {by for by, said in self.positions.items() if said.grade is not Grade.CANNOT}
        return wished | {by: dissent.reason for by, dissent in self.dissents.items() if by not in settled}

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about."""
        if self.phase in BEFORE:
            yield from proposer_alarms(self)
        if self.phase in SEATED:
            yield from seat_alarms(self)
        if self.correction is not None:
            yield Alarm(self.correction.stands_at, CorrectionStands())
        if self.ends is not None:
            yield Alarm(self.ends, TimeUp())
