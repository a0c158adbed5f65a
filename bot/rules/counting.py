"""What every counting method takes and gives, so that one registry and one set of tests serve them all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from bot.rules.majority import Outcome


class BallotKind(StrEnum):
    """What a ballot of the method asks of a voter."""

    YES_NO = "yes_no"
    APPROVALS = "approvals"


class BadPoll(ValueError):
    """A poll that cannot be counted: an unknown or doubled option, a spoilt ballot, a negative number."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """The options a voter marks, and the number of votes it carries, delegated ones included.

    An empty ballot abstains. On a yes/no ballot at most one option is marked, on an approval ballot any
    number. A weight of 0 counts nothing.
    """

    marks: frozenset[str]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Poll:
    """Everything a count depends on.

    `roll` is the number of eligible votes, `quorum` the votes an option needs to be heard (0 asks for
    none), `seats` how many options can win. `settings` are the method's own. `lot` is an order of the
    options drawn for breaking ties, best first; without one a tie stays a tie. Raises BadPoll.
    """

    options: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    roll: int
    quorum: int = 1
    seats: int = 1
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lot: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = set(self.options)
        if len(known) != len(self.options):
            raise BadPoll("an option stands twice on the list")
        if self.quorum < 0 or self.seats < 1:
            raise BadPoll(f"quorum {self.quorum}, seats {self.seats}")
        for ballot in self.ballots:
            if ballot.weight < 0 or not ballot.marks <= known:
                raise BadPoll(f"spoilt: {ballot}")
        if sum(ballot.weight for ballot in self.ballots) > self.roll:
            raise BadPoll(f"more votes than the {self.roll} on the roll")
        if self.lot and (set(self.lot) != known or len(self.lot) != len(known)):
            raise BadPoll("the lot must order all options")

    def totals(self) -> dict[str, int]:
        """Return the votes that mark each option, in the order of the options."""
        marked: Counter[str] = Counter()
        for ballot in self.ballots:
            for option in ballot.marks:
                marked[option] += ballot.weight
        return {option: marked[option] for option in self.options}

    def levels(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield (votes, options with so many votes) from most to fewest votes.

        Level options come in the order of the lot, else of the options.
        """
        totals = self.totals()
        drawn = sorted(self.lot or self.options, key=totals.__getitem__, reverse=True)
        for votes, level in groupby(drawn, key=totals.__getitem__):
            yield votes, tuple(level)


class Fate(StrEnum):
    """What became of the options of a step."""

    ELECTED = "elected"
    TIED = "tied"
    NO_QUORUM = "no_quorum"
    NOT_ELECTED = "not_elected"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a count: options with equally many votes, and what became of them."""

    options: tuple[str, ...]
    votes: int
    fate: Fate


@dataclass(frozen=True, slots=True)
class Tie:
    """Options between which the ballots do not decide, and the seats left for them (K7).

    `seats` is None where a budget and not a number of seats is what they compete for.
    """

    options: tuple[str, ...]
    seats: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """How a poll came out, with the steps that led there.

    `winners` are certain, most votes first. A `tie` stands beside them, the outcome then being TIE, unless
    the poll's lot has settled it: then the winners are complete and the tie says what the lot decided.
    """

    outcome: Outcome
    winners: tuple[str, ...]
    tie: Tie | None
    totals: Mapping[str, int]
    steps: tuple[Step, ...]


def conclude(poll: Poll, steps: Sequence[Step], tie: Tie | None) -> Count:
    """Return the count that these steps amount to."""
    winners = tuple(option for step in steps if step.fate is Fate.ELECTED for option in step.options)
    if tie and not poll.lot:
        outcome = Outcome.TIE
    elif winners:
        outcome = Outcome.ADOPTED
    else:
        outcome = Outcome.NO_QUORUM if poll.quorum else Outcome.NOT_ADOPTED
    return Count(outcome, winners, tie, poll.totals(), tuple(steps))
