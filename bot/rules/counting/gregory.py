"""Weighted inclusive Gregory: the whole of a surplus moves on, each paper at an equal share of what it was worth.

One machine for several published rules, which differ in the quota, in where values are cut, in the order of
surpluses and in what settles ties. It counts in parts of a vote, as if each part were a vote of its own.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

import numpy as np

from bot.rules.counting.branches import Move, logged
from bot.rules.counting.outcome import Act, Step
from bot.rules.counting.papers import Papers, Received
from bot.rules.counting.poll import Poll
from bot.rules.numbers import Number, exact

_ONE = Fraction(1)


class Quota(StrEnum):
    """What a seat costs; an option with that many votes is elected."""

    DROOP = "droop"
    """The least whole number of votes above votes / (seats + 1)."""
    EXACT = "exact"
    """votes / (seats + 1), the quota of Hagenbach-Bischoff."""
    HARE = "hare"
    """votes / seats."""
    HARE_UP = "hare_up"
    """The least whole number of votes not below votes / seats."""
    IMPERIALI = "imperiali"
    """votes / (seats + 2)."""
    REFERENCE = "reference"
    """votes / (seats + 1), cut to the decimals of values, and one unit in the last of them more."""


class Cut(StrEnum):
    """Where the new value of a paper, value x surplus / votes, is cut to its decimals."""

    ONCE = "once"
    PRODUCT = "product"
    """After the multiplication, and again after the division."""
    RATIO = "ratio"
    """After surplus / votes, and again after the multiplication."""


class Order(StrEnum):
    """Whose surplus is transferred first."""

    LARGEST = "largest"
    FIRST = "first"
    """Whoever was elected at an earlier stage, and of these the largest."""
    TOGETHER = "together"
    """All surpluses of a stage at once."""
    ALONE = "alone"
    """One option is elected at a time, the one with the most votes; who else has the quota still receives votes."""


@dataclass(frozen=True, slots=True)
class Rules:
    """One published rule.

    `decimals` of values, None for exact fractions. `look_back`: level options are told apart by the latest
    earlier stage at which they were not. `spend_nothing`: whoever has exactly the quota takes a stage too.
    `barred` options are on the ballots but cannot be elected: they are excluded first.
    """

    quota: Quota = Quota.DROOP
    decimals: int | None = 5
    cut: Cut = Cut.ONCE
    order: Order = Order.LARGEST
    look_back: bool = True
    spend_nothing: bool = False
    barred: frozenset[int] = frozenset()

    def cost(self, votes: int, seats: int) -> Fraction:
        """Return the quota for so many votes and seats."""
        match self.quota:
            case Quota.DROOP:
                return Fraction(votes // (seats + 1) + 1)
            case Quota.EXACT:
                return Fraction(votes, seats + 1)
            case Quota.HARE:
                return Fraction(votes, seats)
            case Quota.HARE_UP:
                return Fraction(-(-votes // seats))
            case Quota.IMPERIALI:
                return Fraction(votes, seats + 2)
            case Quota.REFERENCE:
                return self.shortened(Fraction(votes, seats + 1)) + Fraction(1, 10 ** (self.decimals or 0))

    def shortened(self, number: Fraction) -> Fraction:
        """Return a number without the decimals that the rule does not keep."""
        if self.decimals is None:
            return number
        unit = 10**self.decimals
        return Fraction(number.numerator * unit // number.denominator, unit)

    def worth(self, value: Fraction, surplus: Fraction, votes: Fraction) -> Fraction:
        """Return what a paper is worth after a transfer."""
        match self.cut:
            case Cut.ONCE:
                return self.shortened(value * surplus / votes)
            case Cut.PRODUCT:
                return self.shortened(self.shortened(value * surplus) / votes)
            case Cut.RATIO:
                return self.shortened(value * self.shortened(surplus / votes))


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A count at the end of a stage; votes are by option, in parts of a vote."""

    papers: Papers
    values: tuple[Fraction, ...]
    votes: tuple[Fraction, ...]
    left: tuple[int, ...]
    elected: tuple[int, ...] = ()
    waiting: tuple[tuple[int, ...], ...] = ()
    """Those whose surplus has not been transferred yet, by the stage at which they were elected."""
    exhausted: Fraction = Fraction()
    lost: Fraction = Fraction()
    earlier: tuple[tuple[Fraction, ...], ...] = ()
    log: tuple[tuple[Act, frozenset[int]], ...] = ()
    steps: tuple[Step, ...] = ()
    number: int = 1


