"""What is done under rough consensus."""

from dataclasses import dataclass

from bot.rules.process.machine import Move


@dataclass(frozen=True, slots=True)
class Raise(Move):
    """A member raises an issue."""

    text: str


@dataclass(frozen=True, slots=True)
class GiveIn(Move):
    """The author of an issue does not press it any more; it stays open until it is disposed of."""

    issue: int


@dataclass(frozen=True, slots=True)
class Support(Move):
    """A member says that they support the text as it stands."""


@dataclass(frozen=True, slots=True)
class Accommodate(Move):
    """The chair finds that a change of the text has met the issue, and says how."""

    issue: int
    how: str


@dataclass(frozen=True, slots=True)
class Respond(Move):
    """The chair answers an issue with the reason why it does not stand in the way: it is in the rough."""

    issue: int
    reason: str


@dataclass(frozen=True, slots=True)
class CallTaste(Move):
    """The author of an issue agrees that it is a matter of taste."""

    issue: int
    words: str


@dataclass(frozen=True, slots=True)
class CallAgain(Move):
    """The text that stands now is called anew."""


@dataclass(frozen=True, slots=True)
class Declare(Move):
    """The chair declares rough consensus, with the reasons."""

    reason: str


@dataclass(frozen=True, slots=True)
class Appeal(Move):
    """A member appeals: an issue was not answered, or there is another that nobody has seen."""

    ground: str
    issue: int | None = None


@dataclass(frozen=True, slots=True)
class Judge(Move):
    """An appeal is judged, with the reason: the declaration is upheld, or the issue is open."""

    upheld: bool
    reason: str
