"""What is done in a consent round, and what befalls it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.ids import MemberId
from bot.rules.objection import Criterion
from bot.rules.process.machine import Move
from bot.rules.process.moves import (
    AgreeToDrop,
    Answer,
    Ask,
    AskForMeeting,
    GoOn,
    MoreTime,
    Open,
    Overtaken,
    TimeUp,
    Withdraw,
)

__all__ = [
    "Abandon",
    "AgreeToDrop",
    "Amend",
    "Answer",
    "Appeal",
    "Ask",
    "AskForMeeting",
    "AskForRuling",
    "Confirm",
    "Entrust",
    "GiveConsent",
    "GiveRuling",
    "GiveUp",
    "GoOn",
    "HandToTuners",
    "JudgeAppeal",
    "Keep",
    "MoreTime",
    "Object",
    "Open",
    "Overtaken",
    "Ping",
    "RaiseFor",
    "React",
    "TakeOver",
    "TimeUp",
    "WindowOver",
    "Withdraw",
    "WithdrawObjection",
]


@dataclass(frozen=True, slots=True)
class React(Move):
    """A member says what they make of the proposal, once; an empty reaction passes."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Amend(Move):
    """The text is stated anew.

    In an integration it may also shorten the term until the review, add a measure with the level at which to stop,
    put a point off with an owner and a date, or split a part off (S3, resolve objections; Many Voices One Song).
    """

    text: str
    review: timedelta | None = None
    measure: str = ""
    defer: str = ""
    defer_to: MemberId | None = None
    defer_until: datetime | None = None
    split_off: str = ""


@dataclass(frozen=True, slots=True)
class Keep(Move):
    """The text is kept as it is, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class HandToTuners(Move):
    """The text is handed to two or three people, who may change it beside the proposer."""

    people: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class GiveConsent(Move):
    """A member consents, perhaps with a concern for the record."""

    concern: str = ""


@dataclass(frozen=True, slots=True)
class Object(Move):
    """A member objects, with the reason, and what they argue for each further criterion that the circle asks for."""

    reason: str
    arguments: tuple[tuple[Criterion, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entrust(Move):
    """A member entrusts the facilitator with an objection, to be raised without their name."""

    reason: str
    arguments: tuple[tuple[Criterion, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RaiseFor(Move):
    """The objection of a member who is not named is raised for them, in their words."""

    objection: int


@dataclass(frozen=True, slots=True)
class AskForRuling(Move):
    """A member asks whether an objection is argued."""

    objection: int


@dataclass(frozen=True, slots=True)
class GiveRuling(Move):
    """It is ruled whether an argument was given for each criterion, with the reason; not whether it is right."""

    objection: int
    argued: frozenset[Criterion]
    reason: str


@dataclass(frozen=True, slots=True)
class Appeal(Move):
    """A ruling is taken to the circle."""

    objection: int


@dataclass(frozen=True, slots=True)
class JudgeAppeal(Move):
    """A member says whether the ruling was right."""

    objection: int
    upheld: bool


@dataclass(frozen=True, slots=True)
class Confirm(Move):
    """Objector or proposer says that the objection is resolved."""

    objection: int


@dataclass(frozen=True, slots=True)
class WithdrawObjection(Move):
    """The objector takes the objection back."""

    objection: int


@dataclass(frozen=True, slots=True)
class GiveUp(Move):
    """Who took an objection over gives it up again."""

    objection: int


@dataclass(frozen=True, slots=True)
class Ping(Move):
    """A silent objector is asked once more to take part."""

    objection: int


@dataclass(frozen=True, slots=True)
class Abandon(Move):
    """An objection whose objector does not take part is set aside, with an answer to it."""

    objection: int
    answer: str


@dataclass(frozen=True, slots=True)
class TakeOver(Move):
    """A member makes an objection without an objector their own."""

    objection: int


@dataclass(frozen=True, slots=True)
class WindowOver(Move):
    """The time to take an objection over, or to appeal, is over."""

    objection: int
