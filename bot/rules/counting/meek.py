"""Meek's method in rounds: every elected option keeps such a share of each vote as leaves it with the quota.

Source: Proportional Representation Foundation, "Reference Meek Rule" (2010), whose steps are named below. It counts
in whole numbers of 10^-9 of a vote, or of a part of a vote where votes come in parts.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from bot.rules.counting.branches import Move, logged
from bot.rules.counting.outcome import Act, Step
from bot.rules.counting.papers import Papers
from bot.rules.counting.paths import UNIT, Paths, Way
from bot.rules.counting.poll import Poll
from bot.rules.numbers import Number, exact

_OMEGA = 1000
"""A total surplus below 10^-6 of a vote is none (step A)."""


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """A count at the end of a round; votes, quota and surplus are in `1 / (10^9 x scale)` of a part of a vote."""

    papers: Papers
    paths: Paths
    keep: tuple[int, ...]
    left: tuple[int, ...]
    elected: tuple[int, ...] = ()
    votes: tuple[int, ...] = ()
    exhausted: int = 0
    scale: int = 1
    quota: int = 0
    surplus: int = 0
    log: tuple[tuple[Act, frozenset[int]], ...] = ()
    steps: tuple[Step, ...] = ()
    number: int = 0


class Meek:
    """The machine of `bot.rules.counting.branches` for this rule."""

    def __init__(self, poll: Poll) -> None:
        """Read the ballots; those that rank no option are not counted."""
        self.poll = poll

    def begin(self) -> Round:
        """Return the first round, in which nobody is elected yet."""
        options = tuple(range(len(self.poll.options)))
        start = Round(Papers.of(self.poll.ballots), Paths(), (UNIT,) * len(options), options)
        return self._counted(start)

    def moves(self, state: Round) -> Sequence[Move]:
        """Return what comes next: the last seats (B.1, C), whoever has the quota (B.2.c), or an exclusion (B.3)."""
        room = self.poll.seats - len(state.elected)
        if not room or not state.left:
            return ()
        if len(state.left) <= room:
            return (Move(Act.ELECTED, self._by_votes(state, state.left)),)
        over = [at for at in state.left if state.votes[at] >= state.quota]
        if len(over) > room:
            most = max(state.votes[at] for at in over)
            return [Move(Act.ELECTED, (at,)) for at in over if state.votes[at] == most]
        if over:
            return (Move(Act.ELECTED, self._by_votes(state, over)),)
        return self._exclusions(state)

    def after(self, state: Round, move: Move, tied: Step | None = None) -> Round:
        """Return the next round, or the last state where all seats can be filled."""
        numbers = self._numbers(state, state.votes, move.options)
        short = move.act is Act.ELECTED and any(state.votes[at] < state.quota for at in move.options)
        said = Step(move.act, tuple(numbers), MappingProxyType(numbers), {"by": "last seats"} if short else {})
        state = replace(
            state,
            left=tuple(at for at in state.left if at not in move.options),
            log=logged(state.log, move),
            steps=(*state.steps, *([tied] if tied else []), said),
        )
        if move.act is Act.ELECTED:
            state = replace(state, elected=(*state.elected, *move.options))
        else:
            out = move.options[0]
            state = replace(state, keep=tuple(0 if at == out else share for at, share in enumerate(state.keep)))
        if len(state.left) <= self.poll.seats - len(state.elected) or len(state.elected) == self.poll.seats:
            return state
        return self._counted(self._moved_on(state, move.options))

    def key(self, state: Round) -> Hashable:
        """Return the exclusions in any order between the same elections."""
        return state.log

    def winners(self, state: Round) -> tuple[int, ...]:
        """Return who is elected, in the order of election."""
        return state.elected

    def left(self, state: Round) -> tuple[int, ...]:
        """Return who is neither elected nor excluded."""
        return state.left

    def hopeless(self, state: Round) -> tuple[int, ...]:
        """Return those without any votes where some of them will be elected for want of others."""
        none = tuple(at for at in state.left if not state.votes[at])
        return none if len(state.left) - len(none) < self.poll.seats - len(state.elected) else ()

    def steps(self, state: Round) -> tuple[Step, ...]:
        """Return the steps so far."""
        return state.steps

    def totals(self, state: Round) -> dict[str, Number]:
        """Return the votes of each option in the last round; none for those excluded."""
        votes = [number if keep else 0 for number, keep in zip(state.votes, state.keep, strict=True)]
        return self._numbers(state, votes, range(len(votes)))

    def _exclusions(self, state: Round) -> Sequence[Move]:
        """Return whom to exclude: whoever has the fewest votes, or more by no more than the surplus (B.3).

        Of those without any votes the last one listed goes if others can fill the seats.
        """
        least = min(state.votes[at] for at in state.left)
        lowest = [at for at in state.left if state.votes[at] <= least + state.surplus]
        none = [at for at in lowest if not state.votes[at]]
        if none and not self.hopeless(state):
            lowest = none[-1:]
        return [Move(Act.EXCLUDED, (at,)) for at in lowest]

    def _moved_on(self, state: Round, sources: Iterable[int]) -> Round:
        """Move the papers of those elected or excluded to the next options, through any that are elected."""
        papers, paths = state.papers, state.paths
        standing = sorted({*state.left, *state.elected})
        options = len(self.poll.options)
        waiting = [*sources, *state.elected]
        while waiting:
            for at in waiting:
                held = papers.held_by(at)
                if at in state.elected:
                    old = [int(path) for path in np.unique(papers.tag[held])]
                    paths = paths.extended(old, at)
                    new = np.zeros(len(paths.before), dtype=np.int32)
                    new[old] = [paths.known[path, at] for path in old]
                    papers = papers.tagged(held, new[papers.tag[held]])
                papers, _ = papers.moved(held, standing, paths.passed(options))
            waiting = [at for at in state.elected if (papers.top == at).any()]
        return replace(state, papers=papers, paths=paths)

    def _counted(self, state: Round) -> Round:
        """Share the votes until the surplus is gone, no longer shrinks, or somebody has the quota (B.2)."""
        way, scale = Way.of(state.papers, state.paths), state.papers.scale
        keep, before = state.keep, -1
        while True:
            *votes, exhausted = way.shared(keep)
            quota = (sum(votes) // (scale * (self.poll.seats + 1)) + 1) * scale
            surplus = max(0, sum(votes[at] - quota for at in state.elected))
            found = any(votes[at] >= quota for at in state.left)
            if found or surplus < _OMEGA * scale or 0 <= before <= surplus:
                break
            before = surplus
            keep = tuple(
                _kept(share, quota // scale, votes[at], scale) if at in state.elected else share
                for at, share in enumerate(keep)
            )
        state = replace(
            state,
            keep=keep,
            votes=tuple(votes),
            exhausted=exhausted,
            scale=scale,
            quota=quota,
            surplus=surplus,
            number=state.number + 1,
        )
        return replace(state, steps=(*state.steps, *self._told(state)))

    def _told(self, state: Round) -> tuple[Step, Step]:
        """Return the quota of a round with the shares that are kept, and the votes."""
        votes = self._number(state, sum(state.votes))
        facts = {"quota": self._number(state, state.quota), "seats": self.poll.seats, "votes": votes}
        names = tuple(self.poll.options[at] for at in state.elected)
        keep = {self.poll.options[at]: exact(state.keep[at], UNIT) for at in state.elected}
        standing = sorted({*state.left, *state.elected})
        numbers = self._numbers(state, state.votes, standing)
        rest = {"exhausted": self._number(state, state.exhausted), "round": state.number}
        return Step(Act.QUOTA, names, keep, facts), Step(Act.TALLY, tuple(numbers), MappingProxyType(numbers), rest)

    def _by_votes(self, state: Round, some: Iterable[int]) -> tuple[int, ...]:
        """Return options with the most votes first; level ones in the order for ties, else as listed."""
        return tuple(sorted(some, key=lambda at: (-state.votes[at], self.poll.place(self.poll.options[at]))))

    def _number(self, state: Round, votes: int) -> Number:
        return exact(votes, UNIT * state.scale * self.poll.ballots.parts)

    def _numbers(self, state: Round, votes: Sequence[int], some: Iterable[int]) -> dict[str, Number]:
        return {self.poll.options[at]: self._number(state, votes[at]) for at in some}


def _kept(share: int, quota: int, votes: int, scale: int) -> int:
    """Return the new share: the old one times the quota, rounded up, by the votes, rounded up (B.2.f)."""
    product = -(-share * quota // UNIT)
    return min(UNIT, -(-product * UNIT * scale // votes))
