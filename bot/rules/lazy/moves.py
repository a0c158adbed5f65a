"""What is done in lazy consensus beside what is done in every process."""

from dataclasses import dataclass

from bot.rules.process.machine import Move


@dataclass(frozen=True, slots=True)
class Announce(Move):
    """It is announced in the agreed channel, with how it would be undone."""

    undo: str


@dataclass(frozen=True, slots=True)
class Support(Move):
    """A member consents in so many words."""


@dataclass(frozen=True, slots=True)
class Object(Move):
    """A member objects, with the reason and perhaps another way."""

    reason: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class TakeBack(Move):
    """An objector takes their objection back."""


@dataclass(frozen=True, slots=True)
class Revert(Move):
    """What was done is undone."""


@dataclass(frozen=True, slots=True)
class TakeToRound(Move):
    """It is taken to a consent round; what was done stays as it is until then."""


@dataclass(frozen=True, slots=True)
class TakeToVote(Move):
    """It is taken to a vote; what was done stays as it is until then."""
