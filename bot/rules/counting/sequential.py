"""What methods share that elect one option after the other, each of which changes what the others are worth.

Where several options are level at a step, every way to go on is followed: if all ways elect the same options,
it is no tie. Otherwise the options that are elected on some ways and not on others form the Tie. Where there
are too many ways to follow, every option not yet elected is in the tie.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from bot.rules.counting.levels import heard_above_default, tied, totals
from bot.rules.counting.outcome import Act, Count, Step, Tie, conclude
from bot.rules.counting.patterns import Patterns
from bot.rules.counting.poll import BallotKind, Poll
from bot.rules.numbers import Number

_MOST_WAYS = 1_000
"""Positions to follow at most where options are level; small communities need fewer than a hundred."""

_MOST_WORK = 20_000_000
"""Positions times marks; very large polls are hardly ever level, and must not take minutes where they are."""


class Position(Protocol):
    """Where a count stands: what each option is worth once some are elected."""

    measure: ClassVar[str]
    """What the numbers are; the `measure` of a step."""
    least_wins: ClassVar[bool]

    def numbers(self) -> Mapping[int, Number]:
        """Return the number of each option not yet elected; an option without one cannot be elected now."""

    def after(self, options: tuple[int, ...], number: Number, /) -> "Position":
        """Return the position once these are elected, which share no voter and all have this number."""

    def otherwise(self) -> "Position | None":
        """Return how the count goes on once no option has a number, None where it does not."""

    def key(self) -> Hashable:
        """Return what tells this position from others with the same options elected."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A position, the options elected on the way to it, and those level now with their numbers."""

    elected: tuple[int, ...]
    position: Position
    numbers: Mapping[int, Number]
    level: tuple[int, ...]

    @classmethod
    def on(cls, elected: tuple[int, ...], position: Position) -> "_Way":
        """Return the way from here, with the options that come next."""
        numbers = position.numbers()
        onward = None if numbers else position.otherwise()
        if onward is not None:
            return cls.on(elected, onward)
        best = (min if position.least_wins else max)(numbers.values(), default=None)
        return cls(elected, position, numbers, tuple(each for each, number in numbers.items() if number == best))

    def then(self, options: tuple[int, ...]) -> "_Way":
        """Return the way after these are elected too."""
        return _Way.on((*self.elected, *options), self.position.after(options, self.numbers[options[0]]))


def elect(poll: Poll, start: Callable[[Poll, Patterns], Position]) -> Count:
    """Count approval ballots by electing the best option until the seats are filled.

    The totals are plain approvals; what decided stands in the steps, a tally for each election. Raises BadPoll.
    """
    standing, steps = heard_above_default(poll, BallotKind.APPROVALS)
    patterns = Patterns.of(standing.ballots)
    way = _walk(standing, patterns, _Way.on((), start(standing, patterns)), steps)
    tie, certain = _tie(standing, patterns, way)
    if tie and not poll.tie_order:
        elected = _stopped(standing, way, tie, certain, steps)
    else:
        elected = _walk(standing, patterns, way, steps, by="order" if tie else "either way").elected
    winners = [standing.options[each] for each in elected]
    steps = steps or [_tally(standing, way)]
    return conclude(standing, winners, tie, totals(standing, standing.ballots.marks), steps)


def _forward(seats: int, patterns: Patterns, way: _Way) -> list[tuple[int, ...]]:
    """Return what may be elected next: all who are level where that cannot matter, else each of them alone."""
    room = seats - len(way.elected)
    if room <= 0 or not way.level:
        return []
    together = len(way.level) == 1 or (len(way.level) <= room and patterns.apart(way.level))
    return [way.level] if together else [(each,) for each in way.level]


def _walk(poll: Poll, patterns: Patterns, way: _Way, steps: list[Step], by: str | None = None) -> _Way:
    """Go on and write down the steps, to the end, or to where options are level if nothing decides `by` then.

    The order for ties decides, else the list.
    """
    while nexts := _forward(poll.seats, patterns, way):
        if len(nexts) > 1 and by is None:
            return way
        steps.append(_tally(poll, way))
        options = min(nexts, key=lambda each: poll.place(poll.options[each[0]]))
        if len(nexts) > 1:
            steps.append(Step(Act.TIED, tuple(poll.options[each] for (each,) in nexts), facts={"by": str(by)}))
        elected = {poll.options[each]: way.numbers[each] for each in options}
        steps.append(Step(Act.ELECTED, tuple(elected), elected))
        way = way.then(options)
    return way


def _tie(poll: Poll, patterns: Patterns, way: _Way) -> tuple[Tie | None, set[int]]:
    """Return the tie if the ways from here end differently, and who is elected whichever is taken."""
    if len(_forward(poll.seats, patterns, way)) < 2:
        return None, set(way.elected)
    certain, possible, clones = set(patterns.options), set[int](), patterns.clones()
    for end in _ends(poll.seats, patterns, way, clones):
        if end is None:
            certain, possible = set(way.elected), set(patterns.options)
            break
        certain &= {each for each in end if clones[each] <= end}
        possible.update(*(clones[each] for each in end))
    if certain >= possible:
        return None, certain
    names = sorted((poll.options[each] for each in possible - certain), key=poll.place)
    return Tie(tuple(names), poll.seats - len(certain)), certain


def _ends(
    seats: int, patterns: Patterns, first: _Way, clones: Sequence[frozenset[int]]
) -> Iterator[frozenset[int] | None]:
    """Yield who is elected on each way there is; None and no more where there are too many ways.

    Of clones only the first is tried: with another one everything else would come out the same.
    """
    most = seats + min(_MOST_WAYS, _MOST_WORK // max(1, len(patterns.columns)))
    open_ways, seen = [first], set[Hashable]()
    while open_ways:
        way = open_ways.pop()
        nexts = _forward(seats, patterns, way)
        if not nexts:
            yield frozenset(way.elected)
        for options in {clones[each[0]]: each for each in reversed(nexts)}.values():
            onward = way.then(options)
            key = (frozenset(onward.elected), onward.position.key())
            if key not in seen:
                seen.add(key)
                open_ways.append(onward)
        if len(seen) > most:
            yield None
            return


def _stopped(poll: Poll, way: _Way, tie: Tie, certain: set[int], steps: list[Step]) -> tuple[int, ...]:
    """Return who is elected although options are level, those first who were before it came to that."""
    more = sorted(certain - set(way.elected))
    steps += [_tally(poll, way), tied(poll, tie)]
    if more:
        steps.append(Step(Act.ELECTED, tuple(poll.options[each] for each in more), facts={"by": "either way"}))
    return (*way.elected, *more)


def _tally(poll: Poll, way: _Way) -> Step:
    numbers = {poll.options[each]: number for each, number in way.numbers.items()}
    return Step(Act.TALLY, tuple(numbers), numbers, {"measure": way.position.measure, "elected": len(way.elected)})
