"""What is done in a relay."""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.process.machine import Move


class Kind(StrEnum):
    """What a house can say when it is its turn."""

    TAKE_UP = "take_up"
    """The keepers: the matter needs both houses."""
    SEND_HOME = "send_home"
    """The keepers: it can be settled where it comes from."""
    TEXT = "text"
    """A house: this is what we are of one mind about."""
    CONFIRM = "confirm"
    """The first house, or the keepers: so it shall be."""
    OBJECT = "object"
    """The keepers: it breaks this clause of the constitution (N4)."""
    CHOOSE = "choose"
    """The keepers: the houses stay different, and this text of the two it shall be."""


@dataclass(frozen=True, slots=True)
class Word:
    """The words of a house, with the clause where it is an objection, and the reason where there is one.

    Keepers who choose name the `side` whose text it shall be.
    """

    kind: Kind
    text: str = ""
    clause: str = ""
    reason: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Draft(Move):
    """The speaker puts words before their house."""

    word: Word


@dataclass(frozen=True, slots=True)
class Assent(Move):
    """A member of the house assents to the words."""


@dataclass(frozen=True, slots=True)
class Dissent(Move):
    """A member of the house does not assent, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Cross(Move):
    """The speaker hands the word of the house across."""


@dataclass(frozen=True, slots=True)
class StepIn(Move):
    """A member of the house speaks for it, because its speaker has been silent for a day."""