class Gregory:
    """The machine of `bot.rules.counting.branches` for these rules."""

    def __init__(self, poll: Poll, rules: Rules) -> None:
        """Read the ballots; papers that rank no option are not valid and do not count towards the quota."""
        self.poll = poll
        self._rules = rules
        self._papers = Papers.of(poll.ballots)
        self._votes = self._papers.total
        self._quota = rules.cost(self._votes, poll.seats)

    def begin(self) -> Stage:
        """Return the stage at which first places are counted."""
        options = range(len(self.poll.options))
        papers, none = self._papers, (Fraction(),) * len(options)
        votes, _ = _added(none, papers.by_tag(), (_ONE,), papers.scale)
        quota = {"quota": self._number(self._quota), "seats": self.poll.seats, "votes": self._number(self._votes)}
        return self._ended(Stage(papers, (_ONE,), votes, tuple(options), steps=(Step(Act.QUOTA, facts=quota),)))

    def moves(self, state: Stage) -> Sequence[Move]:
        """Return what comes next: last seats, the election of some who have the quota, a surplus, an exclusion."""
        room = self.poll.seats - len(state.elected)
        able = [at for at in state.left if at not in self._rules.barred]
        if not room or not able:
            return ()
        if barred := [at for at in state.left if at not in able]:
            return (Move(Act.EXCLUDED, (barred[-1],)),)
        if len(able) <= room:
            return (Move(Act.ELECTED, self._by_votes(state, able)),)
        over = [at for at in able if state.votes[at] >= self._quota]
        alone = self._rules.order is Order.ALONE
        if over and (alone or len(over) > room) and not (alone and state.waiting):
            return [
                Move(Act.ELECTED, (at,)) for at in self._told_apart(state, self._highest(state, over), highest=True)
            ]
        if over and not alone:
            return (Move(Act.ELECTED, self._by_votes(state, over)),)
        return self._surpluses(state) if state.waiting else self._exclusions(state)

    def after(self, state: Stage, move: Move, tied: Step | None = None) -> Stage:
        """Return the stage after a move; elections happen within one."""
        if tied:
            state = replace(state, steps=(*state.steps, tied))
        if move.act is Act.ELECTED:
            return self._elected(state, move.options)
        state = replace(state, log=logged(state.log, move), number=state.number + 1)
        if move.act is Act.EXCLUDED:
            return self._excluded(state, move.options[0])
        for at in move.options:
            state = self._spent(state, at)
        return self._ended(state)

    def key(self, state: Stage) -> Hashable:
        """Return the exclusions in any order between the same elections and transfers, and what ties look back to."""
        if not self._rules.look_back:
            return state.log
        standing = (*state.left, *(at for some in state.waiting for at in some))
        seen = [tuple(votes[at] for at in standing) for votes in (*state.earlier, state.votes)]
        return (
            state.log,
            standing,
            tuple(now for before, now in zip([None, *seen], seen, strict=False) if now != before),
        )

    def winners(self, state: Stage) -> tuple[int, ...]:
        """Return who is elected, in the order of election."""
        return state.elected

    def left(self, state: Stage) -> tuple[int, ...]:
        """Return who is neither elected nor excluded."""
        return tuple(at for at in state.left if at not in self._rules.barred)

    def hopeless(self, state: Stage) -> tuple[int, ...]:
        """Return those without any votes where some of them will be elected for want of others."""
        none = [at for at in self.left(state) if not state.votes[at]]
        crowded = len(self.left(state)) - len(none) < self.poll.seats - len(state.elected)
        return tuple(none) if crowded and not state.waiting else ()

    def steps(self, state: Stage) -> tuple[Step, ...]:
        """Return the steps so far."""
        return state.steps

    def totals(self, state: Stage) -> dict[str, Number]:
        """Return the votes of each option at this stage."""
        return dict(self._numbers(state.votes, range(len(self.poll.options))))

    def _surpluses(self, state: Stage) -> Sequence[Move]:
        first, *_ = state.waiting
        if self._rules.order is Order.TOGETHER:
            return (Move(Act.TRANSFERRED, first),)
        group = first if self._rules.order is Order.FIRST else [at for some in state.waiting for at in some]
        largest = self._highest(state, group)
        return [Move(Act.TRANSFERRED, (at,)) for at in self._told_apart(state, largest, highest=True)]

    @staticmethod
    def _highest(state: Stage, some: Sequence[int]) -> Sequence[int]:
        """Return those of some options that have the most votes."""
        most = max(state.votes[at] for at in some)
        return [at for at in some if state.votes[at] == most]

    def _exclusions(self, state: Stage) -> Sequence[Move]:
        """Return whom to exclude. Of those without any votes the last one listed goes if others can fill the seats."""
        least = min(state.votes[at] for at in state.left)
        lowest = [at for at in state.left if state.votes[at] == least]
        if not least and not self.hopeless(state):
            lowest = lowest[-1:]
        return [Move(Act.EXCLUDED, (at,)) for at in self._told_apart(state, lowest, highest=False)]

    def _told_apart(self, state: Stage, level: Sequence[int], *, highest: bool) -> Sequence[int]:
        """Return who of some level options is highest or lowest at the latest earlier stage that differs."""
        if not self._rules.look_back:
            return level
        for votes in (state.votes, *reversed(state.earlier)):
            end = (max if highest else min)(votes[at] for at in level)
            level = [at for at in level if votes[at] == end]
        return level

    def _elected(self, state: Stage, new: tuple[int, ...]) -> Stage:
        """Elect options; those with a surplus wait for it to be transferred."""
        nothing = self._rules.spend_nothing
        spending = tuple(
            at for at in new if state.votes[at] > self._quota or (nothing and state.votes[at] == self._quota)
        )
        short = any(state.votes[at] < self._quota for at in new)
        facts = {"by": "last seats"} if short else {}
        step = Step(Act.ELECTED, self._names(new), self._numbers(state.votes, new), facts)
        return replace(
            state,
            left=tuple(at for at in state.left if at not in new),
            elected=(*state.elected, *new),
            waiting=(*state.waiting, *([spending] if spending else [])),
            log=logged(state.log, Move(Act.ELECTED, new)),
            steps=(*state.steps, step),
        )

    def _excluded(self, state: Stage, out: int) -> Stage:
        gone = Step(Act.EXCLUDED, self._names([out]), self._numbers(state.votes, [out]))
        state = replace(state, left=tuple(at for at in state.left if at != out), steps=(*state.steps, gone))
        papers, received = state.papers.moved(state.papers.held_by(out), state.left)
        return self._ended(self._credited(state, out, (papers, received), values=state.values, kept=Fraction()))

    def _spent(self, state: Stage, at: int) -> Stage:
        """Transfer a surplus: each paper of the option moves on at its new value, the quota stays behind."""
        votes, surplus = state.votes[at], state.votes[at] - self._quota
        held = state.papers.held_by(at)
        old = [int(tag) for tag in np.unique(state.papers.tag[held])]
        new = {tag: self._rules.worth(state.values[tag], surplus, votes) for tag in old}
        values = tuple(dict.fromkeys((*state.values, *new.values())))
        tags = np.zeros(len(state.values), dtype=np.int32)
        tags[old] = [values.index(new[tag]) for tag in old]
        papers = state.papers.tagged(held, tags[state.papers.tag[held]])
        waiting = tuple(rest for some in state.waiting if (rest := tuple(each for each in some if each != at)))
        value = self._rules.worth(_ONE, surplus, votes)
        state = replace(state, waiting=waiting)
        return self._credited(state, at, papers.moved(held, state.left), values=values, kept=self._quota, value=value)

    def _credited(
        self,
        state: Stage,
        source: int,
        moved: tuple[Papers, Received],
        *,
        values: tuple[Fraction, ...],
        kept: Fraction,
        value: Fraction | None = None,
    ) -> Stage:
        """Return the stage with what came to each option, what was exhausted, and what cutting values lost."""
        papers, received = moved
        votes, exhausted = _added(state.votes, received, values, papers.scale)
        gained = {at: now - before for at, (before, now) in enumerate(zip(state.votes, votes, strict=True))}
        lost = state.votes[source] - kept - sum(gained.values()) - exhausted
        facts = {"exhausted": self._number(exhausted), "lost": self._number(lost), "round": state.number}
        if value is not None:
            facts["value"] = exact(value.numerator, value.denominator)
        numbers = self._numbers(gained, [at for at in gained if gained[at]])
        return replace(
            state,
            papers=papers,
            values=values,
            votes=tuple(kept if at == source else now for at, now in enumerate(votes)),
            exhausted=state.exhausted + exhausted,
            lost=state.lost + lost,
            steps=(*state.steps, Step(Act.TRANSFERRED, self._names([source]), numbers, facts)),
            earlier=(*state.earlier, state.votes),
        )

    def _ended(self, state: Stage) -> Stage:
        """Return the stage with its tally."""
        standing = sorted({*state.left, *state.elected})
        facts = {"exhausted": self._number(state.exhausted), "lost": self._number(state.lost), "round": state.number}
        tally = Step(Act.TALLY, self._names(standing), self._numbers(state.votes, standing), facts)
        return replace(state, steps=(*state.steps, tally))

    def _by_votes(self, state: Stage, some: Iterable[int]) -> tuple[int, ...]:
        """Return options with the most votes first; level ones in the order for ties, else as listed."""
        return tuple(sorted(some, key=lambda at: (-state.votes[at], self.poll.place(self.poll.options[at]))))

    def _names(self, some: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.poll.options[at] for at in some)

    def _number(self, parts: Fraction | int) -> Number:
        """Return parts of a vote as votes."""
        return exact(parts.numerator, parts.denominator * self.poll.ballots.parts)

    def _numbers(self, parts: Sequence[Fraction] | Mapping[int, Fraction], some: Iterable[int]) -> Mapping[str, Number]:
        return MappingProxyType({self.poll.options[at]: self._number(parts[at]) for at in some})


def _added(
    votes: tuple[Fraction, ...], received: Received, values: tuple[Fraction, ...], scale: int
) -> tuple[tuple[Fraction, ...], Fraction]:
    """Return the votes with what was received, and the value that no option received."""
    added = [*votes, Fraction()]
    for at, tag, weight in received:
        added[at] += weight * values[tag] / scale
    return tuple(added[:-1]), added[-1]
