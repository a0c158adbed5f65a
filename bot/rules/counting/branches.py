"""Counts that go from stage to stage: followed to the end, and into every way in which a tie could be settled.

A count whose rules leave several options level stops being certain only if who wins depends on which of them is
taken. So that is looked into, and only what could matter is told as a tie (governance K7).
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from bot.rules.counting.outcome import Act, Count, Step, Tie, conclude
from bot.rules.counting.poll import Poll
from bot.rules.numbers import Number

S = TypeVar("S")

_MOST_STATES = 1000
"""Different situations looked into before everybody who is left counts as level; some seconds at the most."""


@dataclass(frozen=True, slots=True)
class Move:
    """What may be done next: elect options, exclude one, or transfer the surplus of some."""

    act: Act
    options: tuple[int, ...]


def logged(log: tuple[tuple[Act, frozenset[int]], ...], move: Move) -> tuple[tuple[Act, frozenset[int]], ...]:
    """Return the log with a move; exclusions that follow each other count as one set."""
    if log and move.act is log[-1][0] is Act.EXCLUDED:
        return (*log[:-1], (Act.EXCLUDED, log[-1][1] | {*move.options}))
    return (*log, (move.act, frozenset(move.options)))


class Machine(Protocol[S]):
    """A count in stages; options are positions on the poll's list."""

    @property
    def poll(self) -> Poll:
        """The poll that is counted."""

    def begin(self) -> S:
        """Return the first stage."""

    def moves(self, state: S) -> Sequence[Move]:
        """Return what the rules allow next: one move, several that are level, or none when all is done."""

    def after(self, state: S, move: Move, tied: Step | None = None) -> S:
        """Return the stage after a move, with the step that says how it was chosen among level ones."""

    def key(self, state: S) -> Hashable:
        """Return what is the same for stages from which the count goes on in the same way."""

    def winners(self, state: S) -> tuple[int, ...]:
        """Return who is elected so far, in the order of election."""

    def left(self, state: S) -> tuple[int, ...]:
        """Return who is neither elected nor excluded."""

    def hopeless(self, state: S) -> tuple[int, ...]:
        """Return those who stand level with no votes at all, where some of them must fill the last seats."""

    def steps(self, state: S) -> tuple[Step, ...]:
        """Return the steps so far."""

    def totals(self, state: S) -> dict[str, Number]:
        """Return the votes of each option."""


@dataclass(frozen=True, slots=True)
class _Reach:
    """Who wins however ties are settled, and who wins in one way at least."""

    always: frozenset[int]
    ever: frozenset[int]


class _TooMany(Exception):
    """There are more situations than are worth looking into."""


def count_stages(machine: Machine[S], steps: Sequence[Step] = ()) -> Count:
    """Count to the end; level options are taken by the order for ties, where it matters which of them.

    Where it matters and there is no order, the count stops: the Tie names all who win in one way of settling
    ties but not in every way. Where it does not matter, the last one listed is excluded, the first elected.
    """
    poll, state = machine.poll, machine.begin()
    tie: Tie | None = None
    looked = False
    while moves := machine.moves(state):
        if len(moves) > 1 and not looked:
            looked = True
            reach = _reach(machine, state)
            if reach.ever != reach.always:
                tie = Tie(_names(poll, reach.ever - reach.always), poll.seats - len(reach.always))
                if not poll.tie_order:
                    return _stopped(machine, state, reach, tie, steps)
        state = machine.after(state, *_chosen(poll, moves, ordered=tie is not None))
    names = [poll.options[at] for at in machine.winners(state)]
    return conclude(poll, names, tie, machine.totals(state), [*steps, *machine.steps(state)])


def _chosen(poll: Poll, moves: Sequence[Move], *, ordered: bool) -> tuple[Move, Step | None]:
    """Return the move to make, by the order for ties if that is to decide, and the step that says so."""

    def place(move: Move) -> int:
        at = move.options[0]
        return poll.place(poll.options[at]) if ordered else at

    if len(moves) == 1:
        return moves[0], None
    tied = _names(poll, (at for move in moves for at in move.options))
    step = Step(Act.TIED, tied, facts={"by": "order" if ordered else "no difference"})
    return (max if moves[0].act is Act.EXCLUDED else min)(moves, key=place), step


def _stopped(machine: Machine[S], state: S, reach: _Reach, tie: Tie, steps: Sequence[Step]) -> Count:
    """Return the count that a tie stops, with the winners whom no way of settling it would change."""
    poll, moves = machine.poll, machine.moves(state)
    elected = machine.winners(state)
    certain = (*elected, *sorted(reach.always - set(elected)))
    said = [Step(Act.TIED, _names(poll, (at for move in moves for at in move.options)), facts={"by": "nothing"})]
    if len(certain) > len(elected):
        sure = tuple(poll.options[at] for at in certain[len(elected) :])
        said.append(Step(Act.ELECTED, sure, facts={"by": "every way to settle the tie"}))
    names = [poll.options[at] for at in certain]
    return conclude(poll, names, tie, machine.totals(state), [*steps, *machine.steps(state), *said])


def _reach(machine: Machine[S], state: S) -> _Reach:
    """Look into every way of settling the ties from here on; beyond the limit all who are left are level."""
    try:
        return _Search(machine).reach(state)
    except _TooMany:
        sure = frozenset(machine.winners(state))
        return _Reach(sure, sure | frozenset(machine.left(state)))


class _Search(Generic[S]):
    """One look into the ways of settling ties; what was seen before is not counted again."""

    def __init__(self, machine: Machine[S]) -> None:
        self._machine = machine
        self._known: dict[Hashable, _Reach] = {}

    def reach(self, state: S) -> _Reach:
        """Return who can win from a stage on. Raises _TooMany."""
        machine = self._machine
        moves = machine.moves(state)
        while len(moves) == 1:
            state = machine.after(state, moves[0])
            moves = machine.moves(state)
        if not moves:
            return _Reach(*[frozenset(machine.winners(state))] * 2)
        if level := machine.hopeless(state):
            sure = frozenset((*machine.winners(state), *machine.left(state))) - set(level)
            return _Reach(sure, sure | set(level))
        key = machine.key(state)
        if key not in self._known:
            if len(self._known) >= _MOST_STATES:
                raise _TooMany
            self._known[key] = _Reach(frozenset(), frozenset())
            found = [self.reach(machine.after(state, move)) for move in moves]
            self._known[key] = _Reach(
                frozenset.intersection(*(each.always for each in found)),
                frozenset.union(*(each.ever for each in found)),
            )
        return self._known[key]


def _names(poll: Poll, some: Iterable[int]) -> tuple[str, ...]:
    """Return the options at these positions, in the order for ties, else as listed."""
    return tuple(sorted((poll.options[at] for at in some), key=poll.place))
