"""What is done in a discernment beside what is done in every process."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.ids import MemberId
from bot.rules.process.machine import Move


@dataclass(frozen=True, slots=True)
class Submit(Move):
    """The minute of a decision that was taken elsewhere is put to the meeting as it is, with what it is for."""

    need: str = ""


@dataclass(frozen=True, slots=True)
class Speak(Move):
    """A member speaks out of the silence, once."""

    text: str


@dataclass(frozen=True, slots=True)
class DraftMinute(Move):
    """The clerk puts the sense of the meeting into a minute, and asks whether it is that."""

    text: str


@dataclass(frozen=True, slots=True)
class Unite(Move):
    """A member unites with the minute."""


@dataclass(frozen=True, slots=True)
class BeUncomfortable(Move):
    """A member is uncomfortable, says why, and does not stand in the way; named in the minute if they like."""

    reason: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class CannotUnite(Move):
    """A member cannot unite with the minute, and says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class LayOver(Move):
    """The matter is laid over to a date."""

    until: datetime


@dataclass(frozen=True, slots=True)
class NameGroup(Move):
    """The matter is given to a small group, which brings it back by a date."""

    people: frozenset[MemberId]
    until: datetime


@dataclass(frozen=True, slots=True)
class Correct(Move):
    """An error of fact in the minute is put right, with what was wrong."""

    text: str
    error: str


@dataclass(frozen=True, slots=True)
class RefuseCorrection(Move):
    """A member says that it is more than an error of fact."""


@dataclass(frozen=True, slots=True)
class CorrectionStands(Move):
    """Nobody has said in time that it is more than an error of fact."""
