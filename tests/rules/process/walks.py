"""Biased walks through a process, by chance or by hypothesis, with a counter for every transition.

Steps without a bias hardly ever reach a decision, and a model that survives them can still be wrong (governance 3.4).
So a world names the moves that people would plausibly make, the likelier ones several times; what they make of them is
checked after each step, and the tests see to it that every line of the table was walked to each of its targets.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Generic, Protocol, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from bot.rules.errors import AccordError
from bot.rules.ids import MemberId
from bot.rules.process.item import Item
from bot.rules.process.machine import Machine, Move, Step, Turn
from tests.examples import EXAMPLES

NOW = datetime(2030, 1, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ANNA, BEN, CORA, DAN, EVE, FAY = (MemberId(number) for number in range(1, 7))
CIRCLE = frozenset({ANNA, BEN, CORA, DAN, EVE})
SEEDS = range(1, 2 + EXAMPLES // 20)
"""What walks by chance begin with: two numbers in every run, many with `make thorough`."""

I = TypeVar("I", bound=Item)  # noqa: E741 - an item
Wish = tuple[Move, MemberId | None]
Taken = tuple[str, str, str]
"""A transition as it was walked: phase before, move, phase after."""


class World(Protocol[I]):
    """A process to walk through."""

    machine: Machine[I]

    def start(self, chance: Random) -> I:
        """Return an item to begin with, with settings that differ from walk to walk."""

    def wishes(self, item: I) -> Iterable[Wish]:
        """Return what people would plausibly do now; what is named several times is likelier."""

    def check(self, before: I, step: Step[I], log: Sequence[tuple[Move, Turn]]) -> None:
        """Assert everything that has to hold after a step."""


@dataclass
class Walk(Generic[I]):
    """One item on its way."""

    world: World[I]
    item: I
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.begun = self.item
        self.log: list[tuple[Move, Turn]] = []
        self.taken: Counter[Taken] = Counter()
        self.refused: Counter[str] = Counter()

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.item.phase in self.world.machine.ends

    def begin(self, chance: Random) -> None:
        """Open a draft, for which no clock runs."""
        while self.world.machine.next_alarm(self.item) is None:
            self.try_(chance.choice(list(self.world.wishes(self.item))))

    def try_(self, wish: Wish) -> None:
        """Make a move; a refusal changes nothing."""
        move, by = wish
        turn = Turn(by, self.now)
        self.wait(timedelta(0))
        try:
            steps = list(self.world.machine.steps(self.item, move, turn))
        except AccordError as refused:
            self.refused[type(refused).__name__] += 1
            return
        self.log.append((move, turn))
        self._follow(steps)

    def wait(self, time: timedelta) -> None:
        """Let time pass."""
        self.now += time
        self._follow(list(self.world.machine.due(self.item, self.now)))

    def until_rung(self, late: timedelta) -> None:
        """Let time pass until the clock does something, and a little longer."""
        alarm = self.world.machine.next_alarm(self.item)
        if alarm is not None:
            self.wait(alarm.at - self.now + late)

    def finish(self) -> int:
        """Let the clock alone bring it to its end; return how often it rang."""
        rings = 0
        while not self.ended:
            assert rings < 60, "the clock never ends it"
            self.until_rung(timedelta(0))
            rings += 1
        return rings

    def replays(self) -> None:
        """Assert that the log alone gives the same item (KI1)."""
        steps = list(self.world.machine.history(self.begun, self.log, self.now))
        assert steps[-1].after == self.item if steps else self.begun == self.item

    def _follow(self, steps: Sequence[Step[I]]) -> None:
        for step in steps:
            before, self.item = self.item, step.after
            self.taken[before.phase.value, type(step.move).__name__, step.after.phase.value] += 1
            self.world.check(before, step, self.log)


def by_chance(world: World[I], seed: int, *, walks: int, steps: int = 60) -> Counter[Taken]:
    """Walk so many times, each to its end; return how often each transition was taken."""
    taken: Counter[Taken] = Counter()
    for number in range(walks):
        chance = Random(f"{seed}/{number}")
        walk = Walk(world, world.start(chance))
        walk.begin(chance)
        for _ in range(steps):
            if walk.ended:
                break
            _stumble(walk, chance)
        if not walk.ended:
            walk.finish()
        walk.replays()
        taken += walk.taken
    return taken


def _stumble(walk: Walk[I], chance: Random) -> None:
    wishes = list(walk.world.wishes(walk.item))
    dice = chance.random()
    if dice < 0.12 or not wishes:
        walk.until_rung(chance.choice((timedelta(0), timedelta(0), HOUR, 3 * DAY)))
    elif dice < 0.24:
        walk.wait(chance.choice((HOUR, 5 * HOUR, DAY)))
    else:
        move, by = chance.choice(wishes)
        if dice > 0.96:
            by = MemberId(chance.randint(1, 6))
        walk.try_((move, by))
        if dice > 0.92:
            walk.try_((move, by))


def untaken(machine: Machine[Any], taken: Iterable[Taken]) -> list[Taken]:
    """Return which transitions of the table were never walked to one of their targets."""
    walked = set(taken)
    wanted = [
        (source.value, move.__name__, target.value)
        for (source, move), transition in machine.table.items()
        for target in transition.targets or (source,)
    ]
    return [one for one in wanted if one not in walked]


def stateful(world_of: Callable[[], World[Any]]) -> type[RuleBasedStateMachine]:
    """Return the same walk for hypothesis, which looks for the shortest way to break it."""

    class Life(RuleBasedStateMachine):
        walk: Walk[Any]

        @initialize(chance=st.randoms(use_true_random=False))
        def begin(self, chance: Random) -> None:
            world = world_of()
            self.walk = Walk(world, world.start(chance))
            self.walk.begin(chance)

        @precondition(lambda self: not self.walk.ended)
        @rule(at=st.integers(0, 10_000), twice=st.booleans())
        def likely(self, at: int, *, twice: bool) -> None:
            wishes = list(self.walk.world.wishes(self.walk.item))
            for _ in range(1 + twice):
                self.walk.try_(wishes[at % len(wishes)])

        @precondition(lambda self: not self.walk.ended)
        @rule(at=st.integers(0, 10_000), by=st.integers(1, 6))
        def odd(self, at: int, by: int) -> None:
            wishes = list(self.walk.world.wishes(self.walk.item))
            self.walk.try_((wishes[at % len(wishes)][0], MemberId(by)))

        @rule(hours=st.sampled_from((1, 5, 24)))
        def wait(self, hours: int) -> None:
            self.walk.wait(hours * HOUR)

        @precondition(lambda self: not self.walk.ended)
        @rule(late=st.sampled_from((timedelta(0), HOUR, 3 * DAY)))
        def ring(self, late: timedelta) -> None:
            self.walk.until_rung(late)

        def teardown(self) -> None:
            if hasattr(self, "walk"):
                self.walk.finish()
                self.walk.replays()

    Life.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=40, deadline=None)
    return Life
