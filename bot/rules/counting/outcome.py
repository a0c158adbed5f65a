"""What every counting method gives: the winners, an explicit tie, and each step of the count as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from bot.rules.counting.poll import Poll
from bot.rules.majority import Outcome
from bot.rules.numbers import Number


class Act(StrEnum):
    """What was done in a step; `bot.ui` has the words for each."""

    TALLY = "tally"
    """Votes, points or first places were added up: `numbers` by option; `facts` may hold `round`, `exhausted`;
    `measure`, what the numbers are where they are no votes: "gain" (most wins), "load" or "price" (least wins)."""
    STRUCK = "struck"
    """Options missed what is asked of each: `numbers` are what they had of it, `facts` what was asked.

    That is a `quorum` or a `ratio` of support, the `vetoes` that can be borne, or `warm` agreement in percent.
    """
    PAIRWISE = "pairwise"
    """`matrix[i][j]`: votes that put option i above option j, in the order of `options`."""
    PATHS = "paths"
    """`matrix[i][j]`: strength of the strongest chain of defeats from option i to option j."""
    DEFEAT = "defeat"
    """`options` (winner, loser): a defeat was locked in, or left out; `facts` say `votes`, `against`, `kept`."""
    QUOTA = "quota"
    """What a seat costs: `facts` say `quota`, `seats`, `votes`; `numbers` what each winner keeps of a vote (Meek)."""
    ELECTED = "elected"
    """`options` won, with `numbers`; `facts` may say `by`: "either way" of a tie, or "last seats" for all left."""
    EXCLUDED = "excluded"
    """`options` left the count, with `numbers`."""
    TRANSFERRED = "transferred"
    """Votes of `options` moved on: `numbers` received by option; `facts` may hold `value`, `exhausted`, `lost`."""
    TIED = "tied"
    """`options` are level; `facts` say `by`, what decided between them, or `nothing` did.

    That is the `order` for ties, `head_to_head` matches, the `score`, `top_scores`, further `medians`, or the
    `runoff`, which comes out the same whoever of them is in it; `either way` of going on leads to the same end.
    """
    GRADES = "grades"
    """`matrix[i][g]`: votes that gave option i the grade g, 0 being the lowest, in the order of `options`."""
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


def renamed(count: Count, names: Mapping[str, str]) -> Count:
    """Return the same count with other names for its options; names that are not given stay."""

    def name(option: str) -> str:
        return names.get(option, option)

    def named(options: Sequence[str]) -> tuple[str, ...]:
        return tuple(name(option) for option in options)

    def keyed(numbers: Mapping[str, Number]) -> dict[str, Number]:
        return {name(option): number for option, number in numbers.items()}

    steps = tuple(replace(step, options=named(step.options), numbers=keyed(step.numbers)) for step in count.steps)
    tie = count.tie and replace(count.tie, options=named(count.tie.options))
    order = tuple(named(level) for level in count.order)
    return replace(count, winners=named(count.winners), tie=tie, totals=keyed(count.totals), steps=steps, order=order)
