"""What every counting method gives: the winners, an explicit tie, and each step of the count as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from bot.rules.counting.poll import Poll
from bot.rules.majority import Outcome
from bot.rules.numbers import Number


class Act(StrEnum):
    """What was done in a step; `bot.ui` has the words for each."""

    TALLY = "tally"
    """Votes, points or first places were added up: `numbers` by option; `facts` may hold `round`, `exhausted`."""
    STRUCK = "struck"
    """Options missed what is asked of each: `numbers` are their support, `facts` the `quorum` or `ratio`."""
    PAIRWISE = "pairwise"
    """`matrix[i][j]`: votes that put option i above option j, in the order of `options`."""
    PATHS = "paths"
    """`matrix[i][j]`: strength of the strongest chain of defeats from option i to option j."""
    DEFEAT = "defeat"
    """`options` (winner, loser): a defeat was locked in, or left out; `facts` say `votes`, `against`, `kept`."""
    QUOTA = "quota"
    """What a seat costs: `facts` say `quota`, `seats`, `votes`; `numbers` what each winner keeps of a vote (Meek)."""
    ELECTED = "elected"
    """`options` won, with `numbers`."""
    EXCLUDED = "excluded"
    """`options` left the count, with `numbers`."""
    TRANSFERRED = "transferred"
    """Votes of `options` moved on: `numbers` received by option; `facts` may hold `value`, `exhausted`, `lost`."""
    TIED = "tied"
    """`options` are level; `facts` say `by`, what decided between them, or nothing did."""
    GRADES = "grades"
    """`matrix[i][g]`: votes that gave option i the grade g, in the order of `options`."""
    RUNOFF = "runoff"
    """Two `options` were compared: `numbers` prefer each; `facts` may hold `level`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a count, complete enough to be put into words and to be checked by hand."""

    act: Act
    options: tuple[str, ...] = ()
    numbers: Mapping[str, Number] = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[str, Number | str] = field(default_factory=lambda: MappingProxyType({}))
    matrix: tuple[tuple[Number, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Options between which the ballots do not decide, and the seats left for them (K7).

    `seats` is None where a budget and not a number of seats is what they compete for.
    """

    options: tuple[str, ...]
    seats: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """How a poll came out.

    `winners` are certain, in the order in which they won. A `tie` stands beside them, the outcome then being
    TIE, unless the poll's order for ties has settled it: then the winners are complete and the tie says
    what that order decided. `totals` are the numbers that decided in the end, by option. `order` ranks all
    options in levels, best first, where the method ranks them.
    """

    outcome: Outcome
    winners: tuple[str, ...]
    tie: Tie | None
    totals: Mapping[str, Number]
    steps: tuple[Step, ...]
    order: tuple[tuple[str, ...], ...] = ()


def conclude(  # noqa: PLR0917 - a count is all of this at once
    poll: Poll,
    winners: Sequence[str],
    tie: Tie | None,
    totals: Mapping[str, Number],
    steps: Sequence[Step],
    order: Sequence[Sequence[str]] = (),
) -> Count:
    """Return the count that these winners and steps amount to.

    The default option wins nothing: where it comes first, things stay as they are. Nobody at all in
    front is NO_QUORUM where a quorum was asked for.
    """
    changing = tuple(option for option in winners if option != poll.default)
    if tie and not poll.tie_order:
        outcome = Outcome.TIE
    elif changing:
        outcome = Outcome.ADOPTED
    else:
        outcome = Outcome.NO_QUORUM if poll.quorum and not winners else Outcome.NOT_ADOPTED
    levels = tuple(tuple(level) for level in order)
    return Count(outcome, changing, tie, totals, tuple(steps), levels)
