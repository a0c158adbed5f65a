"""Moves that mean the same in every process."""

from dataclasses import dataclass

from bot.rules.process.machine import Move


@dataclass(frozen=True, slots=True)
class Open(Move):
    """The proposal is opened, with the need that it serves."""

    need: str


@dataclass(frozen=True, slots=True)
class Ask(Move):
    """A question is asked for clarity."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer(Move):
    """A question is answered."""

    question: int
    text: str


@dataclass(frozen=True, slots=True)
class Restate(Move):
    """The text is stated anew, in full."""

    text: str


@dataclass(frozen=True, slots=True)
class TimeUp(Move):
    """The time of the phase is over."""


@dataclass(frozen=True, slots=True)
class Withdraw(Move):
    """The proposer takes the proposal back."""


@dataclass(frozen=True, slots=True)
class AskForMeeting(Move):
    """A member asks to talk about it live, which ends it here."""


@dataclass(frozen=True, slots=True)
class GoOn(Move):
    """The next phase begins."""


@dataclass(frozen=True, slots=True)
class MoreTime(Move):
    """A member asks for more time, which is granted once in a round."""


@dataclass(frozen=True, slots=True)
class AgreeToDrop(Move):
    """A member agrees to drop the proposal; it is dropped when all do."""


@dataclass(frozen=True, slots=True)
class Overtaken(Move):
    """Another decision has changed what this one is about."""
