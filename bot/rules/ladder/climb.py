"""What follows an ending: what the process itself leads to, the next rung, or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile

from bot.rules.ladder.declare import Ladder
from bot.rules.ladder.ending import MOVING_ON, Ending
from bot.rules.ladder.rung import Agreed, ByProcess, ByVote, Rests, Rung


@dataclass(frozen=True, slots=True)
class Next:
    """This rung comes next; `number` counts from 1."""

    number: int
    rung: Rung


@dataclass(frozen=True, slots=True)
class Settled:
    """The matter is settled, whatever rungs are left."""


@dataclass(frozen=True, slots=True)
class AtItsEnd:
    """No rung is left, and there is no decision: things stay as they are."""


def after(ladder: Ladder, number: int, ending: Ending) -> Next | Settled | AtItsEnd:
    """Return what follows when the rung with that number, from 1, has ended so.

    A vote never follows a deadlock at once on which nobody has worked (B2). Raises IndexError beyond the ladder.
    """
    if not 1 <= number <= len(ladder.rungs):
        raise IndexError(number)
    if ending not in MOVING_ON:
        return Settled()
    left: Iterator[tuple[int, Rung]] = enumerate(ladder.rungs[number:], number + 1)
    if ending is Ending.DROPPED:
        left = dropwhile(lambda one: isinstance(one[1], ByVote), left)
    found = next(left, None)
    return AtItsEnd() if found is None else Next(*found)


def follows(
    ladder: Ladder | None, number: int, ending: Ending, agreed: Agreed | None
) -> Next | Rests | Settled | AtItsEnd:
    """Return what follows an ending where a process may lead on of itself, and there may be a ladder.

    What the process leads to comes first, and is the next rung where it is the same; a date until which it has laid
    its item over counts where no rung is left.
    """
    if isinstance(agreed, ByProcess | ByVote):
        climbed = ladder is not None and agreed in ladder.rungs[number : number + 1]
        return Next(number + climbed, agreed)
    step = Settled() if ladder is None else after(ladder, number, ending)
    return step if isinstance(step, Next) or agreed is None else agreed
