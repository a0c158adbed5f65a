"""A process as a table of transitions: the table that is printed in the handbook is the one that runs.

A state is a frozen value. A move is what somebody does, or what befalls the circle. Time is nobody's move: a state
says at which moments it rings, and whatever has rung by the time of a move is worked off first, each at its own
moment. So a move counts iff it was received before the deadline, whether or not any job has run (governance 2.4);
ringing twice equals ringing once (KI6); and a state is the fold of its moves (KI1).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar

from bot.rules.ids import MemberId
from bot.rules.process.errors import NotNow


@dataclass(frozen=True, slots=True)
class Move:
    """Something that is done or that happens; the first line of its docstring says what."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who makes a move and when Discord received it; nobody makes what the clock or a departure brings about."""

    by: MemberId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """At that moment this happens, unless something changes before."""

    at: datetime
    move: Move


class State(Protocol):
    """Where a process stands."""

    @property
    def phase(self) -> StrEnum:
        """The phase it is in."""

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about if nobody does anything."""


S = TypeVar("S", bound=State)
M = TypeVar("M", bound=Move)
Rule = Callable[[S, M, Turn], S]


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table: in `source`, `who` may make the `move` if `guard` holds; it leads to one of `targets`."""

    source: StrEnum
    move: type[Move]
    who: str
    guard: str
    targets: tuple[StrEnum, ...]


@dataclass(frozen=True, slots=True)
class Step(Generic[S]):
    """One transition as it was taken, and the state after it."""

    transition: Transition
    move: Move
    turn: Turn
    after: S


def _always(state: S, _: Move, __: Turn) -> S:
    return state


def _itself(state: S) -> S:
    return state


class Machine(Generic[S]):
    """The table of one process. `ends` are the phases that nothing leaves (KI2)."""

    def __init__(self, ends: Collection[StrEnum]) -> None:
        self.ends = frozenset(ends)
        self._table: dict[tuple[StrEnum, type[Move]], tuple[Transition, Callable[[S, Move, Turn], S]]] = {}

    @property
    def table(self) -> Mapping[tuple[StrEnum, type[Move]], Transition]:
        """Every transition there is, by phase and move, in the order in which the rules were written."""
        return MappingProxyType({key: transition for key, (transition, _) in self._table.items()})

    def on(
        self,
        move: type[M],
        *sources: StrEnum,
        who: str,
        guard: str = "",
        to: Iterable[StrEnum] | Mapping[StrEnum, Iterable[StrEnum]] = (),
    ) -> Callable[[Rule[S, M]], Rule[S, M]]:
        """Let a function answer a move in these phases; it stays in the phase or goes `to` another.

        Where that depends on the phase, `to` names the targets of each.
        """

        def register(rule: Rule[S, M]) -> Rule[S, M]:
            for source in sources:
                targets = tuple(to.get(source, ()) if isinstance(to, Mapping) else to)
                assert source not in self.ends, f"{source} is left"  # noqa: S101
                assert (source, move) not in self._table, f"{move} in {source} twice"  # noqa: S101
                transition = Transition(source, move, who, guard, targets)
                self._table[source, move] = (transition, rule)  # type: ignore[assignment]
            return rule

        return register

    def borrow(
        self,
        base: "Machine[Any]",
        move: type[M],
        source: StrEnum,
        *sources: StrEnum,
        given: Rule[S, M] = _always,
        guard: str = "",
        to: Iterable[StrEnum] | Mapping[StrEnum, Iterable[StrEnum]] | None = None,
        then: Callable[[S], S] = _itself,
    ) -> None:
        """Answer a move in these phases, or in `source`, as another process does in `source`.

        The states of this process are a subclass of those of the other, which the rules only `replace`. `given` is
        what has to hold here before; `guard` says both, and `to` where it leads, where it differs. `then` says what
        is made here of the state after it.
        """
        row, rule = base.line(source, move)
        self.on(
            move,
            *(sources or (source,)),
            who=row.who,
            guard=guard or row.guard,
            to=row.targets if to is None else to,
        )(lambda state, made, turn: then(rule(given(state, made, turn), made, turn)))

    def line(self, source: StrEnum, move: type[M]) -> tuple[Transition, Rule[S, M]]:
        """Return a line of the table, and the rule that answers it."""
        return self._table[source, move]

    def offers(self, state: S, move: type[Move]) -> bool:
        """Whether the phase knows the move at all, whoever makes it."""
        return (state.phase, move) in self._table

    def steps(self, state: S, move: Move, turn: Turn) -> Iterator[Step[S]]:
        """Yield what came due before the move, and the move. Raises NotNow, and what its guard raises."""
        for rung in self.due(state, turn.at):
            state = rung.after
            yield rung
        yield self._step(state, move, turn)

    def due(self, state: S, now: datetime) -> Iterator[Step[S]]:
        """Yield what the clock brings about until now, in its order."""
        while (alarm := self.next_alarm(state)) is not None and alarm.at <= now:
            step = self._step(state, alarm.move, Turn(None, alarm.at))
            state = step.after
            yield step

    def next_alarm(self, state: S) -> Alarm | None:
        """Return what the clock will do next; None where the process has ended."""
        if state.phase in self.ends:
            return None
        return min(state.alarms(), key=lambda alarm: alarm.at, default=None)

    def act(self, state: S, move: Move, turn: Turn) -> S:
        """Return the state after a move. Raises NotNow, and what its guard raises."""
        for step in self.steps(state, move, turn):
            state = step.after
        return state

    def at(self, state: S, now: datetime) -> S:
        """Return the state as the clock has it now."""
        for step in self.due(state, now):
            state = step.after
        return state

    def history(self, start: S, log: Iterable[tuple[Move, Turn]], now: datetime) -> Iterator[Step[S]]:
        """Yield every step that a log of moves and the clock have led to until now (KI1)."""
        for move, turn in log:
            for step in self.steps(start, move, turn):
                start = step.after
                yield step
        yield from self.due(start, now)

    def _step(self, state: S, move: Move, turn: Turn) -> Step[S]:
        known = self._table.get((state.phase, type(move)))
        if known is None:
            raise NotNow(state.phase.value, type(move).__name__, ended=state.phase in self.ends)
        transition, rule = known
        after = rule(state, move, turn)
        assert after.phase in {state.phase, *transition.targets}, (transition, after.phase)  # noqa: S101
        return Step(transition, move, turn, after)
