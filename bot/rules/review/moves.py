"""What is done in a review beside what is done in a consent round."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.rules.process.machine import Move
from bot.rules.process.record import Voice


class Helped(StrEnum):
    """Whether an agreement has helped."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Choice(StrEnum):
    """What becomes of an agreement."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Begin(Move):
    """The agreement comes back to its circle, with its need, what was voiced when it was decided, and its time."""

    need: str = ""
    voices: tuple[Voice, ...] = ()
    review: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Evaluate(Move):
    """A member says whether it has helped, whether to drop it, what could be better, and when to look again."""

    helped: Helped
    drop: bool = False
    improve: str = ""
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Put(Move):
    """It is put to the circle to keep, change or drop the agreement, and when to look at it again."""

    choice: Choice
    text: str = ""
    after: timedelta | None = None
